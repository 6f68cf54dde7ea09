package cusp.singular;

/**
 * The 21-point Kronrod rule on [−1, 1] and the 10-point Gauss rule inside it (Piessens et al.,
 * <i>QUADPACK</i>, Springer 1983, routine QK21), with the interpolation from Gauss nodes to the
 * others.
 */
final class GaussKronrod {
  static final int POINTS = 21;

  private static final double[] UPPER_NODES = {
    0.9956571630258081,
    0.9739065285171717,
    0.9301574913557082,
    0.8650633666889845,
    0.7808177265864169,
    0.6794095682990244,
    0.5627571346686047,
    0.4333953941292472,
    0.2943928627014602,
    0.14887433898163122
  };
  private static final double[] UPPER_WEIGHTS = {
    0.011694638867371874,
    0.032558162307964725,
    0.054755896574351995,
    0.07503967481091996,
    0.0931254545836976,
    0.10938715880229764,
    0.12349197626206584,
    0.13470921731147334,
    0.14277593857706009,
    0.14773910490133849
  };
  private static final double MIDDLE_WEIGHT = 0.1494455540029169;
  private static final double[] UPPER_GAUSS_WEIGHTS = {
    0.06667134430868814,
    0.1494513491505806,
    0.21908636251598204,
    0.26926671930999635,
    0.29552422471475287
  };

  /** In rising order; those of the Gauss rule have odd places. */
  static final double[] NODES = new double[POINTS];

  /** Of the Kronrod rule. */
  static final double[] WEIGHTS = new double[POINTS];

  /** Of the Gauss rule, 0 at the other nodes. */
  static final double[] GAUSS_WEIGHTS = new double[POINTS];

  private static final double[][] FROM_GAUSS = new double[POINTS / 2 + 1][POINTS / 2];

  static {
    int last = POINTS - 1;
    WEIGHTS[last / 2] = MIDDLE_WEIGHT;
    for (int i = 0; i < last / 2; i++) {
      NODES[i] = -UPPER_NODES[i];
      NODES[last - i] = UPPER_NODES[i];
      WEIGHTS[i] = UPPER_WEIGHTS[i];
      WEIGHTS[last - i] = UPPER_WEIGHTS[i];
      if (i % 2 == 1) {
        GAUSS_WEIGHTS[i] = UPPER_GAUSS_WEIGHTS[i / 2];
        GAUSS_WEIGHTS[last - i] = UPPER_GAUSS_WEIGHTS[i / 2];
      }
    }
    for (int k = 0; k < FROM_GAUSS.length; k++) {
      for (int g = 0; g < FROM_GAUSS[k].length; g++) {
        double product = 1;
        for (int h = 0; h < FROM_GAUSS[k].length; h++) {
          double node = NODES[2 * h + 1];
          product *= h == g ? 1 : (NODES[2 * k] - node) / (NODES[2 * g + 1] - node);
        }
        FROM_GAUSS[k][g] = product;
      }
    }
  }

  private GaussKronrod() {}

  /** What the polynomial of degree 9 through the Gauss nodes' values is at the node 2k. */
  static double interpolate(double[] values, int k) {
    double sum = 0;
    double[] row = FROM_GAUSS[k];
    for (int g = 0; g < row.length; g++) {
      sum += row[g] * values[2 * g + 1];
    }
    return sum;
  }
}
