package cusp.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FloatProductTest {

  /** Numbers in [−½, ½) at the first {@code columns} places of each row, 0 in the padding. */
  static float[] rows(SplittableRandom random, int before, int rows, int columns, int stride) {
    float[] values = new float[before + rows * stride];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        values[before + i * stride + j] = (float) (random.nextDouble() - 0.5);
      }
    }
    return values;
  }

  /** How A lies: row by row, as a transpose, or with neither step 1. */
  enum Lie {
    ROWS,
    TRANSPOSED,
    APART
  }

  /** One product, with what is before each matrix and between its rows. */
  private static final class Case {
    final FloatKernels kernels;
    final int m;
    final int n;
    final int k;
    final int aRow;
    final int aStep;
    final int bRow;
    final int cRow;
    final float[] a;
    final float[] b;
    final float[] c;

    Case(FloatKernels kernels, long seed, int m, int n, int k, Lie lie, int apart) {
      this.kernels = kernels;
      this.m = m;
      this.n = n;
      this.k = k;
      SplittableRandom random = new SplittableRandom(seed);
      aRow = lie == Lie.ROWS ? k + apart : lie == Lie.TRANSPOSED ? 1 : 2;
      aStep = lie == Lie.ROWS ? 1 : lie == Lie.TRANSPOSED ? m + apart : 2 * m + 1;
      bRow = kernels.padded(n + apart);
      cRow = kernels.padded(n) + kernels.lanes();
      int places = (m - 1) * aRow + (k - 1) * aStep + 1;
      a = rows(random, 3, 1, places, places);
      b = rows(random, 5, k, n, bRow);
      c = rows(random, 2, m, n, cRow);
    }

    void multiply(int from, int to, float[] into) {
      kernels.multiplyAdd(
          to - from,
          n,
          k,
          a,
          3 + from * aRow,
          aRow,
          aStep,
          b,
          5,
          bRow,
          into,
          2 + from * cRow,
          cRow);
    }

    void check() {
      float[] into = c.clone();
      multiply(0, m, into);
      for (int at = 0; at < into.length; at++) {
        int i = (at - 2) / cRow;
        int j = (at - 2) % cRow;
        if (at < 2 || j >= n) {
          assertEquals(c[at], into[at], "only C changes, and its padding stays zero");
        } else {
          double expected = c[at];
          double size = Math.abs(expected);
          for (int s = 0; s < k; s++) {
            double term = (double) a[3 + i * aRow + s * aStep] * b[5 + s * bRow + j];
            expected += term;
            size += Math.abs(term);
          }
          // Each of k + 1 sums rounds by at most 2⁻²⁴ of what it has come to; so does a product.
          assertEquals(expected, into[at], size * (k + 2) * 0x1p-24);
        }
      }
    }
  }

  @Property(tries = 200)
  void productsAgreeWithTheirDefinition(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 30) int m,
      @ForAll @IntRange(min = 1, max = 150) int n,
      @ForAll @IntRange(min = 1, max = 150) int k,
      @ForAll Lie lie,
      @ForAll @IntRange(min = 0, max = 20) int apart) {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      new Case(kernels, seed, m, n, k, lie, apart).check();
    }
  }

  @Property(tries = 100)
  void noBitDependsOnHowRowsAreShared(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 120) int m,
      @ForAll @IntRange(min = 1, max = 100) int n,
      @ForAll @IntRange(min = 1, max = 200) int k,
      @ForAll Lie lie) {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      Case all = new Case(kernels, seed, m, n, k, lie, 7);
      float[] once = all.c.clone();
      all.multiply(0, m, once);
      float[] shared = all.c.clone();
      int cut = 1 + (int) Math.floorMod(seed, m - 1L);
      all.multiply(0, cut, shared);
      all.multiply(cut, m, shared);
      assertArrayEquals(once, shared);
    }
  }

  /** Rows of B so far apart that blocks of them are copied, for sums longer than a block. */
  @Test
  void largeProductsAgreeWithTheirDefinition() {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      for (Lie lie : Lie.values()) {
        Case large = new Case(kernels, 1, 101, 150, 300, lie, 50);
        large.check();
        float[] once = large.c.clone();
        large.multiply(0, 101, once);
        float[] shared = large.c.clone();
        large.multiply(0, 97, shared);
        large.multiply(97, 101, shared);
        assertArrayEquals(once, shared, "a copy changes no bit");
      }
    }
  }

  @Test
  void aProductWithoutTermsChangesNothing() {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      float[] c = rows(new SplittableRandom(1), 0, 7, 5, kernels.padded(5));
      float[] before = c.clone();
      kernels.multiplyAdd(
          7, 5, 0, new float[0], 0, 0, 1, new float[0], 0, 0, c, 0, kernels.padded(5));
      assertArrayEquals(before, c);
    }
  }

  @Test
  void whatIsNoNumberStaysNone() {
    for (FloatKernels kernels : FloatKernelsTest.both()) {
      Case one = new Case(kernels, 1, 7, 5, 3, Lie.ROWS, 0);
      one.a[3] = Float.NaN;
      float[] into = one.c.clone();
      one.multiply(0, 7, into);
      for (int j = 0; j < 5; j++) {
        assertEquals(Float.NaN, into[2 + j]);
      }
    }
  }

  @Test
  void theSameArgumentsGiveTheSameBits() {
    FloatKernels vector = FloatKernelsTest.vector();
    for (Lie lie : Lie.values()) {
      Case product = new Case(vector, 1, 17, 53, 9, lie, 0);
      float[] first = product.c.clone();
      product.multiply(0, 17, first);
      // Long enough for the compiler to come in between.
      for (int repetition = 0; repetition < 20_000; repetition++) {
        float[] again = product.c.clone();
        product.multiply(0, 17, again);
        assertArrayEquals(first, again);
      }
    }
  }
}
