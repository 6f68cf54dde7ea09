package cusp.singular;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;

/**
 * A quantity of an objective at a point, estimated with an error: what a timeline follows over
 * checkpoints.
 *
 * <pre>{@code
 * Estimator llc = LocalLearningCoefficient.defaults().withNBeta(1000);
 * var estimate = llc.estimate(Objective.of("x^2"), new double[] {0}, seed(1));
 * show(estimate.verdict().isInvalid() ? "none" : estimate.value());
 * }</pre>
 */
public interface Estimator {

  /**
   * Estimates it at w. Never fails for want of quality: the verdict says what the number is worth.
   */
  Estimate estimate(Objective objective, double[] w, Seed seed);

  /** A number with its error and its verdict. */
  interface Estimate {

    /**
     * The number.
     *
     * @throws IllegalStateException where the verdict is INVALID, with what to change
     */
    double value();

    /** Its sampling error, one standard deviation. */
    double standardError();

    /** Whether the number may be read. */
    Verdict verdict();
  }
}
