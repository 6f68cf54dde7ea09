package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearProbeTest {
  private static final Seed SEED = Seed.of(1);

  /** Three classes about the corners of a triangle, among columns that say nothing. */
  private static int[] classes(double[][] x, double distance) {
    int[] classes = IntStream.range(0, x.length).map(i -> i % 3).toArray();
    for (int i = 0; i < x.length; i++) {
      x[i][0] += distance * Math.cos(2 * Math.PI * classes[i] / 3);
      x[i][1] += distance * Math.sin(2 * Math.PI * classes[i] / 3);
    }
    return classes;
  }

  @ParameterizedTest
  @EnumSource(LinearProbe.Kind.class)
  void whatIsLinearIsReadAndShuffledClassesAreNot(LinearProbe.Kind kind) {
    double[][] x = normal(300, 6, 1);
    int[] classes = classes(x, 6);
    Arrays.stream(x).forEach(row -> row[5] = 0.1);
    ProbeAccuracy found = new LinearProbe(kind, 0.01, 5).measure(x, classes, SEED);
    assertTrue(found.accuracy() > 0.98, found.toString());
    // Five standard errors of a fair guess among three, √(2/9/300) = 0.027.
    assertEquals(1 / 3.0, found.controlAccuracy(), 0.14);
    assertEquals(1 / 3.0, found.majority(), 1e-15);
    assertEquals(found.accuracy() - found.controlAccuracy(), found.selectivity());
    assertTrue(found.verdict().isOk(), found.toString());
    assertEquals(found, new LinearProbe(kind, 0.01, 5).measure(x, classes, SEED));
    assertEquals(1, found.toTable().rowCount());
  }

  @ParameterizedTest
  @EnumSource(LinearProbe.Kind.class)
  void whatIsNotThereIsNotRead(LinearProbe.Kind kind) {
    double[][] x = normal(300, 40, 2);
    int[] classes = classes(x, 0);
    ProbeAccuracy found = new LinearProbe(kind, 0.01, 5).measure(x, classes, SEED);
    assertEquals(1 / 3.0, found.accuracy(), 0.14, "fitted examples would be read above 0.6");
  }

  @Test
  void moreColumnsThanExamplesGiveTheSameRidge() {
    double[][] x = normal(12, 5, 3);
    int[] labels = IntStream.range(0, 12).map(i -> i % 2).toArray();
    int[] rows = IntStream.range(0, 12).toArray();
    ProbeFit narrow = ProbeFit.of(LinearProbe.ridge(0.3), x, labels, rows, 2);
    // Each column five times over with a fifth of the penalty on the sum of equal weights.
    double[][] wide = new double[12][25];
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < 25; j++) {
        wide[i][j] = x[i][j % 5];
      }
    }
    ProbeFit broad = ProbeFit.of(LinearProbe.ridge(1.5), wide, labels, rows, 2);
    for (int j = 0; j < 5; j++) {
      double[] five = Arrays.stream(broad.weights()[j]).map(w -> 5 * w).toArray();
      assertArrayEquals(narrow.weights()[j], five, 1e-13);
    }
  }

  @Test
  void ridgeIsAMinimum() {
    double[][] x = normal(12, 3, 3);
    int[] labels = IntStream.range(0, 12).map(i -> i % 3).toArray();
    int[] rows = IntStream.range(0, 12).toArray();
    ProbeFit fit = ProbeFit.of(LinearProbe.ridge(0.3), x, labels, rows, 3);
    double least = squares(fit, x, labels, 0.3);
    for (int j = 0; j <= 3; j++) {
      for (int c = 0; c < 3; c++) {
        double at = fit.weights()[j][c];
        fit.weights()[j][c] = at + 1e-4;
        double above = squares(fit, x, labels, 0.3);
        fit.weights()[j][c] = at - 1e-4;
        double below = squares(fit, x, labels, 0.3);
        fit.weights()[j][c] = at;
        assertEquals(0, (above - below) / 2e-4, 1e-10);
        assertTrue(above > least && below > least);
      }
    }
  }

  private static double squares(ProbeFit fit, double[][] x, int[] labels, double penalty) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      double[] scores = fit.weights()[3].clone();
      for (int j = 0; j < 3; j++) {
        double z = (x[i][j] - fit.mean()[j]) / fit.deviation()[j];
        Matrices.addMultiple(z, fit.weights()[j], scores);
      }
      scores[labels[i]] -= 1;
      sum += Matrices.dot(scores, scores) / 2 / x.length;
    }
    for (int j = 0; j < 3; j++) {
      sum += penalty / 2 * Matrices.dot(fit.weights()[j], fit.weights()[j]);
    }
    return sum;
  }

  @Test
  void theLogisticGradientIsThatOfDifferences() {
    double[][] z = normal(7, 3, 4);
    ProbeFit.Multinomial loss =
        new ProbeFit.Multinomial(z, new int[] {0, 1, 2, 0, 1, 2, 2}, 3, 0.2);
    double[] w = Matrices.transpose(normal(12, 1, 5))[0];
    double[] gradient = new double[12];
    assertEquals(loss.loss(w), loss.gradient(w, gradient));
    for (int k = 0; k < 12; k++) {
      double at = w[k];
      w[k] = at + 1e-5;
      double above = loss.loss(w);
      w[k] = at - 1e-5;
      double below = loss.loss(w);
      w[k] = at;
      assertEquals((above - below) / 2e-5, gradient[k], 1e-9);
    }
  }

  @Test
  void aFitThatHasNotConvergedIsSaid() {
    double[][] x = normal(30, 4, 6);
    int[] classes = IntStream.range(0, 30).map(i -> i % 2).toArray();
    ProbeAccuracy found = LinearProbe.logistic(1e200).measure(x, classes, SEED);
    assertTrue(found.verdict().toString().contains("nearer to 1"), found.toString());
  }

  @Test
  void canBeStopped() {
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          CancellationException.class,
          () ->
              LinearProbe.logistic(1)
                  .measure(
                      normal(30, 4, 6), IntStream.range(0, 30).map(i -> i % 2).toArray(), SEED));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }

  @Test
  void theIntervalIsWilsons() {
    double[][] x = {{0}, {1}, {0}, {1}, {0}, {1}, {0}, {1}};
    ProbeAccuracy all =
        LinearProbe.defaults().withFolds(4).measure(x, new int[] {3, 7, 3, 7, 3, 7, 3, 7}, SEED);
    assertEquals(1, all.accuracy());
    assertEquals(0, all.standardError());
    // n/(n + z²) for n of n.
    assertEquals(8 / (8 + 3.841458820694124), all.interval().low(), 1e-12);
    assertEquals(1, all.interval().high());
    assertEquals(2, all.classes());
  }

  @Test
  void refusesWhatIsNone() {
    LinearProbe probe = LinearProbe.defaults();
    refused(() -> probe.measure(normal(5, 2, 1), new int[4], SEED), "5 rows", "4 classes");
    refused(() -> probe.measure(normal(4, 2, 1), new int[4], SEED), "5 folds", "4 rows");
    refused(() -> probe.measure(normal(5, 2, 1), new int[5], SEED), "all 5", "class 0");
    refused(
        () -> probe.measure(normal(5, 2, 1), new int[] {0, 1, -1, 0, 1}, SEED),
        "class -1",
        "row 2");
    refused(() -> probe.withFolds(1), "2 folds", "not 1");
    refused(() -> probe.withPenalty(0), "penalty", "0.0");
    refused(() -> LinearProbe.ridge(Double.NaN), "penalty", "NaN");
  }
}
