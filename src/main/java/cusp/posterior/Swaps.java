package cusp.posterior;

import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * @param roundTrips arrivals at the coldest rung of a replica that was at the hottest since it was
 *     last at the coldest, all together: the ends of round trips, and of each replica's first way
 */
public record Swaps(double[] nBeta, double[] rejection, long offers, long roundTrips) {
  private static final double MOST_REFUSED = 0.95;

  /**
   * Λ, the sum of the rejections: about the number of rungs below which nothing is exchanged (Syed
   * et al. 2022, arXiv:1905.02939, section 3).
   */
  public double barrier() {
    return Arrays.stream(rejection).sum();
  }

  /**
   * Whether what is found at the hottest rung reaches the coldest: INVALID where a pair of rungs
   * refuses more than 19 offers of 20, or no replica went from the hottest to the coldest rung. The
   * latter holds for moves to images under a {@link Symmetry}, too: they carry draws between the
   * images alone, and what else there is comes from the hottest rung.
   */
  public Verdict verdict() {
    List<String> fatal = new ArrayList<>();
    for (int k = 0; k < rejection.length; k++) {
      if (!(rejection[k] <= MOST_REFUSED)) {
        fatal.add(
            String.format(
                "the rungs at nβ = %.3g and %.3g do not swap, %.1f %% of the offers are refused:"
                    + " more rungs",
                nBeta[k], nBeta[k + 1], 100 * rejection[k]));
      }
    }
    if (fatal.isEmpty() && roundTrips == 0) {
      fatal.add("no replica went from the hottest rung to the coldest: more draws");
    }
    return fatal.isEmpty() ? Verdict.ok() : Verdict.invalid(fatal);
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
