package cusp.simd;

/**
 * The inner loops of networks, on rows of float32 in flat arrays: one plain implementation and one
 * on the Vector API, which agree to rounding. A row is padded to a multiple of {@link #lanes()};
 * what these loops write into padding is 0 where it was 0 in all that they read.
 *
 * <p>Every result depends on its arguments alone, to the bit, interpreted or compiled.
 */
public interface FloatKernels {

  /** The implementation chosen at start, of the same kind as {@link Kernels#get}. */
  static FloatKernels get() {
    return Chosen.FLOAT_KERNELS;
  }

  /** Floats a vector. */
  int lanes();

  /** The length of a padded row of so many columns. */
  default int padded(int columns) {
    int lanes = lanes();
    return (columns + lanes - 1) / lanes * lanes;
  }

  /**
   * C ← C + A·B: A of m×k with any steps between its places, B of k×n and C of m×n row by row.
   *
   * <p>Each place of C is the sum over k in ascending order, on top of what is there.
   *
   * @param n columns; up to the next multiple of {@link #lanes()} they are computed too
   * @param aFrom where A begins
   * @param aRow from a place of A to the one below it
   * @param aStep from a place of A to the one beside it
   * @param bFrom where B begins
   * @param bRow length of a row of B
   * @param cFrom where C begins
   * @param cRow length of a row of C
   */
  void multiplyAdd(
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
      int cRow);

  /** into ← into + factor·values, of {@code count} places, a multiple of {@link #lanes()}. */
  void add(float factor, float[] values, int from, float[] into, int at, int count);

  /** Adds all rows to one: into[at + j] += Σᵢ values[from + i·stride + j], stride places long. */
  void addRows(float[] values, int from, int rows, int stride, float[] into, int at);

  /** The functions of one number that networks are made non-linear with. */
  enum Activation {
    /** max(0, x). */
    RELU,
    /** x·Φ(x), Φ the normal distribution function (Hendrycks and Gimpel 2016, arXiv:1606.08415). */
    GELU,
    TANH,
    /** x². */
    SQUARE
  }

  /** out[i] = f(in[i]) at {@code from} … {@code to}−1, multiples of {@link #lanes()}. */
  void activate(Activation f, float[] in, float[] out, int from, int to);

  /**
   * The derivative's product: gradIn[i] = gradOut[i]·f′(in[i]); the two may be one array.
   *
   * @param out what {@link #activate} made of {@code in}
   */
  void activateBack(
      Activation f, float[] in, float[] out, float[] gradOut, float[] gradIn, int from, int to);

  /**
   * Cross-entropy of rows of logits against the class of each: sets losses[k] = ln Σⱼ exp(zⱼ) − z_c
   * for row k, and replaces the row by its gradient, scale·(softmax(z) − e_c), with 0 in the
   * padding.
   *
   * @param logits rows of length {@code stride} from {@code from} on
   * @param n classes, of which the padding is none
   * @param classes c of row k at {@code classFrom + k}
   * @param losses loss of row k at {@code lossFrom + k}, in nats
   */
  void crossEntropy(
      float[] logits,
      int from,
      int rows,
      int n,
      int stride,
      int[] classes,
      int classFrom,
      float scale,
      double[] losses,
      int lossFrom);

  /**
   * Replaces row t of z, of length {@code stride}, by softmax(scale·z) over its first t + 1 places,
   * and sets the rest to 0.
   *
   * @param scale positive
   * @param rows t = 0 … rows−1, at most {@code stride}
   */
  void causalSoftmax(float scale, float[] z, int from, int rows, int stride);

  /**
   * The derivative's product for {@link #causalSoftmax}, in place, row by row: g ← scale·p∘(g − ⟨g,
   * p⟩).
   */
  void softmaxBack(float scale, float[] p, int pFrom, float[] g, int from, int rows, int stride);

  /**
   * Rows to mean 0 and variance 1 (Ba et al. 2016, arXiv:1607.06450): out = (x − mean)/√(variance +
   * 1e−5)·gain + shift, with 0 in the padding.
   *
   * @param n columns, of which the padding is none
   * @param weights hold gain and shift, 0 in the padding, at {@code gainAt} and {@code shiftAt}
   * @param inverse receives 1/√(variance + 1e−5) of row k at k
   * @param normal receives (x − mean)·inverse where {@code out} lies in its array
   */
  void normalize(
      float[] x,
      int from,
      int rows,
      int n,
      int stride,
      float[] weights,
      int gainAt,
      int shiftAt,
      float[] out,
      float[] normal,
      float[] inverse);

  /**
   * The derivative's product for {@link #normalize}.
   *
   * @param gradOut by its rows
   * @param gradIn receives the gradient by x; not the array {@code gradOut}
   * @param grad those by gain and shift are added to it, at {@code gradGainAt} and {@code
   *     gradShiftAt}
   */
  void normalizeBack(
      float[] normal,
      float[] inverse,
      float[] weights,
      int gainAt,
      float[] gradOut,
      int from,
      int rows,
      int n,
      int stride,
      float[] gradIn,
      float[] grad,
      int gradGainAt,
      int gradShiftAt);
}
