package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Objective;
import cusp.task.SparseFeatures;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SingleFeatureObjectiveTest {
  private static final int N = 40;

  private static Objective objective(int features, int hidden, long seed) {
    return new Superposition(features, hidden)
        .on(new SparseFeatures(features).sample(N, Seed.of(seed)));
  }

  private static double[] point(Objective objective, long seed) {
    double[] w = new double[objective.dimension()];
    Seed.of(seed).random().gaussians(w, w.length);
    return w;
  }

  /** The loss as its definition reads, sample by sample, against every way of asking for it. */
  @Property(tries = 50)
  void aBatchIsTheMeanOfItsSamples(
      @ForAll @IntRange(min = 1, max = 11) int features,
      @ForAll @IntRange(min = 1, max = 3) int hidden,
      @ForAll @IntRange(min = 1, max = N) int size,
      @ForAll @IntRange(max = 1000) int seed) {
    Objective objective = objective(features, hidden, seed);
    double[] w = point(objective, seed);
    double[] losses = new double[N];
    objective.losses(w, losses);
    Batch.Shuffle shuffle = new Batch.Shuffle(N, size, Seed.of(seed));
    double[] mean = new double[w.length];
    double[] gradient = new double[w.length];
    double total = 0;
    for (int step = 0; step < shuffle.perEpoch(); step++) {
      Batch batch = shuffle.at(step);
      double expected = 0;
      for (int k = 0; k < batch.size(); k++) {
        expected += losses[batch.sample(k)];
      }
      double loss = objective.gradient(w, batch, gradient);
      assertEquals(expected / batch.size(), loss, 1e-12 * (1 + expected));
      total += expected;
      for (int i = 0; i < w.length; i++) {
        mean[i] += gradient[i] * batch.size() / N;
      }
    }
    double[] whole = new double[w.length];
    assertEquals(total / N, objective.gradient(w, whole), 1e-12 * (1 + total));
    assertEquals(total / N, objective.loss(w), 1e-12 * (1 + total));
    assertArrayEquals(
        whole, mean, 1e-12 * (1 + Arrays.stream(whole).map(Math::abs).max().orElse(0)));
  }

  @Test
  void theGradientIsThatOfTheLoss() {
    Objective objective = objective(6, 2, 1);
    double[] w = point(objective, 2);
    double[] gradient = new double[w.length];
    objective.gradient(w, gradient);
    double step = 1e-6;
    for (int i = 0; i < w.length; i++) {
      double[] above = w.clone();
      double[] below = w.clone();
      above[i] += step;
      below[i] -= step;
      double slope = (objective.loss(above) - objective.loss(below)) / (2 * step);
      assertEquals(slope, gradient[i], 1e-6 * (1 + Math.abs(slope)));
    }
  }

  @Test
  void aBatchMayNameASampleTwiceAndGrow() {
    Objective objective = objective(6, 2, 3);
    double[] w = point(objective, 4);
    double[] once = new double[w.length];
    double[] often = new double[w.length];
    double loss = objective.gradient(w, Batch.of(5), once);
    assertEquals(loss, objective.gradient(w, Batch.of(5, 5, 5, 5), often), 1e-12 * loss);
    assertArrayEquals(once, often, 1e-12);
  }
}
