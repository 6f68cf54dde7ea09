package cusp.toy;

import cusp.simd.PaddedMatrix;

/**
 * Successive layers A₁ … A_q of w and their products Pᵢ = Aᵢ⋯A₁P₀ from one end on, each made once
 * and used by the gradients of all layers. Of the upper layers of a network, counted from its
 * output, Aᵢ is the transpose of what lies in w.
 */
final class LayerChain {
  private final int[] sizes;
  private final int[] offsets;
  private final boolean transposed;
  private final PaddedMatrix[] products;
  private final PaddedMatrix[] backs;
  private final PaddedMatrix[] turned;
  private final PaddedMatrix[] gradients;

  /**
   * @param sizes n₀ … n_q; Aᵢ has nᵢ rows
   * @param offsets where A₁ … A_q begin in w
   * @param start P₀, of n₀ rows; null for the identity
   */
  LayerChain(int[] sizes, int[] offsets, boolean transposed, PaddedMatrix start) {
    this.sizes = sizes;
    this.offsets = offsets;
    this.transposed = transposed;
    int q = offsets.length;
    int columns = start == null ? sizes[0] : start.columns;
    products = new PaddedMatrix[q + 1];
    backs = new PaddedMatrix[q + 1];
    turned = new PaddedMatrix[q + 1];
    gradients = new PaddedMatrix[q + 1];
    products[0] = start;
    int largest = columns;
    for (int size : sizes) {
      largest = Math.max(largest, size);
    }
    int room = Math.multiplyExact(largest, PaddedMatrix.padded(largest));
    double[][] scratch = new double[4][room];
    for (int i = 1; i <= q; i++) {
      products[i] = PaddedMatrix.zero(sizes[i], columns);
      backs[i] = PaddedMatrix.on(scratch[i % 2], sizes[i], columns);
      int rows = transposed ? sizes[i - 1] : sizes[i];
      int across = transposed ? sizes[i] : sizes[i - 1];
      turned[i] = PaddedMatrix.on(scratch[2], columns, across);
      gradients[i] = PaddedMatrix.on(scratch[3], rows, across);
    }
  }

  private int rowStep(int i) {
    return transposed ? 1 : sizes[i - 1];
  }

  private int step(int i) {
    return transposed ? sizes[i] : 1;
  }

  /**
   * P_q, once {@link #forward} has made it; null where there is no layer and P₀ is the identity.
   */
  PaddedMatrix last() {
    return products[offsets.length];
  }

  /** Where {@link #backward} takes ∂/∂P_q from. */
  PaddedMatrix back() {
    return backs[offsets.length];
  }

  void forward(double[] w) {
    for (int i = 1; i <= offsets.length; i++) {
      if (products[i - 1] == null) {
        products[i].copy(w, offsets[i - 1], rowStep(i), step(i));
      } else {
        products[i].product(w, offsets[i - 1], rowStep(i), step(i), products[i - 1]);
      }
    }
  }

  /** Adds the gradient of each layer, times a factor, from what stands in {@link #back()}. */
  void backward(double[] w, double factor, double[] into) {
    for (int i = offsets.length; i >= 1; i--) {
      gradient(i).addTo(factor, into, offsets[i - 1]);
      if (i > 1) {
        backs[i - 1].product(w, offsets[i - 1], step(i), rowStep(i), backs[i]);
      }
    }
  }

  /** DᵢPᵢ₋₁ᵀ, the gradient by Aᵢ, or its transpose Pᵢ₋₁Dᵢᵀ. */
  private PaddedMatrix gradient(int i) {
    PaddedMatrix before = products[i - 1];
    if (before == null && !transposed) {
      return backs[i];
    }
    if (before == null) {
      gradients[i].transpose(backs[i]);
      return gradients[i];
    }
    turned[i].transpose(transposed ? backs[i] : before);
    gradients[i].product(transposed ? before : backs[i], turned[i]);
    return gradients[i];
  }
}
