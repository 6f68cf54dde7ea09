package cusp.toy;

import cusp.simd.PaddedMatrix;
import java.util.Arrays;

/**
 * W_L⋯W₁ and the gradients through it, in 3(L−1) products of matrices. It is cut at a narrow layer:
 * products grow from the input up to it and from the output down to it, so that none is wider than
 * it has to be.
 */
final class LinearProduct {
  private final LayerChain lower;
  private final LayerChain upper;
  private final PaddedMatrix map;
  private final PaddedMatrix turned;
  private final long multiplications;

  LinearProduct(int[] widths) {
    int layers = widths.length - 1;
    int[] offsets = offsets(widths);
    int cut = cut(widths);
    multiplications = 3 * multiplications(widths, cut);
    lower =
        new LayerChain(Arrays.copyOf(widths, cut + 1), Arrays.copyOf(offsets, cut), false, null);
    int[] sizes = new int[layers - cut + 1];
    int[] places = new int[layers - cut];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = widths[layers - i];
    }
    for (int i = 0; i < places.length; i++) {
      places[i] = offsets[layers - 1 - i];
    }
    upper = new LayerChain(sizes, places, true, null);
    map = upper.last() == null ? lower.last() : PaddedMatrix.zero(widths[layers], widths[0]);
    turned = PaddedMatrix.zero(widths[0], widths[layers]);
  }

  /** Where each layer begins in w. */
  static int[] offsets(int[] widths) {
    int[] offsets = new int[widths.length - 1];
    for (int i = 1; i < offsets.length; i++) {
      offsets[i] = offsets[i - 1] + Math.multiplyExact(widths[i], widths[i - 1]);
    }
    return offsets;
  }

  /** The layer, 1 … L−1, whose cut takes the fewest multiplications; L where that is the only. */
  private static int cut(int[] widths) {
    int best = widths.length - 1;
    long least = Long.MAX_VALUE;
    for (int cut = 1; cut < widths.length - 1; cut++) {
      long cost = multiplications(widths, cut);
      if (cost < least) {
        least = cost;
        best = cut;
      }
    }
    return best;
  }

  /** Those of the map; its gradients take twice as many. */
  private static long multiplications(int[] widths, int cut) {
    int layers = widths.length - 1;
    if (layers == 1) {
      return 0;
    }
    long count = (long) widths[layers] * widths[cut] * widths[0];
    for (int i = 2; i < layers; i++) {
      count += (long) widths[i] * widths[i - 1] * (i <= cut ? widths[0] : widths[layers]);
    }
    return count;
  }

  /** Those of the map and of its gradients. */
  long multiplications() {
    return multiplications;
  }

  /** W_L⋯W₁, of n_L × n₀; valid until the next call. */
  PaddedMatrix map(double[] w) {
    lower.forward(w);
    upper.forward(w);
    if (upper.last() != null) {
      map.transposedProduct(upper.last(), lower.last());
    }
    return map;
  }

  /** Adds the gradient by w, behind a call of {@link #map}, from that by the map. */
  void backward(double[] w, PaddedMatrix byMap, double[] into) {
    if (upper.last() == null) {
      lower.back().copy(byMap.values, 0, byMap.stride, 1);
    } else {
      lower.back().product(upper.last(), byMap);
      turned.transpose(byMap);
      upper.back().product(lower.last(), turned);
      upper.backward(w, 1, into);
    }
    lower.backward(w, 1, into);
  }
}
