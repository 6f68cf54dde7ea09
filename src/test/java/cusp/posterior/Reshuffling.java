package cusp.posterior;

/**
 * Where SGLD settles on nβL(w) = h/n Σ ½(w − xᵢ)² with reshuffled batches, averaged over the steps
 * of an epoch.
 *
 * @param variance of w
 * @param potential mean of nβ times the batch's loss, less its minimum over w on all samples
 */
record Reshuffling(double variance, double potential) {

  /**
   * @param h nβ, the curvature
   * @param sd standard deviation of the data about their mean, with divisor n
   * @param batch divides n
   */
  static Reshuffling of(double h, double sd, int n, int batch, double stepSize) {
    int m = n / batch;
    double phi = 1 - stepSize * h / 2;
    double gain = stepSize / 2;
    // Variance of the gradient of a batch drawn without replacement.
    double noise = h * h * sd * sd / batch * (n - batch) / (n - 1);
    double atStart = kicks(phi, stepSize, gain * gain * noise, m, m) / (1 - Math.pow(phi, 2.0 * m));
    double variance = 0;
    double shared = 0;
    for (int t = 0; t < m; t++) {
      variance +=
          (Math.pow(phi, 2.0 * t) * atStart + kicks(phi, stepSize, gain * gain * noise, t, m)) / m;
      // The batches before this one in the epoch pulled w away from its minimum.
      shared += gain * noise / (m - 1) * (1 - Math.pow(phi, t)) / (1 - phi) / m;
    }
    return new Reshuffling(variance, h * variance / 2 + shared);
  }

  /**
   * The variance that t steps of an epoch add: Langevin noise, and batches of covariance −s²/(m −
   * 1).
   */
  private static double kicks(double phi, double stepSize, double noise, int t, int m) {
    double sum = (1 - Math.pow(phi, t)) / (1 - phi);
    double squares = (1 - Math.pow(phi, 2.0 * t)) / (1 - phi * phi);
    return stepSize * squares + noise * (m * squares - sum * sum) / (m - 1);
  }
}
