package cusp.circuit;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.SingularValueDecomposition;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How alike two representations of the same n inputs are, whatever their bases: linear centred
 * kernel alignment and canonical correlations (Kornblith et al. 2019, arXiv:1905.00414).
 *
 * <p>With X and Y less their column means, CKA is ‖XᵀY‖²/(‖XᵀX‖ ‖YᵀY‖): 1 where one is a rotation
 * and a multiple of the other. With few inputs it is high also between unrelated representations;
 * the debiased form puts the unbiased estimate of the Hilbert–Schmidt criterion (Song et al. 2012,
 * JMLR 13, 1393, theorem 5) in each place, and is near 0 for these, on either side. The canonical
 * correlations are of the column spaces and so do not change under any invertible map; where the
 * ranks add up to more than n − 1 some are 1 for want of inputs.
 *
 * <pre>{@code
 * var random = seed(1).random();
 * double[][] x = new double[50][3];
 * double[][] y = new double[50][];
 * for (int i = 0; i < 50; i++) {
 *   random.gaussians(x[i], 3);
 *   y[i] = new double[] {x[i][0] + 0.5 * random.nextGaussian(), random.nextGaussian()};
 * }
 * show(Similarity.of(x, y).toTable());
 * }</pre>
 *
 * @param cka in [0, 1]
 * @param debiasedCka at most about 1, may be negative; NaN below 4 inputs and where a
 *     representation has no similarity to itself
 * @param canonicalCorrelations descending, as many as the lower of the ranks
 * @param rankX of the centred X
 * @param rankY of the centred Y
 * @param inputs n
 */
public record Similarity(
    double cka,
    double debiasedCka,
    double[] canonicalCorrelations,
    int rankX,
    int rankY,
    int inputs) {

  /**
   * Of two matrices with a row for each of the same inputs, at least 2.
   *
   * @throws IllegalArgumentException if they have different numbers of rows, or all rows of one are
   *     the same
   */
  public static Similarity of(double[][] x, double[][] y) {
    int widthX = Matrices.width("X", x);
    int widthY = Matrices.width("Y", y);
    int n = x.length;
    if (n != y.length || n < 2) {
      throw new IllegalArgumentException(
          String.format(
              "X and Y need a row for each of the same inputs, at least 2, but X is %d × %d and Y"
                  + " is %d × %d",
              n, widthX, y.length, widthY));
    }
    double[][] first = scaled("X", x);
    double[][] second = scaled("Y", y);
    double[][] basisX = OrthonormalBasis.ofColumns(first);
    double[][] basisY = OrthonormalBasis.ofColumns(second);
    double both = alignment(first, second);
    double ownX = alignment(first, first);
    double ownY = alignment(second, second);
    double debiased = Double.NaN;
    if (n > 3) {
      double squares = unbiased(ownX, first, first) * unbiased(ownY, second, second);
      debiased = squares > 0 ? unbiased(both, first, second) / Math.sqrt(squares) : Double.NaN;
    }
    return new Similarity(
        both / Math.sqrt(ownX * ownY),
        debiased,
        correlations(basisX, basisY),
        basisX.length,
        basisY.length,
        n);
  }

  /** Less the column means, in units of the greatest entry, so that no fourth power overflows. */
  private static double[][] scaled(String name, double[][] matrix) {
    double[][] centred = Matrices.centred(matrix);
    double most =
        Arrays.stream(centred).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
    if (most == 0) {
      throw new IllegalArgumentException(
          "all rows of " + name + " are the same, so that nothing can be like it");
    }
    for (double[] row : centred) {
      Arrays.setAll(row, j -> row[j] / most);
    }
    return centred;
  }

  /** ‖XᵀY‖² = Σ (XXᵀ)ᵢⱼ(YYᵀ)ᵢⱼ, by whichever has the smaller matrices. */
  private static double alignment(double[][] x, double[][] y) {
    if ((long) x[0].length * y[0].length <= (long) x.length * x.length) {
      double[][] cross = Matrices.cross(x, y);
      return Matrices.inner(cross, cross);
    }
    double[][] acrossX = Matrices.transpose(x);
    double[][] acrossY = Matrices.transpose(y);
    return Matrices.inner(Matrices.cross(acrossX, acrossX), Matrices.cross(acrossY, acrossY));
  }

  /** n(n − 3) times the unbiased criterion, of centred features. */
  private static double unbiased(double alignment, double[][] x, double[][] y) {
    double n = x.length;
    double products = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < x.length; i++) {
      double squareX = Matrices.dot(x[i], x[i]);
      double squareY = Matrices.dot(y[i], y[i]);
      products += squareX * squareY;
      sumX += squareX;
      sumY += squareY;
    }
    return alignment - n / (n - 2) * products + sumX * sumY / ((n - 1) * (n - 2));
  }

  private static double[] correlations(double[][] basisX, double[][] basisY) {
    double[][] cosines = new double[basisX.length][basisY.length];
    for (int i = 0; i < basisX.length; i++) {
      for (int j = 0; j < basisY.length; j++) {
        cosines[i][j] = Matrices.dot(basisX[i], basisY[j]);
      }
    }
    double[] values =
        new SingularValueDecomposition(new Array2DRowRealMatrix(cosines, false))
            .getSingularValues();
    return Arrays.stream(values).map(c -> Math.min(1, c)).toArray();
  }

  /** The mean of the canonical correlations. */
  public double meanCorrelation() {
    return Matrices.mean(canonicalCorrelations);
  }

  /** One row a measure. */
  public Table toTable() {
    String[] names =
        IntStream.range(0, canonicalCorrelations.length + 2)
            .mapToObj(k -> k == 0 ? "CKA" : k == 1 ? "debiased CKA" : "correlation " + (k - 1))
            .toArray(String[]::new);
    double[] values = new double[names.length];
    values[0] = cka;
    values[1] = debiasedCka;
    System.arraycopy(canonicalCorrelations, 0, values, 2, canonicalCorrelations.length);
    return Table.create(
        "Similarity", StringColumn.create("measure", names), DoubleColumn.create("value", values));
  }

  @Override
  public String toString() {
    return String.format(
        "CKA %.4f (debiased %.4f), mean canonical correlation %.4f over %d inputs",
        cka, debiasedCka, meanCorrelation(), inputs);
  }
}
