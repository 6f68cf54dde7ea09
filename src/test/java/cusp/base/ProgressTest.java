package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void isSilentUntilAFrontEndAsks() {
    Progress before = Progress.standard();
    List<String> heard = new ArrayList<>();
    Progress listener =
        (what, total) -> {
          heard.add(what + " of " + total);
          return new Progress.Task() {
            @Override
            public void advance(long units) {
              heard.add("+" + units);
            }

            @Override
            public void close() {
              heard.add("closed");
            }
          };
        };
    try {
      assertSame(Progress.silent(), before);
      Progress.setStandard(listener);
      try (Progress.Task task = Progress.standard().start("work", 3)) {
        task.advance(2);
        task.advance(1);
      }
      assertEquals(List.of("work of 3", "+2", "+1", "closed"), heard);
      try (Progress.Task task = Progress.silent().start("quiet", 1)) {
        task.advance(1);
      }
      assertEquals(4, heard.size());
    } finally {
      Progress.setStandard(before);
    }
  }

  @Test
  void thereIsAlwaysOne() {
    assertThrows(NullPointerException.class, () -> Progress.setStandard(null));
  }
}
