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

  /** Probabilities that {@link #flip} chooses from: five of spins 0, and five of spins 1. */
  int FLIP_CLASSES = 10;

  /** Binary digits of these probabilities. */
  int FLIP_DIGITS = 64;

  /**
   * Offers a flip to every spin of one colour of a checkerboard, 64 spins a word. A bit is a spin;
   * its four neighbours are of the other colour, at the same place in the words {@code row} before
   * and after and in the same word, and one bit further up or down in the latter. It flips with a
   * probability that depends on itself and on how many neighbours differ from it.
   *
   * <p>A probability is compared with a uniform random number digit by digit, from the first one
   * on, in all bits of a word until each spin is decided or there are no digits left.
   *
   * @param spins one colour, changed from {@code from} on; read and changed up to the next multiple
   *     of {@link #lanes()} of words behind {@code to}
   * @param others the other colour, of which a row and a word are read on either side
   * @param row words a row
   * @param upper all ones in words whose fourth neighbour is one bit further up, 0 where it is one
   *     further down
   * @param digits digit k of class c at {@code k * FLIP_CLASSES + c}, all ones or 0; class 5s + d
   *     is of spins s with d different neighbours
   * @param random the states of {@link #lanes()} generators xoshiro256++, their first words before
   *     their second ones and so on
   * @param open of the length of {@code spins}; what is in it does not matter
   */
  void flip(
      long[] spins,
      long[] others,
      int from,
      int to,
      int row,
      long[] upper,
      long[] digits,
      long[] random,
      long[] open);

  /**
   * C ← C + A·B for matrices in flat arrays: A of m×k with any steps between its places, so that a
   * transpose is a matter of steps; B of k×n and C of m×n row by row, rows padded.
   *
   * <p>Each place of C is the sum over k in ascending order, on top of what is there; so it depends
   * on its row of A, its column of B and itself alone.
   *
   * @param n columns; up to the next multiple of {@link #lanes()} they are computed too, so that
   *     rows of B and C are at least that long
   * @param aFrom where A begins
   * @param aRow from a place of A to the one below it
   * @param aStep from a place of A to the one beside it
   * @param bRow length of a row of B, which begins at 0
   * @param cFrom where C begins
   * @param cRow length of a row of C
   */
  void multiplyAdd(
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
      int cRow);

  /**
   * The hyperbolic tangent, to a few units in the last place; NaN of NaN.
   *
   * @param values replaced at 0 … {@code count}−1, and up to the next multiple of {@link #lanes()}
   */
  void tanh(double[] values, int count);

  /**
   * One pass over samples in the plane through a layer of rectified nodes: the error e = f(x) − y
   * of f(x) = c + Σ qᵢ max(0, uᵢx₁ + vᵢx₂ + bᵢ), and what its gradient needs. A node is active
   * where its argument is above 0; a NaN is carried on, not rectified away.
   *
   * @param nodes h
   * @param w (u, v) of each node, then b of each, then q of each, then c: 4h + 1 numbers
   * @param samples x₁, then x₂, then y, then 1 for a sample and 0 for padding, each a row of {@code
   *     stride}
   * @param stride a multiple of {@link #lanes()}
   * @param scratch of at least (h + 1)·stride; its first row receives e, 0 in the padding
   * @param gradient receives Σ e ∂f/∂w, added to what is there; null for the errors alone
   * @return Σ e²
   */
  double rectify(
      int nodes, double[] w, double[] samples, int stride, double[] scratch, double[] gradient);

  /**
   * One step of Adam, to the bit what each place gives alone: m ← β₁m + (1−β₁)g, v ← β₂v +
   * (1−β₂)g², w ← shrink·w − η·m/(√v + ε). What corrects m and v for their start is in η and ε: at
   * step t the learning rate times √(1−β₂ᵗ)/(1−β₁ᵗ), and Adam's own ε times √(1−β₂ᵗ).
   *
   * @param w d parameters, changed
   * @param gradient g, of the same length
   * @param memory m, and v behind it
   * @param epsilon ε
   * @param shrink 1 less the weight decay of this step
   * @param rate η
   */
  void adam(
      double[] w,
      double[] gradient,
      double[] memory,
      double beta1,
      double beta2,
      double epsilon,
      double shrink,
      double rate);
}
