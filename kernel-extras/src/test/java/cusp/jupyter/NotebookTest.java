package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotebookTest {

  @AfterEach
  void forgetTheScale() {
    System.clearProperty("cusp.scale");
  }

  @Test
  void theScaleIsQuickUnlessItIsFull() {
    System.clearProperty("cusp.scale");
    assertFalse(Notebook.full());
    assertEquals(10, Notebook.scale(10, 1000));
    System.setProperty("cusp.scale", "full");
    assertTrue(Notebook.full());
    assertEquals(1000, Notebook.scale(10, 1000));
  }

  @Test
  void anUnknownScaleIsRefused() {
    System.setProperty("cusp.scale", "Full");
    String message = assertThrows(IllegalArgumentException.class, Notebook::full).getMessage();
    assertEquals("cusp.scale is \"quick\" or \"full\", not \"Full\"", message);
  }

  @Test
  void aSeedIsItsNumber() {
    assertEquals(Seed.of(7), Notebook.seed(7));
  }
}
