package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of rows of C whose rows of A lie side by side, as where A is the transpose of a matrix row
 * by row. Its places a step apart are then one check of indices, where any distance makes it one
 * each.
 */
final class VectorFloatColumns {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final int LANES = VectorFloatKernels.LANES;

  private VectorFloatColumns() {}

  static void four(
      int k,
      float[] a,
      int aFrom,
      int aStep,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cFrom);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, cFrom + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, cFrom + cRow);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, cFrom + cRow + LANES);
    FloatVector c12 = FloatVector.fromArray(SPECIES, c, cFrom + cRow + 2 * LANES);
    FloatVector c13 = FloatVector.fromArray(SPECIES, c, cFrom + cRow + 3 * LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * cRow);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * cRow + LANES);
    FloatVector c22 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * cRow + 2 * LANES);
    FloatVector c23 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * cRow + 3 * LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * cRow);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * cRow + LANES);
    FloatVector c32 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * cRow + 2 * LANES);
    FloatVector c33 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * cRow + 3 * LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, c, cFrom + 4 * cRow);
    FloatVector c41 = FloatVector.fromArray(SPECIES, c, cFrom + 4 * cRow + LANES);
    FloatVector c42 = FloatVector.fromArray(SPECIES, c, cFrom + 4 * cRow + 2 * LANES);
    FloatVector c43 = FloatVector.fromArray(SPECIES, c, cFrom + 4 * cRow + 3 * LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, c, cFrom + 5 * cRow);
    FloatVector c51 = FloatVector.fromArray(SPECIES, c, cFrom + 5 * cRow + LANES);
    FloatVector c52 = FloatVector.fromArray(SPECIES, c, cFrom + 5 * cRow + 2 * LANES);
    FloatVector c53 = FloatVector.fromArray(SPECIES, c, cFrom + 5 * cRow + 3 * LANES);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, b, row + 2 * LANES);
      FloatVector b3 = FloatVector.fromArray(SPECIES, b, row + 3 * LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      c02 = a0.fma(b2, c02);
      c03 = a0.fma(b3, c03);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      c22 = a2.fma(b2, c22);
      c23 = a2.fma(b3, c23);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      c32 = a3.fma(b2, c32);
      c33 = a3.fma(b3, c33);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      c42 = a4.fma(b2, c42);
      c43 = a4.fma(b3, c43);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
      c52 = a5.fma(b2, c52);
      c53 = a5.fma(b3, c53);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c02.intoArray(c, cFrom + 2 * LANES);
    c03.intoArray(c, cFrom + 3 * LANES);
    c10.intoArray(c, cFrom + cRow);
    c11.intoArray(c, cFrom + cRow + LANES);
    c12.intoArray(c, cFrom + cRow + 2 * LANES);
    c13.intoArray(c, cFrom + cRow + 3 * LANES);
    c20.intoArray(c, cFrom + 2 * cRow);
    c21.intoArray(c, cFrom + 2 * cRow + LANES);
    c22.intoArray(c, cFrom + 2 * cRow + 2 * LANES);
    c23.intoArray(c, cFrom + 2 * cRow + 3 * LANES);
    c30.intoArray(c, cFrom + 3 * cRow);
    c31.intoArray(c, cFrom + 3 * cRow + LANES);
    c32.intoArray(c, cFrom + 3 * cRow + 2 * LANES);
    c33.intoArray(c, cFrom + 3 * cRow + 3 * LANES);
    c40.intoArray(c, cFrom + 4 * cRow);
    c41.intoArray(c, cFrom + 4 * cRow + LANES);
    c42.intoArray(c, cFrom + 4 * cRow + 2 * LANES);
    c43.intoArray(c, cFrom + 4 * cRow + 3 * LANES);
    c50.intoArray(c, cFrom + 5 * cRow);
    c51.intoArray(c, cFrom + 5 * cRow + LANES);
    c52.intoArray(c, cFrom + 5 * cRow + 2 * LANES);
    c53.intoArray(c, cFrom + 5 * cRow + 3 * LANES);
  }

  static void two(
      int k,
      float[] a,
      int aFrom,
      int aStep,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cFrom);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, cFrom + LANES);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, cFrom + cRow);
    FloatVector c11 = FloatVector.fromArray(SPECIES, c, cFrom + cRow + LANES);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * cRow);
    FloatVector c21 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * cRow + LANES);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * cRow);
    FloatVector c31 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * cRow + LANES);
    FloatVector c40 = FloatVector.fromArray(SPECIES, c, cFrom + 4 * cRow);
    FloatVector c41 = FloatVector.fromArray(SPECIES, c, cFrom + 4 * cRow + LANES);
    FloatVector c50 = FloatVector.fromArray(SPECIES, c, cFrom + 5 * cRow);
    FloatVector c51 = FloatVector.fromArray(SPECIES, c, cFrom + 5 * cRow + LANES);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c20 = a2.fma(b0, c20);
      c21 = a2.fma(b1, c21);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c30 = a3.fma(b0, c30);
      c31 = a3.fma(b1, c31);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c40 = a4.fma(b0, c40);
      c41 = a4.fma(b1, c41);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c50 = a5.fma(b0, c50);
      c51 = a5.fma(b1, c51);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c10.intoArray(c, cFrom + cRow);
    c11.intoArray(c, cFrom + cRow + LANES);
    c20.intoArray(c, cFrom + 2 * cRow);
    c21.intoArray(c, cFrom + 2 * cRow + LANES);
    c30.intoArray(c, cFrom + 3 * cRow);
    c31.intoArray(c, cFrom + 3 * cRow + LANES);
    c40.intoArray(c, cFrom + 4 * cRow);
    c41.intoArray(c, cFrom + 4 * cRow + LANES);
    c50.intoArray(c, cFrom + 5 * cRow);
    c51.intoArray(c, cFrom + 5 * cRow + LANES);
  }

  static void one(
      int k,
      float[] a,
      int aFrom,
      int aStep,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cFrom);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, cFrom + cRow);
    FloatVector c20 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * cRow);
    FloatVector c30 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * cRow);
    FloatVector c40 = FloatVector.fromArray(SPECIES, c, cFrom + 4 * cRow);
    FloatVector c50 = FloatVector.fromArray(SPECIES, c, cFrom + 5 * cRow);
    FloatVector c60 = FloatVector.fromArray(SPECIES, c, cFrom + 6 * cRow);
    FloatVector c70 = FloatVector.fromArray(SPECIES, c, cFrom + 7 * cRow);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + 1]);
      c10 = a1.fma(b0, c10);
      FloatVector a2 = FloatVector.broadcast(SPECIES, a[at + 2]);
      c20 = a2.fma(b0, c20);
      FloatVector a3 = FloatVector.broadcast(SPECIES, a[at + 3]);
      c30 = a3.fma(b0, c30);
      FloatVector a4 = FloatVector.broadcast(SPECIES, a[at + 4]);
      c40 = a4.fma(b0, c40);
      FloatVector a5 = FloatVector.broadcast(SPECIES, a[at + 5]);
      c50 = a5.fma(b0, c50);
      FloatVector a6 = FloatVector.broadcast(SPECIES, a[at + 6]);
      c60 = a6.fma(b0, c60);
      FloatVector a7 = FloatVector.broadcast(SPECIES, a[at + 7]);
      c70 = a7.fma(b0, c70);
    }
    c00.intoArray(c, cFrom);
    c10.intoArray(c, cFrom + cRow);
    c20.intoArray(c, cFrom + 2 * cRow);
    c30.intoArray(c, cFrom + 3 * cRow);
    c40.intoArray(c, cFrom + 4 * cRow);
    c50.intoArray(c, cFrom + 5 * cRow);
    c60.intoArray(c, cFrom + 6 * cRow);
    c70.intoArray(c, cFrom + 7 * cRow);
  }
}
