package cusp.toy;

/**
 * ℓ(g, b) = ∫₀¹ (δμ − ReLU(gμ + b))² dμ with its first and second derivatives: the part of the
 * population loss that one input feature and one output share, δ being 1 where they are the same
 * feature.
 *
 * <p>On the interval [lo, hi] where gμ + b &gt; 0 the residual is pμ − b with p = δ − g, elsewhere
 * it is δμ. The residual is continuous at the kink, so the first derivatives are those of the
 * active part alone; the second ones of a feature with itself have a further term from the moving
 * kink, where the residual is μ and not 0. At a kink that sits on an end of [0, 1] the second
 * derivatives jump; the value of the active side is given.
 */
final class PairLoss {
  double value;
  double dg;
  double db;
  double dgg;
  double dgb;
  double dbb;

  /** Sets all six fields. */
  void at(double g, double b, boolean own) {
    double delta = own ? 1 : 0;
    double lo = 0;
    double hi = 1;
    if (g > 0) {
      lo = Math.min(1, Math.max(0, -b / g));
    } else if (g < 0) {
      hi = Math.min(1, Math.max(0, -b / g));
    } else if (b <= 0) {
      hi = 0;
    }
    double p = delta - g;
    double d1 = hi - lo;
    double d2 = hi * hi - lo * lo;
    double d3 = hi * hi * hi - lo * lo * lo;
    value = p * p * d3 / 3 - p * b * d2 + b * b * d1 + delta * (1 - d3) / 3;
    dg = -2 * (p * d3 / 3 - b * d2 / 2);
    db = -2 * (p * d2 / 2 - b * d1);
    dgg = 2 * d3 / 3;
    dgb = d2;
    dbb = 2 * d1;
    if (own && g > 0 && lo > 0 && lo < 1) {
      dgg -= 2 * lo * lo * lo / g;
      dgb -= 2 * lo * lo / g;
      dbb -= 2 * lo / g;
    }
  }
}
