package cusp.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ParametersTest {
  private static final Parameters LAYOUT =
      Parameters.none().and("W", 2, 3).and("b", 3).and("scale");

  @Test
  void blocksLieOneAfterTheOther() {
    assertEquals(10, LAYOUT.dimension());
    assertEquals(0, LAYOUT.block("W").offset());
    assertEquals(6, LAYOUT.block("b").offset());
    assertEquals(9, LAYOUT.block("scale").offset());
    assertEquals(List.of(2, 3), LAYOUT.block("W").shape());
    assertEquals(1, LAYOUT.block("scale").size());
    assertEquals("W[2×3]", LAYOUT.block("W").toString());
    assertEquals(0, Parameters.none().dimension());
    assertEquals(2, Parameters.scalars(List.of("a", "b")).dimension());
  }

  @Test
  void valuesAreCopies() {
    double[] w = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[] b = LAYOUT.values("b", w);
    assertArrayEquals(new double[] {6, 7, 8}, b);
    b[0] = -1;
    assertEquals(6, w[6]);
  }

  @Test
  void rowsAreThoseOfAMatrix() {
    double[] w = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    double[][] rows = LAYOUT.rows("W", w);
    assertArrayEquals(new double[][] {{0, 1, 2}, {3, 4, 5}}, rows);
    rows[1][0] = -1;
    assertEquals(3, w[3]);
    double[][] second = Parameters.none().and("first").and("M", 3, 2).rows("M", w);
    assertArrayEquals(new double[][] {{1, 2}, {3, 4}, {5, 6}}, second);
    for (String vector : List.of("b", "scale")) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> LAYOUT.rows(vector, w)).getMessage();
      assertTrue(message.contains(vector + "[") && message.contains("two axes"), message);
    }
  }

  @Test
  void aMaskIsTrueAtTheNamedBlocks() {
    assertArrayEquals(
        new boolean[] {false, false, false, false, false, false, true, true, true, true},
        LAYOUT.mask("scale", "b"));
    assertArrayEquals(new boolean[10], LAYOUT.mask());
  }

  @Test
  void refusesUnknownNames() {
    for (Runnable call :
        List.<Runnable>of(
            () -> LAYOUT.block("w"), () -> LAYOUT.mask("W", "w"), () -> LAYOUT.values("w", null))) {
      String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
      assertTrue(message.contains("no parameters named w"), message);
      assertTrue(message.contains("W[2×3], b[3], scale[]"), message);
    }
  }

  @Test
  void refusesLayoutsWithGapsOrTwins() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> LAYOUT.and("b", 2)).getMessage();
    assertTrue(message.contains("one name"), message);
    message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Parameters(List.of(new Parameters.Block("a", List.of(2), 1))))
            .getMessage();
    assertTrue(message.contains("block a starts at 1, not at 0"), message);
  }
}
