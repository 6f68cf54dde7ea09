package cusp.plot;

import java.util.Arrays;

/**
 * Makes a figure of the columns of a small matrix: for two rows as rays from the origin, their tips
 * joined in the order of their angles to a polygon; for one row as points on a line.
 *
 * <p>It shows how features lie in superposition, as in Z. Chen, E. Lau, J. Mendel, S. Wei and D.
 * Murfet, "Dynamical versus Bayesian phase transitions in a toy model of superposition"
 * (arXiv:2310.06301). The circle has radius 1. Columns shorter than a tenth of the longest are
 * dead: they are drawn as rings and are not corners of the polygon. Columns are numbered from 1.
 *
 * <pre>{@code
 * var pentagon = new CriticalPoint(6, 5, 0).point();
 * var columns = new Superposition(6, 2).columns(pentagon);
 * show(Vectors.of(columns).title("5").figure("A pentagon and a dead column."));
 * }</pre>
 */
public final class Vectors {

  private static final int SIDE = 200;
  private static final double MARGIN = 1.15;

  private final double[][] columns;
  private double[] bias;
  private double limit;
  private double biasLimit;
  private String title = "";
  private int width = SIDE;
  private int height;

  private Vectors(double[][] columns) {
    this.columns = columns;
    double longest = 0;
    for (int i = 0; i < columns[0].length; i++) {
      longest = Math.max(longest, length(columns, i));
    }
    limit = MARGIN * Math.max(1, longest);
  }

  /**
   * The columns of a matrix.
   *
   * @param matrix [1 or 2][c], finite, copied
   */
  public static Vectors of(double[][] matrix) {
    Check.within("the rows of a matrix of vectors", matrix.length, 1, 2);
    Check.within("the columns of a matrix of vectors", matrix[0].length, 1, 100);
    double[][] copy = new double[matrix.length][];
    for (int i = 0; i < copy.length; i++) {
      Check.sameLength("row " + i + " of the matrix", matrix[0].length, matrix[i].length);
      for (int j = 0; j < matrix[i].length; j++) {
        Check.finite("entry [" + i + "][" + j + "] of a matrix of vectors", matrix[i][j]);
      }
      copy[i] = matrix[i].clone();
    }
    return new Vectors(copy);
  }

  static double length(double[][] columns, int i) {
    return columns.length == 1 ? Math.abs(columns[0][i]) : Math.hypot(columns[0][i], columns[1][i]);
  }

  /** Adds a strip with a bar for each column's bias, upwards where it is positive. */
  public Vectors bias(double... values) {
    Check.sameLength("the bias", columns[0].length, values.length);
    for (int i = 0; i < values.length; i++) {
      Check.finite("bias[" + i + "]", values[i]);
    }
    bias = values.clone();
    return this;
  }

  /**
   * Shows coordinates up to this size, and biases up to the other, so that several figures share
   * their scales.
   */
  public Vectors limits(double coordinate, double biasSize) {
    if (!(coordinate > 0 && biasSize > 0)) {
      throw new IllegalArgumentException(
          "limits must be positive, not " + coordinate + " and " + biasSize);
    }
    limit = Check.finite("the limit of coordinates", coordinate);
    biasLimit = Check.finite("the limit of biases", biasSize);
    return this;
  }

  /** The title of the figure. */
  public Vectors title(String newTitle) {
    title = newTitle;
    return this;
  }

  /** The size of the whole figure in CSS pixels. */
  public Vectors size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  /**
   * The figure.
   *
   * @param alt a sentence that says what the figure shows
   */
  public Figure figure(String alt) {
    double most = bias == null ? 0 : Arrays.stream(bias).map(Math::abs).max().orElse(0);
    double scale = biasLimit > 0 ? biasLimit : most > 0 ? most : 1;
    VectorsDrawing drawing = new VectorsDrawing(columns, bias, limit, scale);
    return new Figure(
        title, alt, width, height > 0 ? height : drawing.height(width, title), drawing);
  }
}
