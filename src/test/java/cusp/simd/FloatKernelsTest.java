package cusp.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cusp.simd.FloatKernels.Activation;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class FloatKernelsTest {
  private static final FloatKernels PLAIN = new PlainFloatKernels();

  static FloatKernels vector() {
    FloatKernels vector = Chosen.floatVector();
    assumeTrue(vector != null, "SKIPPED: run with --add-modules jdk.incubator.vector");
    return vector;
  }

  static FloatKernels[] both() {
    return new FloatKernels[] {PLAIN, vector()};
  }

  @Test
  void theVectorLoopsAreChosenWhereTheyCan() {
    FloatKernels expected = "plain".equals(System.getProperty("cusp.simd")) ? PLAIN : vector();
    assertEquals(expected.getClass(), FloatKernels.get().getClass());
    assertEquals(1, PLAIN.lanes());
    assertEquals(53, PLAIN.padded(53));
    int lanes = vector().lanes();
    assertEquals((53 + lanes - 1) / lanes * lanes, vector().padded(53));
  }

  @Property(tries = 100)
  void rowsAreAddedUp(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int rows,
      @ForAll @IntRange(min = 1, max = 200) int n) {
    for (FloatKernels kernels : both()) {
      SplittableRandom random = new SplittableRandom(seed);
      int stride = kernels.padded(n);
      float[] values = FloatProductTest.rows(random, 3, rows, n, stride);
      float[] before = FloatProductTest.rows(random, 2, 1, n, stride);
      float[] sums = before.clone();
      kernels.addRows(values, 3, rows, stride, sums, 2);
      float[] oneByOne = before.clone();
      for (int i = 0; i < rows; i++) {
        kernels.add(1, values, 3 + i * stride, oneByOne, 2, stride);
      }
      assertArrayEquals(oneByOne, sums, "from the first row to the last");
      float[] less = sums.clone();
      kernels.add(-0.5f, values, 3, less, 2, stride);
      for (int at = 2; at < sums.length; at++) {
        double expected = before[at];
        for (int i = 0; i < rows; i++) {
          expected += values[1 + i * stride + at];
        }
        assertEquals(expected, sums[at], 1e-6);
        assertEquals(sums[at] - 0.5 * values[1 + at], less[at], 1e-6);
      }
    }
  }

  /** f and f′ in double. */
  private static double[] exact(Activation f, double x) {
    double phi = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    double distribution = Erf.erfc(-x / Math.sqrt(2)) / 2;
    return switch (f) {
      case RELU -> new double[] {Math.max(x, 0), x > 0 ? 1 : 0};
      case GELU -> new double[] {x * distribution, distribution + x * phi};
      case TANH -> new double[] {Math.tanh(x), 1 - Math.pow(Math.tanh(x), 2)};
      case SQUARE -> new double[] {x * x, 2 * x};
    };
  }

  @Property(tries = 200)
  void activationsAgreeWithTheirDefinition(
      @ForAll long seed, @ForAll Activation f, @ForAll @IntRange(min = -5, max = 2) int decade) {
    for (FloatKernels kernels : both()) {
      SplittableRandom random = new SplittableRandom(seed);
      double scale = 2 * Math.pow(10, decade);
      float[] in = new float[4 * 16];
      float[] above = new float[in.length];
      for (int i = 16; i < 48; i++) {
        in[i] = (float) (scale * (random.nextDouble() - 0.5));
        above[i] = (float) (random.nextDouble() - 0.5);
      }
      float[] out = new float[in.length];
      float[] grad = above.clone();
      kernels.activate(f, in, out, 16, 48);
      kernels.activateBack(f, in, out, grad, grad, 16, 48);
      for (int i = 0; i < in.length; i++) {
        double[] expected = exact(f, in[i]);
        double size = Math.max(1, Math.abs(in[i]));
        // Of Φ 2e−7, besides roundings to 24 digits.
        assertEquals(
            expected[0],
            out[i],
            2e-7 * (f == Activation.GELU ? size : 1) + 2e-7 * Math.abs(expected[0]));
        assertEquals(
            above[i] * expected[1],
            grad[i],
            Math.abs(above[i]) * 6e-7 * Math.max(1, Math.abs(expected[1])));
      }
    }
  }

  @Property(tries = 100)
  void tangentsAreRightNextToZeroToo(
      @ForAll long seed, @ForAll @IntRange(min = -12, max = 2) int decade) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] in = new float[64];
    for (int i = 0; i < in.length; i++) {
      in[i] = (float) ((random.nextDouble() - 0.5) * Math.pow(10, decade));
    }
    float[] out = new float[in.length];
    vector().activate(Activation.TANH, in, out, 0, in.length);
    for (int i = 0; i < in.length; i++) {
      assertEquals(Math.tanh(in[i]), out[i], 4 * Math.ulp(out[i]), "tanh " + in[i]);
    }
  }

  @Test
  void theDistributionIsRightEverywhere() {
    float[] in = new float[64];
    float[] out = new float[64];
    for (int block = -100; block < 100; block++) {
      for (int i = 0; i < 64; i++) {
        in[i] = (block * 64 + i + 0.3f) / 800;
      }
      vector().activate(Activation.GELU, in, out, 0, 64);
      for (int i = 0; i < 64; i++) {
        double distribution = Erf.erfc(-in[i] / Math.sqrt(2)) / 2;
        assertEquals(distribution, (double) out[i] / in[i], 2e-7, "Φ(" + in[i] + ")");
      }
    }
  }

  @Test
  void activationsHaveTheirLimits() {
    float[] in = new float[16];
    float infinity = Float.POSITIVE_INFINITY;
    System.arraycopy(new float[] {Float.NaN, 1e30f, -1e30f, infinity, -0f}, 0, in, 0, 5);
    Map<Activation, float[]> expected =
        Map.of(
            Activation.RELU, new float[] {Float.NaN, 1e30f, 0, infinity, 0},
            Activation.GELU, new float[] {Float.NaN, 1e30f, 0, infinity, 0},
            Activation.TANH, new float[] {Float.NaN, 1, -1, 1, 0},
            Activation.SQUARE, new float[] {Float.NaN, infinity, infinity, infinity, 0});
    for (FloatKernels kernels : both()) {
      for (Activation f : Activation.values()) {
        float[] out = new float[16];
        kernels.activate(f, in, out, 0, 16);
        for (int i = 0; i < 5; i++) {
          assertEquals(expected.get(f)[i], out[i], 0.0f, f + " of " + in[i]);
        }
      }
    }
  }

  @Property(tries = 200)
  void normalRowsAndTheirDerivative(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 5) int rows,
      @ForAll @IntRange(min = 2, max = 70) int n) {
    for (FloatKernels kernels : both()) {
      checkNormal(kernels, seed, rows, n, kernels.padded(n) + kernels.lanes());
    }
  }

  /** Of four vectors too, which have loops of their own where there is no padding. */
  @Test
  void normalRowsOfWholeVectors() {
    for (FloatKernels kernels : both()) {
      for (int vectors = 2; vectors <= 5; vectors++) {
        int n = vectors * kernels.lanes();
        checkNormal(kernels, vectors, 3, n, n);
        checkNormal(kernels, vectors, 3, n, n + kernels.lanes());
      }
    }
  }

  private static void checkNormal(FloatKernels kernels, long seed, int rows, int n, int stride) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] x = FloatProductTest.rows(random, 3, rows, n, stride);
    for (int i = 0; i < rows; i++) {
      // Between two rows of examples: not all of one size.
      x[3 + i * stride] += 1;
    }
    float[] weights = FloatProductTest.rows(random, 0, 2, n, stride);
    float[] out = new float[x.length];
    float[] normal = new float[x.length];
    float[] inverse = new float[rows];
    kernels.normalize(x, 3, rows, n, stride, weights, 0, stride, out, normal, inverse);
    float[] g = FloatProductTest.rows(random, 3, rows, n, stride);
    float[] gradIn = new float[x.length];
    float[] grad = FloatProductTest.rows(random, 1, 2, n, stride);
    float[] before = grad.clone();
    kernels.normalizeBack(
        normal, inverse, weights, 0, g, 3, rows, n, stride, gradIn, grad, 1, 1 + stride);
    double[] gain = new double[stride];
    double[] shift = new double[stride];
    for (int k = 0; k < rows; k++) {
      int row = 3 + k * stride;
      double[] exact = normal(x, row, n, weights, stride, -1, 0);
      for (int j = 0; j < stride; j++) {
        assertEquals(j < n ? exact[j] : 0, out[row + j], 4e-6);
        gain[j] += j < n ? g[row + j] * (exact[j] - weights[stride + j]) / weights[j] : 0;
        shift[j] += g[row + j];
        double slope = 0;
        if (j < n) {
          double[] more = normal(x, row, n, weights, stride, j, 1e-5);
          double[] less = normal(x, row, n, weights, stride, j, -1e-5);
          for (int i = 0; i < n; i++) {
            slope += g[row + i] * (more[i] - less[i]) / 2e-5;
          }
        }
        assertEquals(slope, gradIn[row + j], 1e-5 * Math.max(1, inverse[k]));
      }
    }
    for (int j = 0; j < stride; j++) {
      assertEquals(before[1 + j] + gain[j], grad[1 + j], 1e-5);
      assertEquals(before[1 + stride + j] + shift[j], grad[1 + stride + j], 1e-6);
    }
  }

  private static double[] normal(
      float[] x, int row, int n, float[] weights, int shiftAt, int moved, double by) {
    double[] out = new double[n];
    double mean = 0;
    for (int j = 0; j < n; j++) {
      out[j] = x[row + j] + (j == moved ? by : 0);
      mean += out[j] / n;
    }
    double variance = 0;
    for (int j = 0; j < n; j++) {
      variance += Math.pow(out[j] - mean, 2) / n;
    }
    for (int j = 0; j < n; j++) {
      out[j] = (out[j] - mean) / Math.sqrt(variance + 1e-5) * weights[j] + weights[shiftAt + j];
    }
    return out;
  }

  /** Interpreted and compiled, of two and four vectors too, which have code of their own. */
  @Test
  void theSameArgumentsGiveTheSameBits() {
    FloatKernels vector = vector();
    int lanes = vector.lanes();
    float[] x = FloatProductTest.rows(new SplittableRandom(1), 0, 1, 40 * lanes, 40 * lanes);
    for (int n : new int[] {2 * lanes, 4 * lanes - 3, 4 * lanes, 5 * lanes}) {
      float[][] first = all(vector, x, n);
      for (int repetition = 0; repetition < 20_000; repetition++) {
        float[][] again = all(vector, x, n);
        for (int i = 0; i < first.length; i++) {
          assertArrayEquals(first[i], again[i]);
        }
      }
    }
  }

  /** Of eight rows of n columns. */
  private static float[][] all(FloatKernels kernels, float[] x, int n) {
    int stride = kernels.padded(n);
    int size = 8 * stride;
    float[] entropy = x.clone();
    double[] losses = new double[8];
    kernels.crossEntropy(entropy, 0, 8, n, stride, new int[8], 0, 1, losses, 0);
    float[] softmax = x.clone();
    kernels.causalSoftmax(1, softmax, 0, 8, stride);
    float[] softmaxBack = x.clone();
    kernels.softmaxBack(1, softmax, 0, softmaxBack, 0, 8, stride);
    float[] out = new float[x.length];
    float[] normal = new float[x.length];
    float[] inverse = new float[8];
    kernels.normalize(x, 0, 8, n, stride, x, 0, stride, out, normal, inverse);
    float[] gradIn = new float[x.length];
    float[] grad = new float[2 * stride];
    kernels.normalizeBack(normal, inverse, x, 0, x, 0, 8, n, stride, gradIn, grad, 0, stride);
    float[] gelu = new float[x.length];
    float[] geluBack = new float[x.length];
    float[] tanh = new float[x.length];
    kernels.activate(Activation.GELU, x, gelu, 0, size);
    kernels.activateBack(Activation.GELU, x, gelu, x, geluBack, 0, size);
    kernels.activate(Activation.TANH, x, tanh, 0, size);
    float[] sums = new float[8];
    for (int k = 0; k < 8; k++) {
      sums[k] = (float) losses[k];
    }
    return new float[][] {
      entropy, sums, softmax, softmaxBack, out, normal, inverse, gradIn, grad, gelu, geluBack, tanh
    };
  }
}
