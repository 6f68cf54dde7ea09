package cusp.singular;

import cusp.model.Formula;
import cusp.model.Objective;
import cusp.model.QuadraticForm;
import cusp.model.QuadraticLoss;
import cusp.posterior.LocalPosterior;
import java.util.Arrays;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;

/**
 * A posterior that is a normal distribution, in closed form: a quadratic loss with a flat or normal
 * prior, localized or not, on all of space. Means, covariances and moment generating functions of
 * quadratic functions of w follow, and with them every quantity that is built on posterior means:
 * they are what samplers and estimators are held to.
 *
 * <pre>{@code
 * var loss = new LinearRegression(1, 1).on(RegressionSamples.ofMean(new double[] {0.3, -1.2, 0.8, 2}));
 * var posterior = LocalPosterior.at(loss, new double[1], 4).withPrior(Prior.normal(0, 1));
 * var exact = GaussianPosterior.of(posterior);
 * show(exact);
 * show(exact.covariance(loss.form(0), loss.form(1)));
 * }</pre>
 *
 * @param mean of w
 * @param covariance of w, d×d
 * @param logEvidence ln ∫ exp(−nβ L(w) − γ/2 |w − w*|²) φ(w) dw
 * @param posterior of what
 */
public record GaussianPosterior(
    double[] mean, double[][] covariance, double logEvidence, LocalPosterior posterior) {

  /**
   * In closed form.
   *
   * @throws IllegalArgumentException if the loss or ln φ is not quadratic, there is a box or a
   *     mask, or the posterior is improper
   */
  public static GaussianPosterior of(LocalPosterior posterior) {
    QuadraticForm loss = quadraticLoss(posterior.objective());
    if (!posterior.prior().quadratic() || !posterior.box().isUnbounded()) {
      throw new IllegalArgumentException(
          "a Gaussian posterior has a flat or normal prior and no box, not "
              + posterior.prior()
              + " and "
              + posterior.box());
    }
    if (posterior.mask() != null) {
      throw new IllegalArgumentException("a Gaussian posterior in closed form has no mask");
    }
    int d = loss.dimension();
    double[] center = posterior.center();
    double[] one = new double[d];
    Arrays.fill(one, 1);
    double[] pull = pull(posterior, center);
    double[] atZero = pull(posterior, new double[d]);
    double[] atOne = pull(posterior, one);
    double[] slope = new double[d];
    loss.gradient(center, slope);
    RealMatrix precision =
        MatrixUtils.createRealMatrix(loss.curvature()).scalarMultiply(posterior.nBeta());
    RealVector gradient = MatrixUtils.createRealVector(new double[d]);
    for (int i = 0; i < d; i++) {
      // The coordinates of a prior are independent, so each is pulled by itself.
      precision.addToEntry(i, i, posterior.localization() + atOne[i] - atZero[i]);
      gradient.setEntry(i, posterior.nBeta() * slope[i] + pull[i]);
    }
    CholeskyDecomposition cholesky = decompose(precision);
    if (cholesky == null) {
      throw new IllegalArgumentException(
          "the posterior is improper: its density does not fall off in every direction, with γ = "
              + posterior.localization()
              + " and the prior "
              + posterior.prior()
              + "; set a proper prior or γ > 0");
    }
    double[] mean =
        MatrixUtils.createRealVector(center)
            .subtract(cholesky.getSolver().solve(gradient))
            .toArray();
    double potential = posterior.nBeta() * loss.at(mean) + posterior.restraint(mean);
    double log = d * Math.log(2 * Math.PI) / 2 - potential - logDeterminant(cholesky) / 2;
    return new GaussianPosterior(mean, cholesky.getSolver().getInverse().getData(), log, posterior);
  }

  private static QuadraticForm quadraticLoss(Objective objective) {
    if (objective instanceof QuadraticLoss loss) {
      return loss.form();
    }
    if (objective instanceof Formula formula && formula.isQuadratic()) {
      double[] origin = new double[formula.dimension()];
      double[] slope = new double[origin.length];
      double constant = formula.gradient(origin, slope);
      return new QuadraticForm(formula.hessian(origin), slope, constant);
    }
    throw new IllegalArgumentException(
        "a Gaussian posterior needs a loss that is a quadratic function, not " + objective);
  }

  /** Whether {@link #of} has an answer, but for a posterior that is improper. */
  static boolean fits(LocalPosterior posterior) {
    return posterior.objective() instanceof QuadraticLoss
        && posterior.prior().quadratic()
        && posterior.box().isUnbounded()
        && posterior.mask() == null;
  }

  /** −∇ log φ. */
  private static double[] pull(LocalPosterior posterior, double[] w) {
    double[] pull = new double[w.length];
    posterior.prior().addGradient(w, -1, pull);
    return pull;
  }

  /** −ln Z. */
  public double freeEnergy() {
    return -logEvidence;
  }

  /** nβ E[L], with nothing subtracted. */
  public double meanPotential() {
    return posterior.nBeta() * mean(quadraticLoss(posterior.objective()));
  }

  /** E[f]. */
  public double mean(QuadraticForm f) {
    return f.at(mean) + product(f).getTrace() / 2;
  }

  /** Var f. */
  public double variance(QuadraticForm f) {
    return covariance(f, f);
  }

  /** Cov(f, g) = (∇f)ᵀ Σ ∇g + ½ tr(A Σ B Σ), the gradients at the mean. */
  public double covariance(QuadraticForm f, QuadraticForm g) {
    RealVector slopes = MatrixUtils.createRealMatrix(covariance).operate(slope(g));
    return slope(f).dotProduct(slopes) + product(f).multiply(product(g)).getTrace() / 2;
  }

  /** ln E[exp f]; ∞ where that mean does not exist. */
  public double logMeanExp(QuadraticForm f) {
    CholeskyDecomposition tilted =
        decompose(precision().subtract(MatrixUtils.createRealMatrix(f.curvature())));
    if (tilted == null) {
      return Double.POSITIVE_INFINITY;
    }
    RealVector slope = slope(f);
    double shift = slope.dotProduct(tilted.getSolver().solve(slope)) / 2;
    double spread = logDeterminant(decompose(precision())) - logDeterminant(tilted);
    return f.at(mean) + shift + spread / 2;
  }

  private RealMatrix precision() {
    return decompose(MatrixUtils.createRealMatrix(covariance)).getSolver().getInverse();
  }

  private RealVector slope(QuadraticForm f) {
    double[] slope = new double[mean.length];
    f.gradient(mean, slope);
    return MatrixUtils.createRealVector(slope);
  }

  private RealMatrix product(QuadraticForm f) {
    return MatrixUtils.createRealMatrix(f.curvature())
        .multiply(MatrixUtils.createRealMatrix(covariance));
  }

  /** Null where the matrix is not positive definite. */
  private static CholeskyDecomposition decompose(RealMatrix matrix) {
    RealMatrix symmetric = matrix.add(matrix.transpose()).scalarMultiply(0.5);
    try {
      return new CholeskyDecomposition(symmetric);
    } catch (MathIllegalArgumentException notPositive) {
      return null;
    }
  }

  private static double logDeterminant(CholeskyDecomposition cholesky) {
    double log = 0;
    for (int i = 0; i < cholesky.getL().getRowDimension(); i++) {
      log += 2 * Math.log(cholesky.getL().getEntry(i, i));
    }
    return log;
  }

  @Override
  public String toString() {
    return String.format(
        "normal posterior with mean %s, ln Z = %.10g", Arrays.toString(mean), logEvidence);
  }
}
