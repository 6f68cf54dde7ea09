package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of matrices in tiles that stay in registers: six rows of four vectors where there are 32
 * registers, of two where there are 16. The sums over k are cut in blocks whose share of B stays in
 * the nearest cache; a sum goes on from what its last block left, so that no bit depends on it.
 */
final class VectorFloatProduct {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();
  private static final int TILE_ROWS = 6;

  /** AVX-512 has twice the registers of what has fewer lanes. */
  private static final int TILE_VECTORS = LANES >= 16 ? 4 : 2;

  private static final int BLOCK = 128;

  /** Rows of C that pay for a copy of B's block. */
  private static final int COPY_ROWS = 48;

  private static final ThreadLocal<float[]> COPY =
      ThreadLocal.withInitial(() -> new float[BLOCK * TILE_VECTORS * LANES]);

  private VectorFloatProduct() {}

  /** As {@link FloatKernels#multiplyAdd}. */
  static void add(
      int m,
      int n,
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
    int vectors = (n + LANES - 1) / LANES;
    int wide = Math.min(TILE_VECTORS, vectors);
    // Rows far apart share few of the cache's sets, and a page each.
    boolean copied = m >= COPY_ROWS && bRow > wide * LANES;
    for (int s = 0; s < k; s += BLOCK) {
      int depth = Math.min(BLOCK, k - s);
      int from = aFrom + s * aStep;
      int column = 0;
      while (column < vectors) {
        int left = vectors - column;
        int width = left >= TILE_VECTORS ? TILE_VECTORS : left >= 2 ? 2 : 1;
        int block = bFrom + s * bRow + column * LANES;
        int into = cFrom + column * LANES;
        if (copied) {
          float[] copy = COPY.get();
          for (int row = 0; row < depth; row++) {
            System.arraycopy(b, block + row * bRow, copy, row * width * LANES, width * LANES);
          }
          panel(m, width, depth, a, from, aRow, aStep, copy, 0, width * LANES, c, into, cRow);
        } else {
          panel(m, width, depth, a, from, aRow, aStep, b, block, bRow, c, into, cRow);
        }
        column += width;
      }
    }
  }

  /** All rows of C, of the width of a tile. */
  private static void panel(
      int m,
      int width,
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
    int i = 0;
    if (aStep == 1) {
      for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
        int a0 = aFrom + i * aRow;
        int c0 = cFrom + i * cRow;
        switch (width) {
          case 1 -> VectorFloatRows.one(k, a, a0, aRow, b, bFrom, bRow, c, c0, cRow);
          case 2 -> VectorFloatRows.two(k, a, a0, aRow, b, bFrom, bRow, c, c0, cRow);
          default -> VectorFloatRows.four(k, a, a0, aRow, b, bFrom, bRow, c, c0, cRow);
        }
      }
    } else if (aRow == 1) {
      for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
        int a0 = aFrom + i;
        int c0 = cFrom + i * cRow;
        switch (width) {
          case 1 -> VectorFloatColumns.one(k, a, a0, aStep, b, bFrom, bRow, c, c0, cRow);
          case 2 -> VectorFloatColumns.two(k, a, a0, aStep, b, bFrom, bRow, c, c0, cRow);
          default -> VectorFloatColumns.four(k, a, a0, aStep, b, bFrom, bRow, c, c0, cRow);
        }
      }
    }
    for (; i < m; i++) {
      int a0 = aFrom + i * aRow;
      int c0 = cFrom + i * cRow;
      switch (width) {
        case 1 -> one(k, a, a0, aStep, b, bFrom, bRow, c, c0);
        case 2 -> two(k, a, a0, aStep, b, bFrom, bRow, c, c0);
        default -> four(k, a, a0, aStep, b, bFrom, bRow, c, c0);
      }
    }
  }

  private static void one(
      int k, float[] a, int aFrom, int aStep, float[] b, int bFrom, int bRow, float[] c, int at) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, at);
    for (int s = 0; s < k; s++) {
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aFrom + s * aStep]);
      c0 = factor.fma(FloatVector.fromArray(SPECIES, b, bFrom + s * bRow), c0);
    }
    c0.intoArray(c, at);
  }

  private static void two(
      int k, float[] a, int aFrom, int aStep, float[] b, int bFrom, int bRow, float[] c, int at) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, at);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, at + LANES);
    for (int s = 0; s < k; s++) {
      int row = bFrom + s * bRow;
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aFrom + s * aStep]);
      c0 = factor.fma(FloatVector.fromArray(SPECIES, b, row), c0);
      c1 = factor.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + LANES);
  }

  private static void four(
      int k, float[] a, int aFrom, int aStep, float[] b, int bFrom, int bRow, float[] c, int at) {
    FloatVector c0 = FloatVector.fromArray(SPECIES, c, at);
    FloatVector c1 = FloatVector.fromArray(SPECIES, c, at + LANES);
    FloatVector c2 = FloatVector.fromArray(SPECIES, c, at + 2 * LANES);
    FloatVector c3 = FloatVector.fromArray(SPECIES, c, at + 3 * LANES);
    for (int s = 0; s < k; s++) {
      int row = bFrom + s * bRow;
      FloatVector factor = FloatVector.broadcast(SPECIES, a[aFrom + s * aStep]);
      c0 = factor.fma(FloatVector.fromArray(SPECIES, b, row), c0);
      c1 = factor.fma(FloatVector.fromArray(SPECIES, b, row + LANES), c1);
      c2 = factor.fma(FloatVector.fromArray(SPECIES, b, row + 2 * LANES), c2);
      c3 = factor.fma(FloatVector.fromArray(SPECIES, b, row + 3 * LANES), c3);
    }
    c0.intoArray(c, at);
    c1.intoArray(c, at + LANES);
    c2.intoArray(c, at + 2 * LANES);
    c3.intoArray(c, at + 3 * LANES);
  }
}
