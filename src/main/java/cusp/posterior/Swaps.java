package cusp.posterior;

import java.util.Arrays;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * How well replicas were exchanged along a ladder of temperatures.
 *
 * <pre>{@code
 * var bowl = LocalPosterior.at(Objective.of("x^2+y^2"), new double[2], 1000);
 * double[] ladder = {1, 10, 100, 1000};
 * var replicas = Tempering.defaults().replicas(bowl, ladder, new double[2], seed(1));
 * for (int step = 0; step < 1000; step++) {
 *   replicas.step();
 * }
 * Swaps swaps = replicas.swaps();
 * show(swaps);
 * show(swaps.toTable());
 * }</pre>
 *
 * @param nBeta of each rung, rising
 * @param rejection share of the offers that were refused between each rung and the next
 * @param offers made to each pair
 * @param roundTrips of a replica from the hottest rung to the coldest and back, all together
 */
public record Swaps(double[] nBeta, double[] rejection, long offers, long roundTrips) {

  /**
   * Λ, the sum of the rejections: about the number of rungs below which nothing is exchanged (Syed
   * et al. 2022, arXiv:1905.02939, section 3).
   */
  public double barrier() {
    return Arrays.stream(rejection).sum();
  }

  /** A row a pair of rungs. */
  public Table toTable() {
    int pairs = rejection.length;
    return Table.create(
        "Exchanges",
        DoubleColumn.create("nβ", Arrays.copyOf(nBeta, pairs)),
        DoubleColumn.create("next nβ", Arrays.copyOfRange(nBeta, 1, pairs + 1)),
        DoubleColumn.create("refused", rejection));
  }

  @Override
  public String toString() {
    return String.format(
        "%d rungs from nβ = %.3g to %.3g, barrier Λ = %.2f, refused at most %.0f %%, %d round trips",
        nBeta.length,
        nBeta[0],
        nBeta[nBeta.length - 1],
        barrier(),
        100 * Arrays.stream(rejection).max().orElse(Double.NaN),
        roundTrips);
  }
}
