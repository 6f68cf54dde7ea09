package cusp.truth;

import java.util.Map;

/** The kinds of case that the library covers. */
final class TruthKinds {
  static final Map<String, TruthKind> COVERED =
      Map.ofEntries(
          Map.entry("ar1", new AutoregressionKind()),
          Map.entry("bigram", CircuitKinds::bigram),
          Map.entry("chains", new ChainsKind()),
          Map.entry("chance-loss", CircuitKinds::chanceLoss),
          Map.entry("change-points-linear", new SegmentationKind(true)),
          Map.entry("change-points-mean", new SegmentationKind(false)),
          Map.entry("cka", CircuitKinds::cka),
          Map.entry("curie-weiss", MagnetKinds::curieWeiss),
          Map.entry("deep-linear", LearningCoefficientKinds::deepLinear),
          Map.entry("evidence-on-unit-box", PosteriorKinds::evidence),
          Map.entry("fourier-solution", CircuitKinds::fourierSolution),
          Map.entry("gabor", CircuitKinds::gabor),
          Map.entry("gaussian-mixture-null", LearningCoefficientKinds::gaussianMixture),
          Map.entry("gaussian-susceptibility", PredictiveKinds::susceptibility),
          Map.entry("hessian", new HessianKind()),
          Map.entry("in-context-bigram", CircuitKinds::inContextBigram),
          Map.entry("ising-chain", MagnetKinds::chain),
          Map.entry("ising-density-of-states", MagnetKinds::densityOfStates),
          Map.entry("ising-field", MagnetKinds::field),
          Map.entry("ising-finite", MagnetKinds::finite),
          Map.entry("kaufman", MagnetKinds::kaufman),
          Map.entry("linear-regression", TruthKind.onDemand(PredictiveKinds::linearRegression)),
          Map.entry("local-llc", PosteriorKinds::local),
          Map.entry("local-llc-quadratic", PosteriorKinds::quadratic),
          Map.entry("local-llc-two-layer-linear", PosteriorKinds::twoLayerLinear),
          Map.entry("mean-potential-on-unit-box", PosteriorKinds::meanPotential),
          Map.entry("naive-bayes-null", LearningCoefficientKinds::naiveBayes),
          Map.entry("normal-crossing", LearningCoefficientKinds::normalCrossing),
          Map.entry("normal-mean", TruthKind.onDemand(PredictiveKinds::normalMean)),
          Map.entry("normal-mean-influence", PredictiveKinds::influence),
          Map.entry("onsager", MagnetKinds::onsager),
          Map.entry("participation", CircuitKinds::participation),
          Map.entry("pca", CircuitKinds::pca),
          Map.entry("polynomial", LearningCoefficientKinds::polynomial),
          Map.entry("product-regression", TruthKind.onDemand(PredictiveKinds::productRegression)),
          Map.entry("reduced-rank", LearningCoefficientKinds::reducedRank),
          Map.entry("regular", LearningCoefficientKinds::regular),
          Map.entry("superposition-kgon", SuperpositionKinds::polygon),
          Map.entry("superposition-lambda", SuperpositionKinds::coefficient),
          Map.entry("superposition-loss", SuperpositionKinds::loss),
          Map.entry(
              "superposition-lowest-known-loss", TruthKind.atMost(SuperpositionKinds::lowest)),
          Map.entry("superposition-point", SuperpositionKinds::point),
          Map.entry("tanh-neurons", LearningCoefficientKinds::tanhNeurons),
          Map.entry("two-parameter-mixture", TruthKind.onDemand(PredictiveKinds::mixture)),
          Map.entry("unadjusted-langevin-quadratic", new LangevinKind()));

  private TruthKinds() {}
}
