package cusp.simd;

import jdk.incubator.vector.VectorSpecies;

/**
 * Products of matrices in tiles that stay in registers: six rows of four vectors where there are 32
 * registers, of two where there are 16. The sums over k are cut in blocks whose share of B stays in
 * the nearest cache; a sum goes on from what its last block left, so that no bit depends on it.
 */
final class VectorFloatProduct {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final int LANES = VectorFloatKernels.LANES;

  /** AVX-512 has twice the registers of what has fewer lanes. */
  private static final int TILE_VECTORS = LANES >= 16 ? 4 : 2;

  private static final int BLOCK = 128;

  /** Places of a block of B beyond which its rows lie too far apart for the nearest cache. */
  private static final int COPY_PLACES = 1 << 14;

  /** Rows of C that pay for the copy. */
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
    boolean copied =
        m >= COPY_ROWS && bRow > wide * LANES && Math.min(k, BLOCK) > COPY_PLACES / bRow;
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
    int height = width == 1 ? 8 : 6;
    int i = 0;
    if (aStep == 1) {
      for (; i + height <= m; i += height) {
        int a0 = aFrom + i * aRow;
        int c0 = cFrom + i * cRow;
        switch (width) {
          case 1 -> VectorFloatRows.one(k, a, a0, aRow, b, bFrom, bRow, c, c0, cRow);
          case 2 -> VectorFloatRows.two(k, a, a0, aRow, b, bFrom, bRow, c, c0, cRow);
          default -> VectorFloatRows.four(k, a, a0, aRow, b, bFrom, bRow, c, c0, cRow);
        }
      }
    } else if (aRow == 1) {
      for (; i + height <= m; i += height) {
        int a0 = aFrom + i;
        int c0 = cFrom + i * cRow;
        switch (width) {
          case 1 -> VectorFloatColumns.one(k, a, a0, aStep, b, bFrom, bRow, c, c0, cRow);
          case 2 -> VectorFloatColumns.two(k, a, a0, aStep, b, bFrom, bRow, c, c0, cRow);
          default -> VectorFloatColumns.four(k, a, a0, aStep, b, bFrom, bRow, c, c0, cRow);
        }
      }
    }
    for (; i + 2 <= m; i += 2) {
      int a0 = aFrom + i * aRow;
      int c0 = cFrom + i * cRow;
      switch (width) {
        case 1 -> VectorFloatRest.onePair(k, a, a0, aRow, aStep, b, bFrom, bRow, c, c0, cRow);
        case 2 -> VectorFloatRest.twoPair(k, a, a0, aRow, aStep, b, bFrom, bRow, c, c0, cRow);
        default -> VectorFloatRest.fourPair(k, a, a0, aRow, aStep, b, bFrom, bRow, c, c0, cRow);
      }
    }
    if (i < m) {
      int a0 = aFrom + i * aRow;
      int c0 = cFrom + i * cRow;
      switch (width) {
        case 1 -> VectorFloatRest.one(k, a, a0, aStep, b, bFrom, bRow, c, c0);
        case 2 -> VectorFloatRest.two(k, a, a0, aStep, b, bFrom, bRow, c, c0);
        default -> VectorFloatRest.four(k, a, a0, aStep, b, bFrom, bRow, c, c0);
      }
    }
  }
}
