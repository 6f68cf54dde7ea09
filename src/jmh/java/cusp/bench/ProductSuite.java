package cusp.bench;

import cusp.simd.FloatKernels;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.openblas.global.openblas;

/**
 * Products of float32 matrices, C ← C + A·B, on one thread: GFLOP/s of the library's and of the
 * OpenBLAS that ND4J brings, and of fused multiply-adds that wait for nothing, which is the most
 * that the machine can do.
 *
 * <p>The best of interleaved rounds counts, since a neighbour only ever takes time. OpenBLAS knows
 * the processors of its time; one that it does not know gets its slowest loops, unless the
 * environment names another, as in {@code OPENBLAS_CORETYPE=SKYLAKEX}.
 */
final class ProductSuite implements Suite {
  private static final double WORK = 2e8;
  private static final int ROUNDS = 15;

  /** Of m×k by k×n, A a transpose or not. */
  private record Shape(int m, int n, int k, boolean transposed) {
    String name() {
      return m + "x" + k + (transposed ? "_transposed_by_" : "_by_") + k + "x" + n;
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          new Shape(32, 32, 16, false),
          new Shape(32, 16, 32, false),
          new Shape(64, 64, 64, false),
          new Shape(64, 192, 64, false),
          new Shape(256, 64, 64, false),
          new Shape(256, 192, 64, false),
          new Shape(256, 53, 128, false),
          new Shape(256, 128, 53, false),
          new Shape(64, 192, 256, true),
          new Shape(128, 53, 256, true),
          new Shape(128, 128, 128, false),
          new Shape(256, 256, 256, false),
          new Shape(512, 512, 512, false),
          new Shape(1024, 1024, 1024, false),
          new Shape(2048, 2048, 2048, false));

  @Override
  public String name() {
    return "products";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    openblas.blas_set_num_threads(1);
    float[] numbers = new float[2048];
    double peak = 0;
    for (Shape shape : SHAPES) {
      if (Suite.full() || shape.m() <= 512) {
        measure(shape, out);
        peak = Math.max(peak, best(2.0 * 6 * numbers.length, () -> chains(numbers))[0]);
      }
    }
    out.accept(new Measurement("fused_multiply_adds", "gflop_per_s", peak));
  }

  private static void measure(Shape shape, Consumer<Measurement> out) {
    FloatKernels kernels = FloatKernels.get();
    int m = shape.m();
    int n = shape.n();
    int k = shape.k();
    int bRow = kernels.padded(n);
    int aLength = kernels.padded(shape.transposed() ? m : k);
    float[] a = new float[(shape.transposed() ? k : m) * aLength];
    float[] b = new float[k * bRow];
    float[] c = new float[m * bRow];
    Arrays.fill(a, 0.5f);
    Arrays.fill(b, 0.25f);
    int aRow = shape.transposed() ? 1 : aLength;
    int aStep = shape.transposed() ? aLength : 1;
    int turn = shape.transposed() ? openblas.CblasTrans : openblas.CblasNoTrans;
    double[] best =
        best(
            2.0 * m * n * k,
            () -> kernels.multiplyAdd(m, n, k, a, 0, aRow, aStep, b, 0, bRow, c, 0, bRow),
            () ->
                openblas.cblas_sgemm(
                    openblas.CblasRowMajor,
                    turn,
                    openblas.CblasNoTrans,
                    m,
                    n,
                    k,
                    1,
                    a,
                    aLength,
                    b,
                    bRow,
                    1,
                    c,
                    bRow));
    out.accept(new Measurement(shape.name(), "gflop_per_s", best[0]));
    out.accept(new Measurement(shape.name() + "_openblas", "gflop_per_s", best[1]));
  }

  /** The greatest GFLOP/s of each, by the operations that one run of it takes. */
  private static double[] best(double operations, Runnable... runs) {
    int times = (int) Math.max(1, WORK / operations);
    double[] best = new double[runs.length];
    long begin = System.nanoTime();
    int rounds = ROUNDS;
    while (rounds > 0) {
      // Two seconds for the compiler come first.
      boolean warm = System.nanoTime() - begin > 2_000_000_000L;
      rounds -= warm ? 1 : 0;
      for (int i = 0; i < runs.length; i++) {
        long start = System.nanoTime();
        for (int time = 0; time < times; time++) {
          runs[i].run();
        }
        double speed = operations * times / (System.nanoTime() - start);
        best[i] = warm ? Math.max(best[i], speed) : 0;
      }
    }
    return best;
  }

  /** Six multiply-adds a number, few enough for the compiler to do whole vectors of them. */
  private static void chains(float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      float z = numbers[i];
      z = Math.fma(z, 0.5f, 1f);
      z = Math.fma(z, 0.5f, 1f);
      z = Math.fma(z, 0.5f, 1f);
      z = Math.fma(z, 0.5f, 1f);
      z = Math.fma(z, 0.5f, 1f);
      z = Math.fma(z, 0.5f, 1f);
      numbers[i] = z;
    }
  }
}
