package cusp.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FloatSoftmaxTest {
  /** What exp may have left out. */
  private static final double TINY = Math.exp(-69);

  /** Rows of logits and, in double, the losses and gradients that they have. */
  private static final class Rows {
    final int rows;
    final int n;
    final int stride;
    final float[] logits;
    final int[] classes;
    final double[] losses;

    Rows(FloatKernels kernels, long seed, int rows, int n, double scale) {
      this.rows = rows;
      this.n = n;
      SplittableRandom random = new SplittableRandom(seed);
      stride = kernels.padded(n) + kernels.lanes();
      logits = FloatProductTest.rows(random, 3, rows, n, stride);
      for (int i = 0; i < logits.length; i++) {
        logits[i] *= (float) scale;
      }
      classes = random.ints(1L + rows, 0, n).toArray();
      losses = new double[2 + rows];
    }

    float[] apply(FloatKernels kernels, float scale) {
      float[] gradient = logits.clone();
      kernels.crossEntropy(gradient, 3, rows, n, stride, classes, 1, scale, losses, 2);
      return gradient;
    }

    void check(float[] gradient, float scale) {
      for (int k = 0; k < rows; k++) {
        int row = 3 + k * stride;
        double right = logits[row + classes[1 + k]];
        double sum = 0;
        double others = 0;
        double widest = 0;
        for (int j = 0; j < n; j++) {
          widest = Math.max(widest, 2 * Math.abs(logits[row + j]));
          double e = Math.exp(logits[row + j] - right);
          sum += e;
          others += j == classes[1 + k] ? 0 : e;
        }
        double loss = Math.log1p(others);
        // A difference of two logits is rounded to float32 as they are.
        double relative = 1e-6 + widest * 0x1p-24;
        assertEquals(loss, losses[2 + k], relative * loss + n * TINY);
        for (int j = 0; j < stride; j++) {
          double share = j < n ? Math.exp(logits[row + j] - right) / sum : 0;
          double expected = scale * (j == classes[1 + k] ? -others / sum : share);
          assertEquals(expected, gradient[row + j], relative * Math.abs(expected) + scale * TINY);
        }
      }
    }
  }

  @Property(tries = 300)
  void crossEntropiesAgreeWithTheirDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 200) int n,
      @ForAll @IntRange(min = -3, max = 2) int decade) {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      Rows data = new Rows(kernels, seed, rows, n, Math.pow(10, decade));
      data.check(data.apply(kernels, 0.25f), 0.25f);
      assertEquals(0, data.losses[0] + data.losses[1], "nothing is written before the first loss");
    }
  }

  @Test
  void crossEntropiesOfManyClasses() {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      Rows data = new Rows(kernels, 1, 2, 50_000, 4);
      data.check(data.apply(kernels, 1), 1);
    }
  }

  /** What a network that has learnt its examples by heart still learns from. */
  @Test
  void theSmallestLossesKeepTheirDigits() {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      Rows data = new Rows(kernels, 1, 8, 5, 1);
      for (int k = 0; k < 8; k++) {
        data.logits[3 + k * data.stride + data.classes[1 + k]] = 10 + 8 * k;
      }
      float[] gradient = data.apply(kernels, 1);
      data.check(gradient, 1);
      assertTrue(data.losses[2 + 7] > 0 && data.losses[2 + 7] < 1e-25);
    }
  }

  @Test
  void extremeLogitsHaveLossesAndWhatIsNoNumberHasNone() {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      Rows data = new Rows(kernels, 1, 4, 3, 0);
      float[] z = data.logits;
      z[3] = 1e4f;
      z[3 + data.stride] = -1e4f;
      z[3 + 2 * data.stride] = Float.NaN;
      z[3 + 3 * data.stride] = Float.POSITIVE_INFINITY;
      System.arraycopy(new int[] {1, 0, 2, 2}, 0, data.classes, 1, 4);
      float[] gradient = data.apply(kernels, 1);
      assertArrayEquals(
          new double[] {1e4, 1e4 + Math.log(2), Double.NaN, Double.NaN},
          Arrays.copyOfRange(data.losses, 2, 6),
          1e-9);
      assertArrayEquals(new float[] {1, -1, 0}, Arrays.copyOfRange(gradient, 3, 6), 0);
    }
  }

  @Property(tries = 200)
  void softmaxAndItsDerivative(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 3) int scale) {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      SplittableRandom random = new SplittableRandom(seed);
      int stride = kernels.padded(n) + kernels.lanes();
      float[] z = FloatProductTest.rows(random, 3, 1, stride, stride);
      float[] g = FloatProductTest.rows(random, 5, 1, n, stride);
      float[] square = new float[3 + n * stride];
      for (int t = 0; t < n; t++) {
        System.arraycopy(z, 3, square, 3 + t * stride, stride);
      }
      kernels.causalSoftmax(scale, square, 3, n, stride);
      for (int t = 0; t < n; t++) {
        double[] row = softmax(z, scale, t + 1, -1, 0);
        for (int j = 0; j < stride; j++) {
          assertEquals(j <= t ? row[j] : 0, square[3 + t * stride + j], 5e-7);
        }
      }
      float[] p = Arrays.copyOfRange(square, (n - 1) * stride, 3 + n * stride);
      double[] exact = softmax(z, scale, n, -1, 0);
      float[] back = g.clone();
      kernels.softmaxBack(scale, p, 3, back, 5, 1, stride);
      for (int j = 0; j < stride; j++) {
        assertEquals(j < n ? exact[j] : 0, p[3 + j], 5e-7);
        double slope = 0;
        if (j < n) {
          double[] more = softmax(z, scale, n, j, 1e-5);
          double[] less = softmax(z, scale, n, j, -1e-5);
          for (int i = 0; i < n; i++) {
            slope += g[5 + i] * (more[i] - less[i]) / 2e-5;
          }
        }
        assertEquals(slope, back[5 + j], 1e-6);
      }
    }
  }

  private static double[] softmax(float[] z, double scale, int n, int moved, double by) {
    double[] p = new double[n];
    double sum = 0;
    for (int j = 0; j < n; j++) {
      p[j] = Math.exp(scale * (z[3 + j] + (j == moved ? by : 0)));
      sum += p[j];
    }
    for (int j = 0; j < n; j++) {
      p[j] /= sum;
    }
    return p;
  }
}
