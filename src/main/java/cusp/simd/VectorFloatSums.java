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
  private static final VectorShuffle<Float> BY_8 = turn(SPECIES, 8);
  private static final VectorShuffle<Float> BY_4 = turn(SPECIES, 4);
  private static final VectorShuffle<Float> BY_2 = turn(SPECIES, 2);
  private static final VectorShuffle<Float> BY_1 = turn(SPECIES, 1);

  /** Lane i holds i. */
  static final FloatVector INDEX = (FloatVector) SPECIES.broadcast(0).addIndex(1);

  private VectorFloatSums() {}

  private static <E> VectorShuffle<E> turn(VectorSpecies<E> species, int lanes) {
    return VectorShuffle.iota(species, lanes % LANES, 1, true);
  }

  static float sum(FloatVector v) {
    FloatVector s = v;
    if (LANES > 8) {
      s = s.add(s.rearrange(BY_8));
    }
    if (LANES > 4) {
      s = s.add(s.rearrange(BY_4));
    }
    if (LANES > 2) {
      s = s.add(s.rearrange(BY_2));
    }
    return s.add(s.rearrange(BY_1)).lane(0);
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
