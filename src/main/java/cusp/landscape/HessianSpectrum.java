package cusp.landscape;

import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Eigenvalues of a Hessian: all of them, or the outermost.
 *
 * <pre>{@code
 * var spectrum = HessianSpectrum.of(Objective.of("(a*b-1)^2/2"), new double[] {1, 1});
 * show(spectrum.eigenvalues());
 * show(spectrum.effectiveRank(1e-6));
 * }</pre>
 *
 * @param eigenvalues ascending; the least, then the greatest ones, where it is not complete
 * @param residuals |Hv − θv| of each: an eigenvalue lies within that
 * @param dimension d
 * @param isComplete whether these are all d
 * @param verdict whether all have converged
 */
public record HessianSpectrum(
    double[] eigenvalues, double[] residuals, int dimension, boolean isComplete, Verdict verdict) {

  private static final int MOST_DENSE = 2_000;

  /**
   * All eigenvalues, from the whole matrix.
   *
   * @throws IllegalArgumentException if the length is wrong, the loss is not finite at w, or the
   *     dimension is above 2,000
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static HessianSpectrum of(Objective objective, double[] w) {
    Objective own = objective.fork();
    int d = own.dimension();
    double[] at = Linear.point("the point", d, w);
    if (d > MOST_DENSE) {
      throw new IllegalArgumentException(
          "a whole spectrum needs at most %d dimensions, not %d: use Lanczos"
              .formatted(MOST_DENSE, d));
    }
    Linear.finiteLoss("the point", own.loss(at));
    double[][] hessian = own.hessian(at);
    Eigen eigen = Eigen.of(hessian);
    double[] residuals = new double[d];
    for (int k = 0; k < d; k++) {
      double[] v = eigen.vectors()[k];
      residuals[k] = Linear.norm(Linear.plus(Linear.product(hessian, v), -eigen.values()[k], v));
    }
    return new HessianSpectrum(eigen.values(), residuals, d, true, Verdict.ok());
  }

  /** The largest absolute eigenvalue. */
  public double norm() {
    return Arrays.stream(eigenvalues).map(Math::abs).max().orElse(0);
  }

  /**
   * How many eigenvalues are larger than a share of the largest, in absolute value.
   *
   * @throws IllegalStateException where only the outermost are known
   */
  public int effectiveRank(double share) {
    requireShare(share);
    if (!isComplete) {
      throw new IllegalStateException(
          "only %d of %d eigenvalues are known: estimate the rank from a spectral density"
              .formatted(eigenvalues.length, dimension));
    }
    double limit = share * norm();
    return (int) Arrays.stream(eigenvalues).filter(x -> Math.abs(x) > limit).count();
  }

  static void requireShare(double share) {
    if (!(share >= 0 && share < 1)) {
      throw new IllegalArgumentException(
          "a share of the largest eigenvalue lies between 0 and 1, not " + share);
    }
  }

  /** A row an eigenvalue, with the length of its residual. */
  public Table toTable() {
    return Table.create(
        "spectrum",
        DoubleColumn.create("eigenvalue", eigenvalues),
        DoubleColumn.create("residual", residuals));
  }

  /** The eigenvalues in ascending order. */
  public Figure chart() {
    double[] ranks = IntStream.rangeClosed(1, eigenvalues.length).mapToDouble(k -> k).toArray();
    return Plot.of(isComplete ? "Spectrum of the Hessian" : "Outermost eigenvalues of the Hessian")
        .x("rank")
        .y("eigenvalue")
        .points("", ranks, eigenvalues)
        .level("0", 0)
        .figure(toString());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d eigenvalues of the Hessian, from %.4g to %.4g (%s)",
        eigenvalues.length,
        dimension,
        eigenvalues[0],
        eigenvalues[eigenvalues.length - 1],
        verdict);
  }
}
