package cusp.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * One number from the lanes of a vector, by halves: in an order of its own, where that of {@code
 * reduceLanes} is unspecified, and in few steps.
 */
final class VectorFloatSums {
  private static final VectorSpecies<Float> SPECIES = VectorFloatKernels.SPECIES;
  private static final int LANES = VectorFloatKernels.LANES;
  private static final VectorShuffle<Float> BY_8 = turn(8);
  private static final VectorShuffle<Float> BY_4 = turn(4);
  private static final VectorShuffle<Float> BY_2 = turn(2);
  private static final VectorShuffle<Float> BY_1 = turn(1);

  /** Lane i holds i. */
  static final FloatVector INDEX = (FloatVector) SPECIES.broadcast(0).addIndex(1);

  private static final ThreadLocal<float[]> SCRATCH =
      ThreadLocal.withInitial(() -> new float[LANES]);

  private VectorFloatSums() {}

  private static VectorShuffle<Float> turn(int lanes) {
    return VectorShuffle.iota(SPECIES, lanes % LANES, 1, true);
  }

  /**
   * By way of memory, which takes fewer instructions than turning the lanes about.
   *
   * @param lanes {@link #scratch}
   */
  static float sum(FloatVector v, float[] lanes) {
    v.intoArray(lanes, 0);
    return switch (LANES) {
      case 16 ->
          lanes[0]
              + lanes[8]
              + (lanes[4] + lanes[12])
              + (lanes[2] + lanes[10] + (lanes[6] + lanes[14]))
              + (lanes[1]
                  + lanes[9]
                  + (lanes[5] + lanes[13])
                  + (lanes[3] + lanes[11] + (lanes[7] + lanes[15])));
      case 8 ->
          lanes[0]
              + lanes[4]
              + (lanes[2] + lanes[6])
              + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));
      default -> {
        float sum = 0;
        for (int i = 0; i < LANES; i++) {
          sum += lanes[i];
        }
        yield sum;
      }
    };
  }

  /** Room of this thread's own for the lanes of a vector. */
  static float[] scratch() {
    return SCRATCH.get();
  }

  /** The greatest of all lanes, in each of them. */
  static FloatVector greatest(FloatVector v) {
    FloatVector s = v;
    if (LANES > 8) {
      s = s.max(s.rearrange(BY_8));
    }
    if (LANES > 4) {
      s = s.max(s.rearrange(BY_4));
    }
    if (LANES > 2) {
      s = s.max(s.rearrange(BY_2));
    }
    return s.max(s.rearrange(BY_1));
  }
}
