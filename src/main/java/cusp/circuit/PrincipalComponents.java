package cusp.circuit;

import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The directions of greatest variance of n points in d dimensions, such as activations or the
 * weights along a run; from the smaller of the d × d covariance and the n × n inner products, so
 * that d may be large.
 *
 * <p>Variances are over n − 1. Of each component the entry of the greatest size is positive.
 *
 * <pre>{@code
 * double[][] helix = new double[40][];
 * for (int t = 0; t < 40; t++) {
 *   helix[t] = new double[] {Math.cos(t / 4.0), Math.sin(t / 4.0), t / 40.0};
 * }
 * var components = PrincipalComponents.of(helix);
 * show(components.toTable());
 * show(components.chart());
 * }</pre>
 *
 * @param mean [d]
 * @param components [rank][d], orthonormal
 * @param explainedVariance [min(n, d)], descending, exactly 0 behind the rank
 * @param scores [n][rank], the points along the components
 */
public record PrincipalComponents(
    double[] mean, double[][] components, double[] explainedVariance, double[][] scores) {

  /** Of at least two points, one a row. */
  public static PrincipalComponents of(double[][] points) {
    int d = Matrices.width("the points", points);
    int n = points.length;
    if (n < 2) {
      throw new IllegalArgumentException("principal components need at least 2 points, not " + n);
    }
    double[][] centred = Matrices.centred(points);
    boolean wide = d > n;
    Axes axes = Axes.of(wide ? gram(centred) : Matrices.cross(centred, centred), Math.max(n, d));
    double[][] components = axes.vectors;
    if (wide && components.length > 0) {
      components = Matrices.product(axes.vectors, centred);
      for (double[] component : components) {
        scaleBy(1 / Matrices.norm(component), component);
      }
    }
    double[][] scores = new double[n][components.length];
    for (int k = 0; k < components.length; k++) {
      double sign = sign(components[k]);
      scaleBy(sign, components[k]);
      for (int i = 0; i < n; i++) {
        scores[i][k] =
            wide
                ? sign * Math.sqrt(axes.values[k]) * axes.vectors[k][i]
                : Matrices.dot(centred[i], components[k]);
      }
    }
    double[] variance = Arrays.stream(axes.values).map(x -> x / (n - 1)).toArray();
    return new PrincipalComponents(Matrices.columnMeans(points), components, variance, scores);
  }

  /**
   * Eigenvalues of a matrix of products, descending, those of rounding 0, and the eigenvectors of
   * the others.
   */
  private record Axes(double[] values, double[][] vectors) {

    static Axes of(double[][] products, int size) {
      double[] values = new double[products.length];
      double largest =
          Arrays.stream(products).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
      if (largest == 0) {
        return new Axes(values, new double[0][]);
      }
      // Hipparchus takes a small matrix for 0.
      for (double[] row : products) {
        Arrays.setAll(row, j -> row[j] / largest);
      }
      var solved = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(products, false));
      int[] order =
          IntStream.range(0, values.length)
              .boxed()
              .sorted((i, j) -> Double.compare(solved.getEigenvalue(j), solved.getEigenvalue(i)))
              .mapToInt(i -> i)
              .toArray();
      double least = size * Math.ulp(1.0) * solved.getEigenvalue(order[0]);
      int rank = 0;
      while (rank < order.length && solved.getEigenvalue(order[rank]) > least) {
        values[rank] = largest * solved.getEigenvalue(order[rank]);
        rank++;
      }
      return new Axes(
          values,
          Arrays.stream(order, 0, rank)
              .mapToObj(k -> solved.getEigenvector(k).toArray())
              .toArray(double[][]::new));
    }
  }

  private static double[][] gram(double[][] rows) {
    double[][] gram = new double[rows.length][rows.length];
    for (int i = 0; i < gram.length; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = Matrices.dot(rows[i], rows[j]);
        gram[j][i] = gram[i][j];
      }
    }
    return gram;
  }

  /** The sign of the entry of the greatest size. */
  private static double sign(double[] component) {
    double most = 0;
    for (double x : component) {
      most = Math.abs(x) > Math.abs(most) ? x : most;
    }
    return Math.signum(most);
  }

  private static void scaleBy(double factor, double[] vector) {
    Arrays.setAll(vector, j -> factor * vector[j]);
  }

  /** How many components have a variance. */
  public int rank() {
    return components.length;
  }

  /**
   * Each component's share of the variance; they sum to 1.
   *
   * @throws IllegalArgumentException if all points are the same
   */
  public double[] explainedRatio() {
    double total = Arrays.stream(explainedVariance).sum();
    if (total == 0) {
      throw new IllegalArgumentException("all points are the same, so there is no variance");
    }
    return Arrays.stream(explainedVariance).map(x -> x / total).toArray();
  }

  /** In how many directions the points spread. */
  public Participation participation() {
    return Participation.of(explainedVariance);
  }

  /** A row a component: its variance, its share, and the share of all up to it. */
  public Table toTable() {
    double[] ratio = explainedRatio();
    double[] cumulative = ratio.clone();
    for (int k = 1; k < ratio.length; k++) {
      cumulative[k] += cumulative[k - 1];
    }
    return Table.create(
        "Principal components",
        IntColumn.create("component", IntStream.rangeClosed(1, ratio.length).toArray()),
        DoubleColumn.create("variance", explainedVariance),
        DoubleColumn.create("share", ratio),
        DoubleColumn.create("cumulative", cumulative));
  }

  /** The points along the first two components, joined in their order. */
  public Figure chart() {
    double[] ratio = explainedRatio();
    double[] x = column(0);
    double[] y = rank() > 1 ? column(1) : new double[x.length];
    double second = rank() > 1 ? ratio[1] : 0;
    return Plot.of("Principal components")
        .x(String.format("1st component, %.0f %% of the variance", 100 * ratio[0]))
        .y(String.format("2nd, %.0f %%", 100 * second))
        .line("", x, y)
        .figure(
            String.format(
                "%d points along two principal components with %.0f %% and %.0f %% of the"
                    + " variance.",
                x.length, 100 * ratio[0], 100 * second));
  }

  private double[] column(int k) {
    return Arrays.stream(scores).mapToDouble(row -> row[k]).toArray();
  }

  @Override
  public String toString() {
    return rank() + " principal components of " + scores.length + " points in " + mean.length + "D";
  }
}
