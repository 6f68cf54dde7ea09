package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

  @Test
  void hasReasonsExactlyWhenItIsNotOk() {
    assertTrue(Verdict.ok().isOk());
    assertFalse(Verdict.ok().isInvalid());
    assertEquals(List.of(), Verdict.ok().reasons());
    assertThrows(
        IllegalArgumentException.class, () -> new Verdict(Verdict.Level.OK, List.of("but")));
    assertThrows(IllegalArgumentException.class, () -> Verdict.invalid(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> new Verdict(Verdict.Level.QUALIFIED, List.of()));
  }

  @Test
  void qualifiesOnlyWithAReason() {
    assertEquals(Verdict.ok(), Verdict.qualified(List.of()));
    Verdict verdict = Verdict.qualified(List.of("a", "b"));
    assertEquals(Verdict.Level.QUALIFIED, verdict.level());
    assertFalse(verdict.isOk() || verdict.isInvalid());
    assertEquals("QUALIFIED: a; b", verdict.toString());
    assertTrue(Verdict.invalid(List.of("a")).isInvalid());
    assertEquals("OK", Verdict.ok().toString());
  }

  @Test
  void keepsItsReasons() {
    List<String> reasons = new ArrayList<>(List.of("a"));
    Verdict verdict = Verdict.invalid(reasons);
    reasons.clear();
    assertEquals(List.of("a"), verdict.reasons());
  }
}
