package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuperpositionTest {
  private static final Superposition MODEL = new Superposition(6, 2);

  @Test
  void theCriticalPointsOfSixFeaturesComeByFallingLoss() {
    List<CriticalPoint> points = MODEL.criticalPoints();
    assertEquals("[4, 4⁺, 4⁺⁺, 5, 5⁺, 6]", points.toString());
    assertEquals(
        points,
        points.stream()
            .sorted(Comparator.comparingDouble(CriticalPoint::loss).reversed())
            .toList());
  }

  @Test
  void everyCriticalPointIsNearestToItself() {
    for (CriticalPoint point : MODEL.criticalPoints()) {
      Phase phase = MODEL.nearestCriticalPoint(point.near(0.01, Seed.of(0)));
      assertEquals(point, phase.point());
      assertTrue(phase.distance() > 0 && phase.distance() < 0.1, () -> phase.distance() + "");
    }
  }

  @Test
  void pointsOfOtherModelsAreRefused() {
    assertRefused("8 features", () -> MODEL.near(new CriticalPoint(8, 4, 0), 0.1, Seed.of(0)));
    assertRefused("length 24", () -> MODEL.nearestCriticalPoint(new double[24]));
    assertRefused("not of 3", () -> new Superposition(6, 3).criticalPoints());
    assertRefused("not 3", () -> new Superposition(3, 2).nearestCriticalPoint(new double[9]));
  }

  private static void assertRefused(String what, Runnable call) {
    String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
    assertTrue(message.contains(what), message);
  }
}
