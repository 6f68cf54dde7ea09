package cusp.toy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import cusp.base.Seed;
import cusp.model.Batch;
import cusp.model.Objective;
import cusp.task.FeatureSamples;
import cusp.task.SparseFeatures;
import java.lang.management.ManagementFactory;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The losses of the toy model against a plain reference, differences and each other. */
class ObjectivesTest {
  private static final double STEP = 1e-6;

  /** Σⱼ Iⱼ(xⱼ − ReLU(WᵀWx + b)ⱼ)², averaged as its definition says. */
  private record Reference(FeatureSamples data, int hidden, double[] w) {
    double[] input(int s) {
      double[] x = new double[data.features()];
      for (int k = data.start()[s]; k < data.start()[s + 1]; k++) {
        x[data.feature()[k]] = data.value()[k];
      }
      return x;
    }

    double before(double[] x, int j) {
      int c = data.features();
      double sum = w[hidden * c + j];
      for (int a = 0; a < hidden; a++) {
        for (int i = 0; i < c; i++) {
          sum += w[a * c + j] * w[a * c + i] * x[i];
        }
      }
      return sum;
    }

    double loss() {
      double sum = 0;
      for (int s = 0; s < data.size(); s++) {
        double[] x = input(s);
        for (int j = 0; j < x.length; j++) {
          sum += data.importance()[j] * Math.pow(x[j] - Math.max(0, before(x, j)), 2);
        }
      }
      return sum / data.size();
    }

    /** How far the nearest kink of a ReLU is: differences across one say nothing. */
    double toKink() {
      double nearest = Double.POSITIVE_INFINITY;
      for (int s = 0; s < data.size(); s++) {
        double[] x = input(s);
        for (int j = 0; j < x.length; j++) {
          nearest = Math.min(nearest, Math.abs(before(x, j)));
        }
      }
      return nearest;
    }
  }

  private static void assertGradient(Objective objective, double[] w) {
    double[] gradient = new double[w.length];
    double loss = objective.gradient(w, gradient);
    assertEquals(objective.loss(w), loss, 1e-13 * (1 + loss));
    for (int i = 0; i < w.length; i++) {
      double[] above = w.clone();
      double[] below = w.clone();
      above[i] += STEP;
      below[i] -= STEP;
      double slope = (objective.loss(above) - objective.loss(below)) / (above[i] - below[i]);
      assertEquals(slope, gradient[i], 1e-7 * (1 + loss + Math.abs(slope)), "coordinate " + i);
    }
  }

  private static FeatureSamples data(int features, int kind, long seed) {
    SparseFeatures task = new SparseFeatures(features);
    SparseFeatures asked =
        kind == 0 ? task : kind == 1 ? task.withSparsity(0.6) : task.withSparsity(0.3);
    return (kind == 2 ? asked.withImportance(0.7) : asked).sample(30, Seed.of(seed));
  }

  @Property(tries = 400)
  void sampledLossesAreWhatTheirDefinitionSays(
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 1, max = 4) int hidden,
      @ForAll @IntRange(max = 2) int kind,
      @ForAll long seed) {
    FeatureSamples data = data(features, kind, seed);
    Superposition model = new Superposition(features, hidden);
    double[] w = model.initial(Seed.of(seed));
    Reference reference = new Reference(data, hidden, w);
    Objective objective = model.on(data);
    assertEquals(features * (hidden + 1), objective.dimension());
    assertEquals(30, objective.samples());
    double loss = reference.loss();
    assertEquals(loss, objective.loss(w), 1e-12 * (1 + loss));
    Assume.that(reference.toKink() > 1e-4);
    assertGradient(objective, w);
  }

  @Property(tries = 400)
  void thePopulationLossHasItsGradient(
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 1, max = 4) int hidden,
      @ForAll long seed) {
    Superposition model = new Superposition(features, hidden);
    assertGradient(model.population(), model.initial(Seed.of(seed)));
  }

  @Property(tries = 200)
  void theSparseLossIsTheOneHotLossOnOneHotData(
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 1, max = 4) int hidden,
      @ForAll long seed) {
    FeatureSamples data = data(features, 0, seed);
    double[] w = new Superposition(features, hidden).initial(Seed.of(seed));
    Objective fused = new SingleFeatureObjective(hidden, data);
    Objective sparse = new SparseObjective(hidden, data);
    Batch batch = Batch.of(3, 1, 4, 15, 9, 26, 5);
    double[] one = new double[w.length];
    double[] other = new double[w.length];
    double loss = fused.gradient(w, batch, one);
    assertEquals(loss, sparse.gradient(w, batch, other), 1e-12 * (1 + loss));
    double scale = 1 + loss;
    for (int i = 0; i < w.length; i++) {
      assertEquals(one[i], other[i], 1e-12 * (scale + Math.abs(one[i])) * 10);
    }
    double[] lossesOne = new double[30];
    double[] lossesOther = new double[30];
    fused.losses(w, lossesOne);
    sparse.losses(w, lossesOther);
    for (int s = 0; s < 30; s++) {
      assertEquals(lossesOne[s], lossesOther[s], 1e-12 * (1 + lossesOne[s]));
    }
  }

  @Property(tries = 200)
  void samplesAndBatchesAverageToTheWhole(
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 1, max = 4) int hidden,
      @ForAll @IntRange(max = 2) int kind,
      @ForAll long seed) {
    FeatureSamples data = data(features, kind, seed);
    Superposition model = new Superposition(features, hidden);
    double[] w = model.initial(Seed.of(seed));
    Objective objective = model.on(data);
    double[] losses = new double[30];
    objective.losses(w, losses);
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    double whole = objective.loss(w);
    assertEquals(whole, sum / 30, 1e-12 * (1 + whole));
    double[] expected = new double[w.length];
    objective.gradient(w, expected);
    double[] mean = new double[w.length];
    Batch.Shuffle shuffle = new Batch.Shuffle(30, 7, Seed.of(seed));
    for (int step = 0; step < shuffle.perEpoch(); step++) {
      Batch batch = shuffle.at(step);
      double[] part = new double[w.length];
      objective.gradient(w, batch, part);
      for (int i = 0; i < w.length; i++) {
        mean[i] += part[i] * batch.size() / 30;
      }
    }
    for (int i = 0; i < w.length; i++) {
      assertEquals(expected[i], mean[i], 1e-11 * (1 + whole + Math.abs(expected[i])));
    }
  }

  @Test
  void thePopulationLossIsTheMeanOverTheTask() {
    int n = 20_000;
    double[] losses = new double[n];
    for (int[] shape : new int[][] {{6, 2}, {5, 1}, {8, 3}}) {
      Superposition model = new Superposition(shape[0], shape[1]);
      Objective sampled = model.on(new SparseFeatures(shape[0]).sample(n, Seed.of(11)));
      for (int k = 0; k < 10; k++) {
        double[] w = model.initial(Seed.of(k));
        sampled.losses(w, losses);
        double mean = sampled.loss(w);
        double square = 0;
        for (double loss : losses) {
          square += (loss - mean) * (loss - mean);
        }
        double error = Math.sqrt(square / n / (n - 1));
        assertEquals(0, (model.population().loss(w) - mean) / error, 5, "seed " + k);
      }
    }
  }

  @Test
  void gradientsAllocateNothing() {
    Superposition model = new Superposition(6, 2);
    double[] w = model.initial(Seed.of(1));
    double[] into = new double[w.length];
    for (Objective objective :
        List.of(model.on(data(6, 0, 1)), model.on(data(6, 2, 1)), model.population())) {
      Batch batch = Batch.of(1, 2, 3, 4, 5, 6, 7);
      long least = Long.MAX_VALUE;
      // The first rounds run before the compiler, which is what takes the vectors off the heap.
      for (int round = 0; round < 20 && least > 1_000; round++) {
        least = Math.min(least, allocated(objective, w, batch, into));
      }
      assertTrue(least <= 1_000, objective + " allocates " + least + " bytes in 100,000 gradients");
    }
  }

  private static long allocated(Objective objective, double[] w, Batch batch, double[] into) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int call = 0; call < 100_000; call++) {
      objective.gradient(w, batch, into);
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void refusesVectorsOfOtherLengths() {
    Superposition model = new Superposition(6, 2);
    for (Objective objective :
        List.of(model.on(data(6, 0, 1)), model.on(data(6, 1, 1)), model.population())) {
      double[] into = new double[18];
      for (double[] w : new double[][] {new double[17], new double[19]}) {
        for (Runnable call :
            List.<Runnable>of(
                () -> objective.loss(w),
                () -> objective.gradient(w, into),
                () -> objective.gradient(w, Batch.of(0), into))) {
          String message = assertThrows(IllegalArgumentException.class, call::run).getMessage();
          assertTrue(message.contains("w has length " + w.length), message);
          assertTrue(message.contains("18 parameters"), message);
        }
      }
    }
  }

  @Test
  void refusesDataOfOtherFeatures() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Superposition(6, 2).on(new SparseFeatures(5).sample(3, Seed.of(1))))
            .getMessage();
    assertTrue(message.contains("5 features") && message.contains("the model has 6"), message);
    assertThrows(IllegalArgumentException.class, () -> new Superposition(0, 2));
    assertThrows(IllegalArgumentException.class, () -> new Superposition(6, 0));
    message =
        assertThrows(
                UnsupportedOperationException.class,
                () -> new Superposition(6, 2).population().losses(new double[18], new double[1]))
            .getMessage();
    assertTrue(message.contains("no samples"), message);
  }

  @Test
  void aPointThatIsNoNumberHasNoLoss() {
    Superposition model = new Superposition(6, 2);
    for (Objective objective :
        List.of(model.on(data(6, 0, 1)), model.on(data(6, 1, 1)), model.population())) {
      for (int place : new int[] {0, 7, 17}) {
        double[] w = model.initial(Seed.of(1));
        w[place] = Double.NaN;
        assertTrue(Double.isNaN(objective.loss(w)), objective + " at " + place);
        assertTrue(Double.isNaN(objective.gradient(w, new double[18])));
      }
    }
  }
}
