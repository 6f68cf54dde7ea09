package cusp.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final Kernels PLAIN = new PlainKernels();
  private static final double RELATIVE = 1e-12;

  private static Kernels vector() {
    Kernels vector = Chosen.vector();
    assumeTrue(vector != null, "SKIPPED: run with --add-modules jdk.incubator.vector");
    return vector;
  }

  @Property(tries = 300)
  void reconstructionsAgree(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int features,
      @ForAll @IntRange(min = 1, max = 200) int samples) {
    Kernels vector = vector();
    SplittableRandom random = new SplittableRandom(seed);
    Pass plain = new Pass(PLAIN, features, samples, random.split());
    SplittableRandom same = new SplittableRandom(seed);
    Pass fast = new Pass(vector, features, samples, same.split());
    assertEquals(plain.sum, fast.sum, RELATIVE * plain.sum);
    for (int i = 0; i < features; i++) {
      for (int j = 0; j < features; j++) {
        close(plain.gradGram[i * plain.stride + j], fast.gradGram[i * fast.stride + j], samples);
      }
      close(plain.gradBias[i], fast.gradBias[i], samples * features);
      for (int j = features; j < fast.stride; j++) {
        assertEquals(0, fast.gradGram[i * fast.stride + j], "the padding stays zero");
      }
    }
  }

  @Property(tries = 300)
  void productsAgreeWithTheirDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 70) int n,
      @ForAll @IntRange(min = 1, max = 11) int m,
      @ForAll @IntRange(min = 1, max = 30) int k,
      @ForAll boolean transposed) {
    for (Kernels kernels : new Kernels[] {PLAIN, vector()}) {
      SplittableRandom random = new SplittableRandom(seed);
      int stride = (n + kernels.lanes() - 1) / kernels.lanes() * kernels.lanes();
      double[] a = random.doubles(3 + (long) m * k).map(x -> x - 0.5).toArray();
      double[] b = random.doubles((long) k * stride).map(x -> x - 0.5).toArray();
      double[] before = random.doubles(2 + (long) m * stride).toArray();
      double[] c = before.clone();
      int row = transposed ? 1 : k;
      int step = transposed ? m : 1;
      kernels.multiplyAdd(m, n, k, a, 3, row, step, b, stride, c, 2, stride);
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          double expected = before[2 + i * stride + j];
          for (int s = 0; s < k; s++) {
            expected += a[3 + i * row + s * step] * b[s * stride + j];
          }
          close(expected, c[2 + i * stride + j], k);
        }
      }
      assertArrayEquals(new double[] {before[0], before[1]}, new double[] {c[0], c[1]});
    }
  }

  @Property(tries = 300)
  void tangentsAgreeWithJavas(@ForAll long seed, @ForAll @IntRange(min = -12, max = 3) int decade) {
    Kernels vector = vector();
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = random.doubles(64).map(x -> (x - 0.5) * Math.pow(10, decade)).toArray();
    double[] actual = values.clone();
    vector.tanh(actual, 61);
    for (int i = 0; i < 61; i++) {
      double expected = Math.tanh(values[i]);
      assertEquals(expected, actual[i], 4 * Math.ulp(expected), "tanh " + values[i]);
    }
  }

  @Test
  void tangentsHaveTheirLimits() {
    for (Kernels kernels : new Kernels[] {PLAIN, vector()}) {
      double[] values = {-0.0, Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e-300, 19.9, -23, 0};
      double[] tangents = {-0.0, Double.NaN, 1, -1, 1e-300, 1, -1, 0};
      kernels.tanh(values, values.length);
      assertArrayEquals(tangents, values);
    }
  }

  /** One value interpreted and compiled, or compiled for its neighbours, has one tangent. */
  @Test
  void tangentsHaveTheSameBitsOnceCompiled() {
    Kernels vector = vector();
    double[] values = new SplittableRandom(1).doubles(64, -3, 3).toArray();
    double[] first = values.clone();
    vector.tanh(first, 64);
    for (int repetition = 0; repetition < 20_000; repetition++) {
      double[] again = values.clone();
      vector.tanh(again, 64);
      assertArrayEquals(first, again);
    }
  }

  /** What a run was trained with decides no bit of it. */
  @Property(tries = 200)
  void stepsOfAdamAreTheSameToTheBit(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 70) int d) {
    double[][] plain = adam(PLAIN, seed, d);
    double[][] fast = adam(vector(), seed, d);
    assertArrayEquals(plain[0], fast[0]);
    assertArrayEquals(plain[1], fast[1]);
  }

  private static double[][] adam(Kernels kernels, long seed, int d) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] w = random.doubles(d, -1, 1).toArray();
    double[] memory = new double[2 * d];
    for (int step = 1; step <= 5; step++) {
      double[] gradient = random.doubles(d, -1, 1).toArray();
      kernels.adam(w, gradient, memory, 0.9, 0.98, 1e-8, 0.999, 1e-3 * step);
    }
    return new double[][] {w, memory};
  }

  @Property(tries = 300)
  void rectifiedPassesAgree(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6) int nodes,
      @ForAll @IntRange(min = 1, max = 70) int samples) {
    double[][] plain = rectify(PLAIN, seed, nodes, samples);
    double[][] fast = rectify(vector(), seed, nodes, samples);
    for (int s = 0; s < samples; s++) {
      close(plain[0][s], fast[0][s], nodes);
    }
    for (int s = samples; s < fast[0].length; s++) {
      assertEquals(0, Math.abs(fast[0][s]), "padding has no error");
    }
    for (int i = 0; i < plain[1].length; i++) {
      close(plain[1][i], fast[1][i], 10 * nodes * samples);
    }
    close(plain[2][0], fast[2][0], 10 * nodes * samples);
    assertEquals(fast[2][0], fast[2][1], "the errors alone");
  }

  @Test
  void rectifiedNodesCarryNaN() {
    for (Kernels kernels : new Kernels[] {PLAIN, vector()}) {
      for (int place = 0; place < 5; place++) {
        double[] w = {-1, -1, -5, 1, 0};
        w[place] = Double.NaN;
        int stride = kernels.lanes();
        double[] rows = new double[4 * stride];
        Arrays.fill(rows, 3 * stride, 4 * stride, 1);
        double[] scratch = new double[2 * stride];
        assertTrue(Double.isNaN(kernels.rectify(1, w, rows, stride, scratch, null)), "" + place);
      }
    }
  }

  /** The errors, the gradient, and the sum of squares with and without it. */
  private static double[][] rectify(Kernels kernels, long seed, int nodes, int samples) {
    SplittableRandom random = new SplittableRandom(seed);
    int stride = (samples + kernels.lanes() - 1) / kernels.lanes() * kernels.lanes();
    double[] w = random.doubles(4L * nodes + 1, -1, 1).toArray();
    double[] gradient = random.doubles(w.length).toArray();
    double[] rows = new double[4 * stride];
    for (int s = 0; s < samples; s++) {
      for (int row = 0; row < 3; row++) {
        rows[row * stride + s] = random.nextDouble(-1, 1);
      }
      rows[3 * stride + s] = 1;
    }
    double[] scratch = new double[(nodes + 1) * stride];
    double squares = kernels.rectify(nodes, w, rows, stride, scratch, gradient);
    double[] errors = Arrays.copyOf(scratch, stride);
    double alone = kernels.rectify(nodes, w, rows, stride, scratch, null);
    assertArrayEquals(errors, Arrays.copyOf(scratch, stride));
    return new double[][] {errors, gradient, {squares, alone}};
  }

  /** Sums of numbers of size 1 that may cancel: relative to their number. */
  private static void close(double expected, double actual, int terms) {
    assertEquals(expected, actual, RELATIVE * Math.max(Math.abs(expected), terms));
  }

  /** One pass over the same random samples, in rows padded for the kernels. */
  private static final class Pass {
    final int stride;
    final double[] gradGram;
    final double[] gradBias;
    final double sum;

    Pass(Kernels kernels, int features, int samples, SplittableRandom random) {
      stride = (features + kernels.lanes() - 1) / kernels.lanes() * kernels.lanes();
      double[] gram = new double[features * stride];
      double[] identity = new double[features * stride];
      double[] bias = new double[stride];
      gradGram = new double[features * stride];
      gradBias = new double[stride];
      for (int i = 0; i < features; i++) {
        for (int j = 0; j < features; j++) {
          gram[i * stride + j] = random.nextDouble() * 2 - 1;
          gradGram[i * stride + j] = random.nextDouble();
        }
        identity[i * stride + i] = 1;
        bias[i] = random.nextDouble() - 0.5;
        gradBias[i] = random.nextDouble();
      }
      double[] values = random.doubles(samples).toArray();
      double total = 0;
      for (int i = 0; i < features; i++) {
        int from = random.nextInt(samples);
        int to = from + random.nextInt(samples - from + 1);
        total +=
            kernels.reconstruct(
                values, from, to, i * stride, stride, gram, bias, identity, gradGram, gradBias);
      }
      sum = total;
    }
  }

  @Test
  void aPointThatIsNoNumberHasNoLoss() {
    for (Kernels kernels : new Kernels[] {PLAIN, vector()}) {
      int stride = kernels.lanes();
      double[] gram = new double[stride];
      double[] identity = new double[stride];
      double[] bias = new double[stride];
      identity[0] = 1;
      for (double[] array : new double[][] {gram, bias}) {
        array[0] = Double.NaN;
        double sum =
            kernels.reconstruct(
                new double[] {0.5},
                0,
                1,
                0,
                stride,
                gram,
                bias,
                identity,
                new double[stride],
                new double[stride]);
        assertTrue(Double.isNaN(sum), kernels.name() + ": " + sum);
        array[0] = 0;
      }
    }
  }

  @Test
  void theSameArgumentsGiveTheSameBits() {
    Kernels vector = vector();
    Pass first = new Pass(vector, 20, 100, new SplittableRandom(1));
    // Long enough for the compiler to come in between: its code has to add in the same order.
    for (int repetition = 0; repetition < 30_000; repetition++) {
      Pass again = new Pass(vector, 20, 100, new SplittableRandom(1));
      assertEquals(first.sum, again.sum);
      if (repetition % 1_000 == 0) {
        assertArrayEquals(first.gradGram, again.gradGram);
        assertArrayEquals(first.gradBias, again.gradBias);
      }
    }
  }

  @Test
  void theVectorKernelsAreChosenWhereTheyCan() {
    Kernels expected = "plain".equals(System.getProperty("cusp.simd")) ? PLAIN : vector();
    assertEquals(expected.name(), Kernels.get().name());
    assertEquals("plain", PLAIN.name());
    assertEquals(1, PLAIN.lanes());
    assertTrue(vector().name().contains(vector().lanes() + " lanes"), vector().name());
  }

  /** Prints the name of the kernels that a fresh process chooses. */
  static final class Choice {
    private Choice() {}

    public static void main(String[] arguments) {
      System.out.print(Kernels.get().name());
    }
  }

  @Test
  void plainLoopsAreChosenByNameOrWithoutTheModule() throws Exception {
    assertEquals("plain", choice("--add-modules=jdk.incubator.vector", "-Dcusp.simd=plain"));
    assertEquals("plain", choice("-Dcusp.simd=vector"));
    assertEquals(
        vector().name(), choice("--add-modules=jdk.incubator.vector", "-Dcusp.simd=vector"));
  }

  private static String choice(String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Choice.class.getName()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String name = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(20, TimeUnit.SECONDS));
    assertEquals(0, process.exitValue());
    return name;
  }
}
