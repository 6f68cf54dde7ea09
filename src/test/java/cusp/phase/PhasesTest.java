package cusp.phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Objective;
import cusp.train.Descent;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PhasesTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;
  private static final Phases SIDES =
      Phases.boxes()
          .and("left", new double[] {-INFINITY, -1}, new double[] {-0.2, 1})
          .and("right", new double[] {0.2, -1}, new double[] {INFINITY, 1});

  private static String refused(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }

  @Test
  void aPointIsInTheBoxThatHoldsIt() {
    assertEquals(List.of("left", "right"), SIDES.names());
    assertEquals(Optional.of("left"), SIDES.of(new double[] {-1e9, 0}));
    assertEquals(Optional.of("right"), SIDES.of(new double[] {0.2, 1}));
    assertEquals(Optional.empty(), SIDES.of(new double[] {0, 0}));
    assertEquals(Optional.empty(), SIDES.of(new double[] {-1, 1.1}));
    assertEquals(Optional.empty(), SIDES.of(new double[] {Double.NaN, 0}));
    String longer = refused(() -> SIDES.of(new double[] {0.3, 0, 0}));
    assertTrue(longer.contains("2 coordinates, not 3"), longer);
    assertThrows(IllegalArgumentException.class, () -> SIDES.of(new double[] {0.3}));
  }

  @Test
  void boxesThatAreNoneOrMeetAreRefused() {
    double[] low = {-1, -1};
    double[] high = {0, 1};
    assertEquals("b and left have points in common", refused(() -> SIDES.and("b", low, high)));
    String empty = refused(() -> SIDES.and("b", high, low));
    assertTrue(empty.contains("coordinate 0 goes from 0.0 to -1.0"), empty);
    String fewer = refused(() -> SIDES.and("b", new double[1], new double[] {1}));
    assertTrue(fewer.contains("1 lower and 1 upper ends for 2 coordinates"), fewer);
    assertTrue(
        refused(() -> Phases.boxes().and("b", new double[0], new double[0])).contains("0 lower"));
    assertTrue(
        refused(() -> Phases.boxes().and("b", new double[1], new double[] {Double.NaN}))
            .contains("NaN"));
    String name = refused(() -> SIDES.and("left", new double[] {-0.1, -1}, new double[] {0.1, 1}));
    assertTrue(name.contains("same name"), name);
    // A common edge is no common volume.
    assertEquals(
        3, SIDES.and("middle", new double[] {-0.2, -1}, new double[] {0.2, 1}).names().size());
  }

  @Test
  void aFunctionLabelsPoints() {
    Phases phases =
        Phases.of(List.of(1, 2), w -> w[0] < 0 ? Optional.of(1) : Optional.of((int) w[0]));
    assertEquals(Optional.of("1"), phases.of(new double[] {-3}));
    assertEquals(Optional.of("2"), phases.of(new double[] {2}));
    String unknown = refused(() -> phases.of(new double[] {5}));
    assertEquals("there is no phase 5, only [1, 2]", unknown);
    assertThrows(IllegalStateException.class, () -> phases.and("b", new double[1], new double[1]));
    assertTrue(refused(() -> Phases.of(List.of("a", "a"), w -> Optional.empty())).contains("name"));
  }

  @Test
  void settledPointsGoToTheValleyTheyLieIn() {
    Phases narrow =
        Phases.boxes()
            .and("left", new double[] {-1.1}, new double[] {-0.9})
            .and("right", new double[] {0.9}, new double[] {1.1});
    Phases settled = narrow.settled(Descent.defaults(), Objective.of("(x^2-1)^2"));
    for (double x : new double[] {-2, -0.3, 0.1, 0.5, 1.7}) {
      String side = x < 0 ? "left" : "right";
      assertEquals(Optional.of(side), settled.of(new double[] {x}), "from " + x);
    }
    assertEquals(Optional.empty(), narrow.of(new double[] {0.5}));
    assertThrows(IllegalStateException.class, settled::requireBoxes);
  }
}
