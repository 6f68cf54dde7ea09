package cusp.landscape;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * An estimate of how the eigenvalues of a Hessian are spread: for each random probe the nodes and
 * weights of a Gauss quadrature, whose mean over probes has an error that is known from their
 * spread. Means of polynomials of a degree below twice the steps have no other error; those of
 * other functions, as a share of eigenvalues, are smoothed by the quadrature besides.
 *
 * <pre>{@code
 * var loss = new Superposition(20, 2).population();
 * var density = Lanczos.defaults().density(loss, new CriticalPoint(20, 5, 0).point(), seed(1));
 * show(density.trace());
 * show(density.effectiveRank(1e-3));
 * }</pre>
 *
 * @param nodes [probes][steps], ascending
 * @param weights [probes][steps], each row adds up to 1
 * @param dimension d
 * @param verdict whether all probes were done
 * @param settings what was asked for
 * @param seed of the probes
 */
public record SpectralDensity(
    double[][] nodes,
    double[][] weights,
    int dimension,
    Verdict verdict,
    Lanczos settings,
    Seed seed) {

  private static final int DRAWN = 400;

  /** The width of a drawn peak, as a share of the range. */
  private static final double WIDTH = 0.01;

  /** Of the highest; what is lower is not drawn. */
  private static final double LOWEST = 1e-6;

  /**
   * A mean over probes.
   *
   * @param value the mean
   * @param standardError of the mean, from the spread of the probes
   */
  public record Mean(double value, double standardError) {
    Mean times(double factor) {
      return new Mean(factor * value, factor * standardError);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.4g ± %.2g", value, standardError);
    }
  }

  /** The mean of f over the eigenvalues, (1/d) Σ f(λᵢ). */
  public Mean mean(DoubleUnaryOperator f) {
    int n = nodes.length;
    double[] each = new double[n];
    for (int p = 0; p < n; p++) {
      for (int k = 0; k < nodes[p].length; k++) {
        each[p] += weights[p][k] * f.applyAsDouble(nodes[p][k]);
      }
    }
    double mean = Arrays.stream(each).average().orElse(Double.NaN);
    double square = Arrays.stream(each).map(x -> (x - mean) * (x - mean)).sum();
    return new Mean(mean, Math.sqrt(square / (n - 1) / n));
  }

  /** The sum of all eigenvalues. */
  public Mean trace() {
    return mean(x -> x).times(dimension);
  }

  /**
   * The share of eigenvalues between two values.
   *
   * @throws IllegalArgumentException if low is above high
   */
  public Mean share(double low, double high) {
    if (!(low <= high)) {
      throw new IllegalArgumentException("a share needs low <= high, not " + low + ", " + high);
    }
    return mean(x -> x >= low && x <= high ? 1 : 0);
  }

  /** The largest absolute node, close to that of the eigenvalues. */
  public double norm() {
    return Arrays.stream(nodes).flatMapToDouble(Arrays::stream).map(Math::abs).max().orElse(0);
  }

  /** How many eigenvalues are larger than a share of the largest, in absolute value. */
  public Mean effectiveRank(double share) {
    HessianSpectrum.requireShare(share);
    double limit = share * norm();
    return mean(x -> Math.abs(x) > limit ? 1 : 0).times(dimension);
  }

  /** A row a node of a probe. */
  public Table toTable() {
    int[] probes =
        IntStream.range(0, nodes.length)
            .flatMap(p -> IntStream.range(0, nodes[p].length).map(k -> p + 1))
            .toArray();
    return Table.create(
        "spectral density",
        IntColumn.create("probe", probes),
        DoubleColumn.create("node", Arrays.stream(nodes).flatMapToDouble(Arrays::stream)),
        DoubleColumn.create("weight", Arrays.stream(weights).flatMapToDouble(Arrays::stream)));
  }

  /**
   * The density, each node a normal peak of a hundredth of the range, with a band of one standard
   * error either way; on a logarithmic scale, since a few eigenvalues stand far from the many.
   */
  public Figure chart() {
    double low = Arrays.stream(nodes).flatMapToDouble(Arrays::stream).min().orElse(0);
    double high = Arrays.stream(nodes).flatMapToDouble(Arrays::stream).max().orElse(0);
    double range = high > low ? high - low : Math.max(Math.abs(low), 1);
    double width = WIDTH * range;
    double[] x = new double[DRAWN + 1];
    Arrays.setAll(x, k -> low - 0.05 * range + 1.1 * range * k / DRAWN);
    Mean[] means =
        Arrays.stream(x)
            .mapToObj(at -> mean(node -> peak((at - node) / width) / width))
            .toArray(Mean[]::new);
    double floor = LOWEST * Arrays.stream(means).mapToDouble(Mean::value).max().orElse(1);
    double[] middle = drawn(means, 0, floor);
    return Plot.of("Density of the Hessian's eigenvalues")
        .x("eigenvalue")
        .y("density")
        .logY()
        .band("density", x, drawn(means, -1, floor), drawn(means, 1, floor))
        .line("density", x, middle)
        .dashes()
        .figure(toString());
  }

  private static double peak(double z) {
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double[] drawn(Mean[] means, int errors, double floor) {
    return Arrays.stream(means)
        .mapToDouble(
            mean ->
                mean.value < floor
                    ? Double.NaN
                    : Math.max(floor, mean.value + errors * mean.standardError))
        .toArray();
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "the density of %d eigenvalues from %d probes, of trace %s and norm %.4g (%s)",
        dimension,
        nodes.length,
        trace(),
        norm(),
        verdict);
  }
}
