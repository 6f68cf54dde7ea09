package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.model.QuadraticForm;
import cusp.model.QuadraticLoss;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import cusp.singular.CriteriaEstimate;
import cusp.singular.GaussianPosterior;
import cusp.singular.GeneralizationLoss;
import cusp.singular.InformationCriteria;
import cusp.singular.Quadrature;
import cusp.singular.Wbic;
import cusp.task.RegressionSamples;
import cusp.toy.LinearRegression;
import cusp.toy.ProductRegression;
import cusp.toy.TwoNormalMixture;
import cusp.train.Descent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Free energies, criteria and predictions of posteriors that are known exactly. */
final class PredictiveKinds {
  private static final String MEAN_LOSS = "EnL_beta";

  private PredictiveKinds() {}

  static Map<String, Object> normalMean(JsonNode input, Set<String> wanted) {
    LinearRegression model = new LinearRegression(1, 1);
    QuadraticLoss loss = model.on(RegressionSamples.ofMean(Json.vector(input, "x")));
    Gaussian exact = new Gaussian(loss, Json.number(input, "priorVariance"));
    Map<String, Supplier<Object>> ours = exact.keys();
    ours.put("posterior_mean", () -> exact.at(1).mean()[0]);
    ours.put("posterior_var", () -> exact.at(1).covariance()[0][0]);
    ours.put("nL_n_at_truth", () -> loss.samples() * loss.loss(new double[1]));
    NormalNodes truth = NormalNodes.on(64);
    ours.put(
        "G_n",
        () ->
            GeneralizationLoss.exact(
                    exact.at(1), model.on(RegressionSamples.ofMean(truth.nodes())), truth.weights())
                .value());
    return values(ours, exact::meanLoss, wanted);
  }

  static Map<String, Object> linearRegression(JsonNode input, Set<String> wanted) {
    double[][] x = Json.matrix(input, "X");
    LinearRegression model = new LinearRegression(x[0].length, Json.number(input, "noiseVariance"));
    QuadraticLoss loss = model.on(RegressionSamples.of(x, Json.vector(input, "y")));
    Gaussian exact = new Gaussian(loss, Json.number(input, "priorVariance"));
    Map<String, Supplier<Object>> ours = exact.keys();
    ours.put("posterior_mean", () -> exact.at(1).mean());
    ours.put("posterior_cov", () -> exact.at(1).covariance());
    return values(ours, exact::meanLoss, wanted);
  }

  static Map<String, Object> productRegression(JsonNode input, Set<String> wanted) {
    ProductRegression model = new ProductRegression();
    RegressionSamples data = RegressionSamples.of(Json.vector(input, "x"), Json.vector(input, "y"));
    Small exact = new Small(model.on(data), new double[2], Prior.normal(0, 1));
    Map<String, Supplier<Object>> ours = exact.keys(new double[2]);
    // y of the truth is independent of x, so that (x, y) and (−x, −y) predict the same.
    NormalNodes nodes = NormalNodes.on(64);
    int n = nodes.nodes().length;
    int half = n / 2;
    double[] x = new double[half * n];
    double[] y = new double[half * n];
    double[] weights = new double[half * n];
    for (int k = 0; k < weights.length; k++) {
      x[k] = nodes.nodes()[k / n];
      y[k] = nodes.nodes()[k % n];
      weights[k] = 2 * nodes.weights()[k / n] * nodes.weights()[k % n];
    }
    ours.put("G_n", () -> exact.generalization(model.on(RegressionSamples.of(x, y)), weights));
    ours.put(
        "min_nL_n",
        () ->
            data.size()
                * Descent.defaults()
                    .from(new LinearRegression(1, 1).on(data), new double[1])
                    .loss());
    exact.moments(ours, "ab", w -> w[0] * w[1]);
    return values(ours, exact::meanLoss, wanted);
  }

  static Map<String, Object> mixture(JsonNode input, Set<String> wanted) {
    TwoNormalMixture model = new TwoNormalMixture();
    Prior prior = model.prior(Json.number(input, "meanBound"));
    Small exact = new Small(model.on(Json.vector(input, "x")), new double[] {0.5, 0}, prior);
    Map<String, Supplier<Object>> ours = exact.keys(new double[2]);
    NormalNodes truth = NormalNodes.on(160);
    ours.put("G_n", () -> exact.generalization(model.on(truth.nodes()), truth.weights()));
    return values(ours, exact::meanLoss, wanted);
  }

  static Map<String, Object> susceptibility(JsonNode input) {
    QuadraticForm loss = QuadraticForm.of(Json.matrix(input, "H"));
    QuadraticForm observable = QuadraticForm.of(Json.matrix(input, "phi"));
    QuadraticForm probe = QuadraticForm.of(Json.matrix(input, "probe"));
    double nBeta = Json.number(input, "nBeta");
    GaussianPosterior posterior =
        GaussianPosterior.of(
            LocalPosterior.at(loss.potential(), new double[loss.dimension()], nBeta));
    double covariance = posterior.covariance(observable, probe);
    return Map.of(
        "cov", covariance, "chi", -nBeta * covariance, "mean_phi", posterior.mean(observable));
  }

  static Map<String, Object> influence(JsonNode input) {
    QuadraticLoss loss =
        new LinearRegression(1, 1).on(RegressionSamples.ofMean(Json.vector(input, "x")));
    GaussianPosterior posterior = new Gaussian(loss, Json.number(input, "priorVariance")).at(1);
    int n = loss.samples();
    double[][] covariances = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        covariances[i][j] = posterior.covariance(loss.form(i), loss.form(j));
      }
    }
    return Map.of(
        "cov",
        covariances,
        "V_n",
        InformationCriteria.exact(posterior.posterior()).functionalVariance().value());
  }

  private static Map<String, Object> values(
      Map<String, Supplier<Object>> ours, DoubleUnaryOperator meanLoss, Set<String> wanted) {
    Function<String, Supplier<Object>> value =
        key ->
            key.startsWith(MEAN_LOSS)
                ? () ->
                    meanLoss.applyAsDouble(Double.parseDouble(key.substring(MEAN_LOSS.length())))
                : ours.get(key);
    return wanted.stream()
        .filter(key -> key.startsWith(MEAN_LOSS) || ours.containsKey(key))
        .collect(Collectors.toMap(key -> key, key -> value.apply(key).get()));
  }

  /** What every kind has, from the criteria at β = 1 and the mean losses. */
  private static Map<String, Supplier<Object>> keys(
      Supplier<Double> freeEnergy, Supplier<Double> wbic, Supplier<CriteriaEstimate> criteria) {
    Map<String, Supplier<Object>> keys = new LinkedHashMap<>();
    keys.put("F_n", freeEnergy::get);
    keys.put("log_marginal_likelihood", () -> -freeEnergy.get());
    keys.put("WBIC", wbic::get);
    keys.put("T_n", () -> criteria.get().trainingLoss().value());
    keys.put("V_n", () -> criteria.get().functionalVariance().value());
    keys.put("functional_variance_half", () -> criteria.get().singularFluctuation().value());
    keys.put("WAIC", () -> criteria.get().value());
    keys.put("LOO", () -> criteria.get().leaveOneOut().value());
    keys.put("ISCV", () -> criteria.get().importanceSampling().value());
    return keys;
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    return new Supplier<>() {
      private T value;

      @Override
      public T get() {
        value = value == null ? supplier.get() : value;
        return value;
      }
    };
  }

  /** A quadratic log-loss with independent normal parameters. */
  private record Gaussian(QuadraticLoss loss, double priorVariance) {

    LocalPosterior tempered(double beta) {
      return LocalPosterior.at(loss, new double[loss.dimension()], loss.samples() * beta)
          .withPrior(Prior.normal(0, Math.sqrt(priorVariance)));
    }

    GaussianPosterior at(double beta) {
      return GaussianPosterior.of(tempered(beta));
    }

    double meanLoss(double beta) {
      return at(beta).meanPotential() / beta;
    }

    Map<String, Supplier<Object>> keys() {
      return PredictiveKinds.keys(
          () -> at(1).freeEnergy(),
          () ->
              Wbic.exact(Wbic.posterior(loss, new double[loss.dimension()], tempered(1).prior()))
                  .value(),
          once(() -> InformationCriteria.exact(tempered(1))));
    }
  }

  /** A posterior of few parameters, by quadrature. */
  private static final class Small {
    private final Objective loss;
    private final double[] center;
    private final Prior prior;
    private final Supplier<PosteriorSample> sample;

    Small(Objective loss, double[] center, Prior prior) {
      this.loss = loss;
      this.center = center;
      this.prior = prior;
      sample = once(() -> Quadrature.defaults().sample(at(1)));
    }

    private LocalPosterior at(double beta) {
      return LocalPosterior.at(loss, center, loss.samples() * beta).withPrior(prior);
    }

    double meanLoss(double beta) {
      return Quadrature.defaults().of(at(beta)).meanPotential() / beta;
    }

    Map<String, Supplier<Object>> keys(double[] truth) {
      Supplier<Double> wbic = once(() -> Wbic.exact(Wbic.posterior(loss, center, prior)).value());
      int n = loss.samples();
      Map<String, Supplier<Object>> keys =
          PredictiveKinds.keys(
              () -> Quadrature.defaults().of(at(1)).freeEnergy(),
              wbic,
              once(() -> InformationCriteria.of(sample.get())));
      keys.put("nL_n_at_truth", () -> n * loss.loss(truth));
      keys.put("lambda_hat_wbic", () -> (wbic.get() - n * loss.loss(truth)) / Math.log(n));
      moments(keys, "a", w -> w[0]);
      moments(keys, "b", w -> w[1]);
      return keys;
    }

    void moments(
        Map<String, Supplier<Object>> keys, String name, ToDoubleFunction<double[]> function) {
      Supplier<double[]> values = once(() -> sample.get().values(function));
      keys.put("posterior_mean_" + name, () -> sample.get().mean(values.get()));
      keys.put("posterior_var_" + name, () -> sample.get().covariance(values.get(), values.get()));
      keys.put(
          "posterior_second_moment_" + name,
          () -> {
            double mean = sample.get().mean(values.get());
            return sample.get().covariance(values.get(), values.get()) + mean * mean;
          });
    }

    double generalization(Objective test, double[] weights) {
      return GeneralizationLoss.of(sample.get(), test, weights).value();
    }
  }

  /** A rule for means over N(0, 1). */
  private record NormalNodes(double[] nodes, double[] weights) {
    private static final double REACH = 9;

    static NormalNodes on(int count) {
      var rule =
          new org.hipparchus.analysis.integration.gauss.GaussIntegratorFactory(count)
              .legendre(count, -REACH, REACH);
      double[] nodes = IntStream.range(0, count).mapToDouble(rule::getPoint).toArray();
      double[] weights =
          IntStream.range(0, count)
              .mapToDouble(
                  i ->
                      rule.getWeight(i)
                          * Math.exp(-nodes[i] * nodes[i] / 2)
                          / Math.sqrt(2 * Math.PI))
              .toArray();
      return new NormalNodes(nodes, weights);
    }
  }
}
