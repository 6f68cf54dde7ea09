package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InterruptsTest {

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  @Test
  void anInterruptEndsWork() {
    Interrupts.endIfInterrupted("the search");
    Thread.currentThread().interrupt();
    var stopped =
        assertThrows(CancellationException.class, () -> Interrupts.endIfInterrupted("the search"));
    assertEquals("the search was interrupted", stopped.getMessage());
    assertTrue(Thread.currentThread().isInterrupted());
  }

  @Test
  void anInterruptSurvivesWorkThatWouldLoseIt() {
    Thread.currentThread().interrupt();
    assertFalse(Interrupts.keptAcross(Thread::interrupted));
    assertTrue(Thread.interrupted());
    Thread.currentThread().interrupt();
    assertThrows(
        IllegalStateException.class,
        () ->
            Interrupts.keptAcross(
                () -> {
                  throw new IllegalStateException();
                }));
    assertTrue(Thread.interrupted());
    assertFalse(Interrupts.keptAcross(Thread::interrupted));
    assertFalse(Thread.interrupted());
  }
}
