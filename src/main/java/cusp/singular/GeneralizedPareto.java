package cusp.singular;

/**
 * The generalised Pareto distribution of exceedances, with P(X &gt; x) = (1 + kx/σ)^(−1/k).
 *
 * @param shape k; the moments of order 1/k and above do not exist
 * @param scale σ
 */
record GeneralizedPareto(double shape, double scale) {
  /** Weights below that many roundings are none. */
  private static final double LEAST_WEIGHT = 10 * Math.ulp(1.0);

  /** How many points of the profile are taken besides √n. */
  private static final int POINTS = 30;

  /** The weight and the mean of a prior for k, in observations: it steadies small tails. */
  private static final double PRIOR_WEIGHT = 10;

  private static final double PRIOR_SHAPE = 0.5;

  /** Of the upper quartile, what scales the prior of θ. */
  private static final double PRIOR_SCALE = 3;

  /** Values whose logarithm is taken together. */
  private static final int GROUP = 4;

  private static final double LARGEST = 1e300;

  /**
   * The estimate of Zhang and Stephens 2009 (<i>Technometrics</i> 51, 316), a posterior mean of θ =
   * −k/σ over its profile likelihood, with k drawn towards ½ by the weight of ten observations as
   * in Vehtari et al. 2024 (arXiv:1507.02646, appendix G).
   *
   * @param rising positive, in rising order
   */
  static GeneralizedPareto fit(double[] rising) {
    int n = rising.length;
    int points = POINTS + (int) Math.sqrt(n);
    double quartile = rising[(int) (n / 4.0 + 0.5) - 1];
    double[] theta = new double[points];
    double[] logLikelihood = new double[points];
    for (int j = 0; j < points; j++) {
      theta[j] = 1 / rising[n - 1] + (1 - Math.sqrt(points / (j + 0.5))) / (PRIOR_SCALE * quartile);
      double k = shape(theta[j], rising);
      logLikelihood[j] = n * (Math.log(-theta[j] / k) - k - 1);
    }
    double sum = 0;
    double mean = 0;
    for (int j = 0; j < points; j++) {
      double inverse = 0;
      for (int i = 0; i < points; i++) {
        inverse += Math.exp(logLikelihood[i] - logLikelihood[j]);
      }
      double weight = 1 / inverse;
      if (weight >= LEAST_WEIGHT) {
        sum += weight;
        mean += weight * theta[j];
      }
    }
    mean /= sum;
    double k = shape(mean, rising);
    double steadied = (n * k + PRIOR_WEIGHT * PRIOR_SHAPE) / (n + PRIOR_WEIGHT);
    return new GeneralizedPareto(steadied, -k / mean);
  }

  /** The k that is most likely for a given θ = −k/σ: the mean of ln(1 − θx). */
  private static double shape(double theta, double[] values) {
    double sum = 0;
    int whole = values.length - values.length % GROUP;
    for (int i = 0; i < whole; i += GROUP) {
      // One logarithm of a product, where it does not leave the range of doubles.
      double product =
          (1 - theta * values[i])
              * (1 - theta * values[i + 1])
              * (1 - theta * values[i + 2])
              * (1 - theta * values[i + 3]);
      sum += product < LARGEST ? Math.log(product) : logs(theta, values, i, i + GROUP);
    }
    return (sum + logs(theta, values, whole, values.length)) / values.length;
  }

  private static double logs(double theta, double[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += Math.log(1 - theta * values[i]);
    }
    return sum;
  }

  /** Where the distribution function reaches a probability. */
  double quantile(double probability) {
    double log = Math.log1p(-probability);
    return shape == 0 ? -scale * log : scale * Math.expm1(-shape * log) / shape;
  }
}
