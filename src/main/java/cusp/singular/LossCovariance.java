package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.plot.Figure;
import cusp.plot.Heat;
import cusp.posterior.PosteriorSample;
import java.util.Arrays;

/**
 * The posterior covariances of the samples' losses, as {@link Susceptibility#lossCovariance}
 * estimates them: −Cov(ℓᵢ, ℓⱼ) is the influence of sample i on the loss of sample j (Kreer et al.
 * 2025, arXiv:2509.26544), and the trace at β = 1 is the functional variance Vₙ of a log-loss.
 *
 * <pre>{@code
 * var loss = new LinearRegression(1, 1).on(RegressionSamples.ofMean(new double[] {0.3, -1.2, 2}));
 * var posterior = LocalPosterior.at(loss, new double[1], 3).withPrior(Prior.normal(0, 1));
 * var rule = Quadrature.defaults().sample(posterior);
 * show(new Susceptibility(rule).lossCovariance().chart());
 * }</pre>
 *
 * @param covariances Cov(ℓᵢ, ℓⱼ), n×n
 * @param errors their standard errors, by batch means; 0 where they are exact
 * @param inverseTemperature β
 * @param verdict whether and how they may be read
 */
public record LossCovariance(
    double[][] covariances, double[][] errors, double inverseTemperature, Verdict verdict) {
  private static final int MOST_SAMPLES = 2_000;

  /** Batches of all chains together, so many that the errors are known to an eighth. */
  private static final int BATCHES = 32;

  /**
   * The influence of sample i on the loss of sample j, −Cov(ℓᵢ, ℓⱼ).
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double[][] influences() {
    verdict.requireValid("there are no influences");
    return Arrays.stream(covariances)
        .map(row -> Arrays.stream(row).map(x -> -x).toArray())
        .toArray(double[][]::new);
  }

  /** The sum of the variances. */
  public double trace() {
    verdict.requireValid("there is no trace");
    double sum = 0;
    for (int i = 0; i < covariances.length; i++) {
      sum += covariances[i][i];
    }
    return sum;
  }

  /** The influences as a picture. */
  public Figure chart() {
    return Heat.of(influences()).figure("Influence of sample on sample: " + this);
  }

  @Override
  public String toString() {
    return String.format(
        "covariances of the losses of %d samples at β = %.4g (%s)",
        covariances.length, inverseTemperature, verdict);
  }

  /** Covariances and their errors. */
  record Sums(double[][] covariances, double[][] errors) {}

  static Sums sums(PosteriorSample sample, Objective objective) {
    int n = objective.samples();
    if (n > MOST_SAMPLES) {
      throw new IllegalArgumentException(
          "a matrix of "
              + n
              + " samples is too large: at most "
              + MOST_SAMPLES
              + "; ask for the responses of one observable");
    }
    double[] means = means(sample, objective);
    double[][] sum = new double[n][n];
    double[][] squares = new double[n][n];
    double[][] batch = new double[n][n];
    int perChain = sample.exact() ? 1 : (BATCHES + sample.chains() - 1) / sample.chains();
    int chains = Math.max(1, sample.chains());
    int draws = sample.size() / chains;
    int batches = chains * Math.min(perChain, draws);
    double[] losses = new double[n];
    for (int b = 0; b < batches; b++) {
      int from = (int) ((long) b * sample.size() / batches);
      int to = (int) ((long) (b + 1) * sample.size() / batches);
      double mass = 0;
      for (double[] row : batch) {
        Arrays.fill(row, 0);
      }
      for (int s = from; s < to; s++) {
        Interrupts.endIfInterrupted("the covariances of losses");
        objective.losses(sample.points()[s], losses);
        for (int i = 0; i < n; i++) {
          losses[i] -= means[i];
        }
        add(losses, sample.weights()[s], batch);
        mass += sample.weights()[s];
      }
      collect(batch, mass, sum, squares);
    }
    return finish(sum, squares, batches, sample);
  }

  private static double[] means(PosteriorSample sample, Objective objective) {
    double[] means = new double[objective.samples()];
    double[] losses = new double[means.length];
    for (int s = 0; s < sample.size(); s++) {
      Interrupts.endIfInterrupted("the covariances of losses");
      objective.losses(sample.points()[s], losses);
      for (int i = 0; i < means.length; i++) {
        means[i] += sample.weights()[s] * losses[i];
      }
    }
    return means;
  }

  /** The upper triangle. */
  private static void add(double[] x, double weight, double[][] into) {
    for (int i = 0; i < x.length; i++) {
      double factor = weight * x[i];
      double[] row = into[i];
      for (int j = i; j < x.length; j++) {
        row[j] += factor * x[j];
      }
    }
  }

  private static void collect(double[][] batch, double mass, double[][] sum, double[][] squares) {
    for (int i = 0; i < batch.length; i++) {
      for (int j = i; j < batch.length; j++) {
        sum[i][j] += batch[i][j];
        squares[i][j] += batch[i][j] * batch[i][j] / mass;
      }
    }
  }

  /** Σ m (C − C̄)² over batches of mass m, over their number less one, is the squared error. */
  private static Sums finish(
      double[][] sum, double[][] squares, int batches, PosteriorSample sample) {
    for (int i = 0; i < sum.length; i++) {
      for (int j = i; j < sum.length; j++) {
        double spread = Math.max(0, squares[i][j] - sum[i][j] * sum[i][j]);
        double error = sample.exact() ? 0 : Math.sqrt(spread / (batches - 1));
        double covariance = sample.bessel() * sum[i][j];
        sum[i][j] = covariance;
        sum[j][i] = covariance;
        squares[i][j] = error;
        squares[j][i] = error;
      }
    }
    return new Sums(sum, squares);
  }
}
