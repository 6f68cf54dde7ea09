package cusp.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of matrices in tiles that stay in registers: four rows of up to three vectors, whose
 * twelve sums hide the latency of a fused multiply-add.
 */
final class VectorProduct {
  private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int TILE_ROWS = 4;

  private VectorProduct() {}

  /** As {@link Kernels#multiplyAdd}. */
  static void add(
      int m,
      int n,
      int k,
      double[] a,
      int aFrom,
      int aRow,
      int aStep,
      double[] b,
      int bRow,
      double[] c,
      int cFrom,
      int cRow) {
    int vectors = (n + LANES - 1) / LANES;
    int column = 0;
    while (vectors > 0) {
      // Four are two and two: a single vector's four sums would wait for one another.
      int wide = vectors == 4 ? 2 : Math.min(3, vectors);
      int i = 0;
      for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
        int a0 = aFrom + i * aRow;
        int c0 = cFrom + i * cRow + column;
        switch (wide) {
          case 1 -> tile4x1(k, a, a0, aRow, aStep, b, column, bRow, c, c0, cRow);
          case 2 -> tile4x2(k, a, a0, aRow, aStep, b, column, bRow, c, c0, cRow);
          default -> tile4x3(k, a, a0, aRow, aStep, b, column, bRow, c, c0, cRow);
        }
      }
      for (; i < m; i++) {
        int a0 = aFrom + i * aRow;
        int c0 = cFrom + i * cRow + column;
        switch (wide) {
          case 1 -> tile1x1(k, a, a0, aStep, b, column, bRow, c, c0);
          case 2 -> tile1x2(k, a, a0, aStep, b, column, bRow, c, c0);
          default -> tile1x3(k, a, a0, aStep, b, column, bRow, c, c0);
        }
      }
      column += wide * LANES;
      vectors -= wide;
    }
  }

  private static void tile4x1(
      int k,
      double[] a,
      int aFrom,
      int aRow,
      int aStep,
      double[] b,
      int bFrom,
      int bRow,
      double[] c,
      int cFrom,
      int cRow) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cFrom);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cFrom + cRow);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cRow);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cRow);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = a3.fma(b0, c30);
    }
    c00.intoArray(c, cFrom);
    c10.intoArray(c, cFrom + cRow);
    c20.intoArray(c, cFrom + 2 * cRow);
    c30.intoArray(c, cFrom + 3 * cRow);
  }

  private static void tile4x2(
      int k,
      double[] a,
      int aFrom,
      int aRow,
      int aStep,
      double[] b,
      int bFrom,
      int bRow,
      double[] c,
      int cFrom,
      int cRow) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cFrom);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cFrom + LANES);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cFrom + cRow);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cFrom + cRow + LANES);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cRow);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cRow + LANES);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cRow);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cRow + LANES);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c10.intoArray(c, cFrom + cRow);
    c11.intoArray(c, cFrom + cRow + LANES);
    c20.intoArray(c, cFrom + 2 * cRow);
    c21.intoArray(c, cFrom + 2 * cRow + LANES);
    c30.intoArray(c, cFrom + 3 * cRow);
    c31.intoArray(c, cFrom + 3 * cRow + LANES);
  }

  private static void tile4x3(
      int k,
      double[] a,
      int aFrom,
      int aRow,
      int aStep,
      double[] b,
      int bFrom,
      int bRow,
      double[] c,
      int cFrom,
      int cRow) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cFrom);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cFrom + LANES);
    DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * LANES);
    DoubleVector c10 = DoubleVector.fromArray(SPECIES, c, cFrom + cRow);
    DoubleVector c11 = DoubleVector.fromArray(SPECIES, c, cFrom + cRow + LANES);
    DoubleVector c12 = DoubleVector.fromArray(SPECIES, c, cFrom + cRow + 2 * LANES);
    DoubleVector c20 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cRow);
    DoubleVector c21 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cRow + LANES);
    DoubleVector c22 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * cRow + 2 * LANES);
    DoubleVector c30 = DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cRow);
    DoubleVector c31 = DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cRow + LANES);
    DoubleVector c32 = DoubleVector.fromArray(SPECIES, c, cFrom + 3 * cRow + 2 * LANES);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + 2 * LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      DoubleVector a1 = DoubleVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      DoubleVector a2 = DoubleVector.broadcast(SPECIES, a[at + 2 * aRow]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      DoubleVector a3 = DoubleVector.broadcast(SPECIES, a[at + 3 * aRow]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c02.intoArray(c, cFrom + 2 * LANES);
    c10.intoArray(c, cFrom + cRow);
    c11.intoArray(c, cFrom + cRow + LANES);
    c12.intoArray(c, cFrom + cRow + 2 * LANES);
    c20.intoArray(c, cFrom + 2 * cRow);
    c21.intoArray(c, cFrom + 2 * cRow + LANES);
    c22.intoArray(c, cFrom + 2 * cRow + 2 * LANES);
    c30.intoArray(c, cFrom + 3 * cRow);
    c31.intoArray(c, cFrom + 3 * cRow + LANES);
    c32.intoArray(c, cFrom + 3 * cRow + 2 * LANES);
  }

  private static void tile1x1(
      int k,
      double[] a,
      int aFrom,
      int aStep,
      double[] b,
      int bFrom,
      int bRow,
      double[] c,
      int cFrom) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cFrom);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
    }
    c00.intoArray(c, cFrom);
  }

  private static void tile1x2(
      int k,
      double[] a,
      int aFrom,
      int aStep,
      double[] b,
      int bFrom,
      int bRow,
      double[] c,
      int cFrom) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cFrom);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cFrom + LANES);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
  }

  private static void tile1x3(
      int k,
      double[] a,
      int aFrom,
      int aStep,
      double[] b,
      int bFrom,
      int bRow,
      double[] c,
      int cFrom) {
    DoubleVector c00 = DoubleVector.fromArray(SPECIES, c, cFrom);
    DoubleVector c01 = DoubleVector.fromArray(SPECIES, c, cFrom + LANES);
    DoubleVector c02 = DoubleVector.fromArray(SPECIES, c, cFrom + 2 * LANES);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      DoubleVector b0 = DoubleVector.fromArray(SPECIES, b, row);
      DoubleVector b1 = DoubleVector.fromArray(SPECIES, b, row + LANES);
      DoubleVector b2 = DoubleVector.fromArray(SPECIES, b, row + 2 * LANES);
      DoubleVector a0 = DoubleVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c02.intoArray(c, cFrom + 2 * LANES);
  }
}
