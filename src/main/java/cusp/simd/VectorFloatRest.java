package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Two rows of C, or one: what is left below the tiles of {@link VectorFloatRows} and {@link
 * VectorFloatColumns}, and matrices A that have neither of their steps.
 */
final class VectorFloatRest {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final int LANES = VectorFloatKernels.LANES;

  private VectorFloatRest() {}

  static void fourPair(
      int k,
      float[] a,
      int aFrom,
      int aRow,
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
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
      c12 = a1.fma(b2, c12);
      c13 = a1.fma(b3, c13);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c02.intoArray(c, cFrom + 2 * LANES);
    c03.intoArray(c, cFrom + 3 * LANES);
    c10.intoArray(c, cFrom + cRow);
    c11.intoArray(c, cFrom + cRow + LANES);
    c12.intoArray(c, cFrom + cRow + 2 * LANES);
    c13.intoArray(c, cFrom + cRow + 3 * LANES);
  }

  static void twoPair(
      int k,
      float[] a,
      int aFrom,
      int aRow,
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
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
      c11 = a1.fma(b1, c11);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c10.intoArray(c, cFrom + cRow);
    c11.intoArray(c, cFrom + cRow + LANES);
  }

  static void onePair(
      int k,
      float[] a,
      int aFrom,
      int aRow,
      int aStep,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cFrom);
    FloatVector c10 = FloatVector.fromArray(SPECIES, c, cFrom + cRow);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      FloatVector a1 = FloatVector.broadcast(SPECIES, a[at + aRow]);
      c10 = a1.fma(b0, c10);
    }
    c00.intoArray(c, cFrom);
    c10.intoArray(c, cFrom + cRow);
  }

  static void four(
      int k,
      float[] a,
      int aFrom,
      int aStep,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cFrom);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, cFrom + LANES);
    FloatVector c02 = FloatVector.fromArray(SPECIES, c, cFrom + 2 * LANES);
    FloatVector c03 = FloatVector.fromArray(SPECIES, c, cFrom + 3 * LANES);
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
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
    c02.intoArray(c, cFrom + 2 * LANES);
    c03.intoArray(c, cFrom + 3 * LANES);
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
      int cFrom) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cFrom);
    FloatVector c01 = FloatVector.fromArray(SPECIES, c, cFrom + LANES);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector b1 = FloatVector.fromArray(SPECIES, b, row + LANES);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
      c01 = a0.fma(b1, c01);
    }
    c00.intoArray(c, cFrom);
    c01.intoArray(c, cFrom + LANES);
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
      int cFrom) {
    FloatVector c00 = FloatVector.fromArray(SPECIES, c, cFrom);
    for (int s = 0; s < k; s++) {
      int at = aFrom + s * aStep;
      int row = bFrom + s * bRow;
      FloatVector b0 = FloatVector.fromArray(SPECIES, b, row);
      FloatVector a0 = FloatVector.broadcast(SPECIES, a[at]);
      c00 = a0.fma(b0, c00);
    }
    c00.intoArray(c, cFrom);
  }
}
