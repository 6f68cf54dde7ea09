package cusp.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KernelsTest {
  private static final Kernels PLAIN = new PlainKernels();
  private static final Kernels VECTOR = Chosen.vector();

  @Test
  void theVectorModuleIsAmongTheTestsModules() {
    assertNotNull(VECTOR);
  }

  @Property
  void dotAgrees(@ForAll @IntRange(max = 50) int count, @ForAll Random random) {
    double[] a = random.doubles(50, -1, 1).toArray();
    double[] b = random.doubles(50, -1, 1).toArray();
    assertEquals(PLAIN.dot(a, b, count), VECTOR.dot(a, b, count), 1e-12);
  }

  @Property
  void reconstructAgrees(
      @ForAll @IntRange(min = 1, max = 20) int outputs,
      @ForAll @IntRange(max = 60) int from,
      @ForAll @IntRange(max = 60) int length,
      @ForAll Random random) {
    int stride = (outputs + VECTOR.lanes() - 1) / VECTOR.lanes() * VECTOR.lanes();
    int feature = random.nextInt(outputs);
    double[] values = random.doubles(120, -1, 1).toArray();
    double[] gram = padded(outputs, outputs, stride, random);
    double[] bias = padded(1, outputs, stride, random);
    double[] identity = new double[outputs * stride];
    identity[feature * stride + feature] = 1;
    double[] start = random.doubles(identity.length).toArray();
    double[] plainGram = start.clone();
    double[] plainBias = new double[stride];
    double[] vectorGram = start.clone();
    double[] vectorBias = new double[stride];
    int row = feature * stride;

    double plain =
        PLAIN.reconstruct(
            values, from, from + length, row, stride, gram, bias, identity, plainGram, plainBias);
    double vector =
        VECTOR.reconstruct(
            values, from, from + length, row, stride, gram, bias, identity, vectorGram, vectorBias);

    assertEquals(plain, vector, 1e-12 * plain);
    assertAgree(plainGram, vectorGram, length);
    assertAgree(plainBias, vectorBias, length);
  }

  @Test
  void aNaNIsCarriedOn() {
    for (Kernels kernels : new Kernels[] {PLAIN, VECTOR}) {
      int stride = kernels.lanes();
      double[] gram = new double[stride];
      gram[0] = Double.NaN;
      double[] zeros = new double[stride];
      double sum =
          kernels.reconstruct(
              new double[] {0.5},
              0,
              1,
              0,
              stride,
              gram,
              zeros,
              zeros,
              new double[stride],
              new double[stride]);
      assertTrue(Double.isNaN(sum), kernels.name());
    }
  }

  private static double[] padded(int rows, int width, int stride, Random random) {
    double[] all = new double[rows * stride];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < width; j++) {
        all[i * stride + j] = 2 * random.nextDouble() - 1;
      }
    }
    return all;
  }

  /** Sums of up to {@code length} terms of the order of 1. */
  private static void assertAgree(double[] expected, double[] actual, int length) {
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], 1e-12 * Math.max(1, length));
    }
  }
}
