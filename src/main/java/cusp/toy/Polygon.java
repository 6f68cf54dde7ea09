package cusp.toy;

import cusp.base.Interrupts;

/**
 * The standard k-gon of the toy model of superposition with two hidden dimensions: k columns of W
 * of length l* at equal angles, each with the bias b*, which together minimise the population loss
 * among such (Chen et al. 2023, section 3.2).
 *
 * <pre>{@code
 * var pentagon = Polygon.of(5);
 * show(pentagon.length());
 * show(pentagon.bias());
 * }</pre>
 *
 * @param k number of live columns, at least 4
 * @param length l*, dimensionless
 * @param bias b*
 * @param excess h_k: the k live features contribute h_k/(3c) to the loss of a model with c features
 */
public record Polygon(int k, double length, double bias, double excess) {
  private static final int NEWTON_STEPS = 100;

  /**
   * The k-gon of lowest loss.
   *
   * @throws IllegalArgumentException if k is less than 4: below, the angles are free and there is
   *     no polygon to name
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Polygon of(int k) {
    if (k < 4) {
      throw new IllegalArgumentException(
          "a standard polygon has at least 4 live columns, not "
              + k
              + ": below, columns may turn freely at no loss");
    }
    if (k == 4) {
      // No two columns overlap, so each feature is copied without loss; the minimum sits on the
      // kink at b = 0.
      return new Polygon(4, 1, 0, 0);
    }
    Search search = new Search(k);
    double best = Double.POSITIVE_INFINITY;
    double length = 0;
    double bias = 0;
    for (double l = 0.5; l <= 3; l += 0.02) {
      Interrupts.endIfInterrupted("the search for a polygon");
      for (double b = -3; b <= 0.5; b += 0.02) {
        double value = search.at(l, b);
        if (value < best) {
          best = value;
          length = l;
          bias = b;
        }
      }
    }
    for (int step = 0; step < NEWTON_STEPS; step++) {
      search.at(length, bias);
      double det = search.ll * search.bb - search.lb * search.lb;
      double stepL = (search.bb * search.l - search.lb * search.b) / det;
      double stepB = (search.ll * search.b - search.lb * search.l) / det;
      length -= stepL;
      bias -= stepB;
      if (Math.abs(stepL) + Math.abs(stepB) < 1e-15) {
        break;
      }
    }
    return new Polygon(k, length, bias, search.at(length, bias));
  }

  /** H(l, b) = 3k Σₘ ℓ(l² cos 2πm/k, b) with its derivatives. */
  private static final class Search {
    private final PairLoss pair = new PairLoss();
    private final int k;
    private double l;
    private double b;
    private double ll;
    private double lb;
    private double bb;

    Search(int k) {
      this.k = k;
    }

    double at(double length, double bias) {
      double value = 0;
      l = b = ll = lb = bb = 0;
      for (int m = 0; m < k; m++) {
        double cos = Math.cos(2 * Math.PI * m / k);
        pair.at(length * length * cos, bias, m == 0);
        double slope = 2 * length * cos;
        value += pair.value;
        l += pair.dg * slope;
        b += pair.db;
        ll += pair.dgg * slope * slope + pair.dg * 2 * cos;
        lb += pair.dgb * slope;
        bb += pair.dbb;
      }
      double scale = 3 * k;
      l *= scale;
      b *= scale;
      ll *= scale;
      lb *= scale;
      bb *= scale;
      return scale * value;
    }
  }
}
