package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
  private final List<Long> reports = new ArrayList<>();
  private final Pace pace =
      new Pace(
          new Progress.Task() {
            @Override
            public void advance(long units) {
              reports.add(units);
            }

            @Override
            public void close() {}
          });

  @Test
  void fastStepsAreReportedSeldomAndAllOfThem() {
    for (int i = 0; i < 1_000_000; i++) {
      pace.step();
    }
    pace.flush();
    assertEquals(1_000_000, reports.stream().mapToLong(Long::longValue).sum());
    assertTrue(reports.size() < 1_000, () -> reports.size() + " reports");
  }

  @Test
  void slowStepsAreReportedOneByOne() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      TimeUnit.MILLISECONDS.sleep(30);
      pace.step();
    }
    assertEquals(List.of(1L, 1L, 1L), reports);
  }
}
