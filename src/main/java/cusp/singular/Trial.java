package cusp.singular;

import cusp.posterior.Sampler;

/**
 * Pilot chains of one sampler at the temperature of the estimate.
 *
 * <pre>{@code
 * var narrow = Objective.of("x^2+100*y^2");
 * var llc = LocalLearningCoefficient.defaults().withNBeta(100);
 * for (Trial trial : llc.calibrate(narrow, new double[2], seed(1)).trials()) {
 *   show(trial.sampler() + " takes " + trial.costPerEffectiveDraw() + " gradients a draw");
 * }
 * }</pre>
 *
 * @param sampler how they drew
 * @param mean nβ(E[L] − L(w*)), with R̂ and ESS
 * @param sd standard deviation of nβL over the draws
 * @param autocorrelationTime τ of nβL in draws
 * @param costPerDraw gradients of the whole objective a draw
 * @param stepSize ε to which it came, the mean over the chains
 * @param acceptance share of accepted moves; NaN for an unadjusted method
 * @param localizationSlope dλ̂/d ln γ, from the covariance of nβL with ½γ|w − w*|²
 * @param bias estimated error of the mean from the step size; 0 for a sampler that corrects it
 * @param cost gradients of the whole objective in all
 */
public record Trial(
    Sampler sampler,
    Estimated mean,
    double sd,
    double autocorrelationTime,
    double costPerDraw,
    double stepSize,
    double acceptance,
    Estimated localizationSlope,
    double bias,
    double cost) {

  /** Whether all chains stayed finite and moved. */
  public boolean finite() {
    return Double.isFinite(mean.value()) && sd > 0;
  }

  /** Gradients of the whole objective that are worth one independent draw. */
  public double costPerEffectiveDraw() {
    return finite() ? autocorrelationTime * costPerDraw : Double.POSITIVE_INFINITY;
  }
}
