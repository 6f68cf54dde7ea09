package cusp.simd;

/**
 * The inner loops that carry the library, on flat arrays: one plain implementation and one on the
 * Vector API. They agree to rounding, not to the bit, since they add in another order; within one
 * process only one of them is ever used.
 */
public interface Kernels {

  /**
   * The implementation chosen at start: the Vector API where its module is present, the plain loops
   * otherwise.
   */
  static Kernels get() {
    return Chosen.KERNELS;
  }

  /** As in "Vector API, 8 lanes of double" or "plain". */
  String name();

  /** Rows that these kernels run over have lengths that are multiples of this, padded by zeros. */
  int lanes();

  /**
   * One pass over samples whose only active feature is the same one, i, through ReLU(Gμ + b): adds
   * up what the squared reconstruction error and its gradient need.
   *
   * <p>For each sample's value μ and each output j the residual is r = ReLU(G[i][j]μ + b[j]) −
   * μδᵢⱼ; an output is active where G[i][j]μ + b[j] is above 0, and a NaN is carried on, not
   * rectified away. Outputs beyond the real ones must have zeros in G and in b, so that they add
   * nothing.
   *
   * @param values holds μ at {@code from} … {@code to}−1
   * @param row where row i begins in G, its identity and its gradient
   * @param stride length of a padded row, a multiple of {@link #lanes()}
   * @param gram G, rows of length {@code stride}, one for each input feature
   * @param bias b, of length {@code stride}
   * @param identity rows of length {@code stride} with the 1 of δᵢⱼ
   * @param gradGram row i receives ½∂/∂G: Σ r·μ·[active], added to what is there
   * @param gradBias receives ½∂/∂b: Σ r·[active], added to what is there
   * @return Σ r²
   */
  double reconstruct(
      double[] values,
      int from,
      int to,
      int row,
      int stride,
      double[] gram,
      double[] bias,
      double[] identity,
      double[] gradGram,
      double[] gradBias);
}
