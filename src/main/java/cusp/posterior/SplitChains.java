package cusp.posterior;

import java.util.Arrays;
import org.hipparchus.special.Erf;

/**
 * The draws of one quantity, sorted once, and what the diagnostics are computed on: their halves
 * one after the other, and the normal scores of their ranks.
 */
final class SplitChains {
  private final int chains;
  private final int draws;
  private final double[] whole;
  private final double[] values;
  private final int[] sorted;
  private final Moments moments;
  private final double[] scoreOfTwiceRank;

  private SplitChains(double[][] draws) {
    chains = draws.length;
    this.draws = draws[0].length;
    whole = new double[chains * this.draws];
    for (int c = 0; c < chains; c++) {
      System.arraycopy(draws[c], 0, whole, c * this.draws, this.draws);
    }
    // One NaN makes every diagnostic NaN: ranks and indicators alone would hide it.
    if (Arrays.stream(whole).anyMatch(Double::isNaN)) {
      Arrays.fill(whole, Double.NaN);
    }
    values = halved(whole);
    sorted = Sorting.order(whole);
    moments = Moments.of(whole, 0, whole.length);
    scoreOfTwiceRank = new double[2 * values.length + 1];
    Arrays.fill(scoreOfTwiceRank, Double.NaN);
  }

  static SplitChains of(double[][] chains) {
    if (chains.length == 0) {
      throw new IllegalArgumentException("diagnostics need at least 1 chain, not 0");
    }
    int draws = chains[0].length;
    if (draws < 4) {
      throw new IllegalArgumentException("diagnostics need at least 4 draws a chain, not " + draws);
    }
    for (int c = 1; c < chains.length; c++) {
      if (chains[c].length != draws) {
        throw new IllegalArgumentException(
            "chains have equal lengths, but chain "
                + c
                + " has "
                + chains[c].length
                + " draws and chain 0 has "
                + draws);
      }
    }
    return new SplitChains(chains);
  }

  int chains() {
    return chains;
  }

  int draws() {
    return draws;
  }

  /** The number of half chains. */
  int halves() {
    return 2 * chains;
  }

  /** All draws, chain after chain. */
  double[] whole() {
    return whole;
  }

  /** All draws but the middle ones of odd chains, half chain after half chain. */
  double[] values() {
    return values;
  }

  double mean() {
    return moments.mean();
  }

  double sd() {
    return Math.sqrt(moments.variance());
  }

  /** Without the middle draw of each chain if the number of draws is odd. */
  double[] halved(double[] all) {
    if (draws % 2 == 0) {
      return all;
    }
    int half = draws / 2;
    double[] kept = new double[chains * (draws - 1)];
    for (int c = 0; c < chains; c++) {
      System.arraycopy(all, c * draws, kept, 2 * c * half, half);
      System.arraycopy(all, c * draws + half + 1, kept, (2 * c + 1) * half, half);
    }
    return kept;
  }

  /** (x − mean)² of all draws. */
  double[] squaredDeviations() {
    double[] squares = new double[whole.length];
    for (int i = 0; i < squares.length; i++) {
      squares[i] = (whole[i] - moments.mean()) * (whole[i] - moments.mean());
    }
    return squares;
  }

  /**
   * The quantile of all draws by linear interpolation between order statistics (type 7 of Hyndman
   * and Fan 1996).
   */
  double quantile(double probability) {
    int n = whole.length;
    // In ArviZ's order of operations: rounding decides on which side of the quantile tied draws
    // fall.
    double place = n * probability + (1 - probability);
    int k = (int) Math.floor(place);
    double share = place - k;
    return (1 - share) * whole[sorted[k - 1]] + share * whole[sorted[k]];
  }

  /** 1 for the draws up to a threshold and 0 for the others, in halves; NaN if the threshold is. */
  double[] upTo(double threshold) {
    double[] indicators = new double[values.length];
    for (int i = 0; i < indicators.length; i++) {
      indicators[i] = values[i] <= threshold ? 1 : 0;
    }
    if (Double.isNaN(threshold)) {
      Arrays.fill(indicators, Double.NaN);
    }
    return indicators;
  }

  /** The normal scores of the ranks among {@link #values}. */
  double[] scores() {
    return scores(values, halvedOrder());
  }

  /** The normal scores of the ranks of the distances from the median of {@link #values}. */
  double[] foldedScores() {
    int[] order = halvedOrder();
    int n = order.length;
    double median = (values[order[n / 2 - 1]] + values[order[n / 2]]) / 2;
    double[] distances = new double[n];
    for (int i = 0; i < n; i++) {
      distances[i] = Math.abs(values[i] - median);
    }
    // Below the median distances grow to the left, above it to the right: one merge sorts them.
    int[] byDistance = new int[n];
    int low = n / 2 - 1;
    int high = n / 2;
    for (int i = 0; i < n; i++) {
      boolean left = low >= 0 && (high == n || distances[order[low]] <= distances[order[high]]);
      byDistance[i] = left ? order[low--] : order[high++];
    }
    return scores(distances, byDistance);
  }

  /** The ascending order of {@link #values}, from that of all draws. */
  private int[] halvedOrder() {
    if (draws % 2 == 0) {
      return sorted;
    }
    int half = draws / 2;
    int[] order = new int[values.length];
    int count = 0;
    for (int place : sorted) {
      int chain = place / draws;
      int draw = place - chain * draws;
      if (draw != half) {
        order[count++] = place - chain - (draw > half ? 1 : 0);
      }
    }
    return order;
  }

  /**
   * Φ⁻¹((r − 3/8)/(S + 1/4)) of the ranks r = 1 … S, tied draws having the mean of their ranks
   * (Blom 1958).
   */
  private double[] scores(double[] of, int[] order) {
    double[] scores = new double[order.length];
    for (int from = 0, to; from < order.length; from = to) {
      double value = of[order[from]];
      to = from + 1;
      while (to < order.length && of[order[to]] == value) {
        to++;
      }
      double score = Double.isNaN(value) ? Double.NaN : scoreOfTwiceRank(from + to + 1);
      for (int i = from; i < to; i++) {
        scores[order[i]] = score;
      }
    }
    return scores;
  }

  private double scoreOfTwiceRank(int twice) {
    if (Double.isNaN(scoreOfTwiceRank[twice])) {
      int size = values.length;
      // 2p − 1 = (2r − S − 1)/(S + 1/4), odd about the middle rank
      double score = Math.sqrt(2) * Erf.erfInv((twice - size - 1) / (size + 0.25));
      scoreOfTwiceRank[twice] = score;
      scoreOfTwiceRank[2 * size + 2 - twice] = -score;
    }
    return scoreOfTwiceRank[twice];
  }
}
