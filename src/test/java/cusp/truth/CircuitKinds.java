package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.circuit.FourierSolution;
import cusp.circuit.GaborFilter;
import cusp.circuit.Participation;
import cusp.circuit.PrincipalComponents;
import cusp.circuit.Similarity;
import cusp.task.BigramLanguage;
import cusp.task.InContextBigram;
import cusp.task.ModularAddition;
import java.util.Arrays;
import java.util.Map;

/** Tasks for networks, and what is read from them. */
final class CircuitKinds {

  /** So many scores of the first and the last point of a trajectory are compared. */
  private static final int SCORES = 3;

  private CircuitKinds() {}

  static Map<String, Object> chanceLoss(JsonNode input) {
    double loss = new ModularAddition((int) Json.number(input, "p")).chanceLoss();
    return Map.of("loss_nats", loss, "loss_bits", loss / Math.log(2));
  }

  static Map<String, Object> fourierSolution(JsonNode input) {
    FourierSolution solution =
        new FourierSolution(
            (int) Json.number(input, "p"),
            Json.number(input, "scale"),
            integers(Json.vector(input, "frequencies")));
    return Map.of("loss_nats", solution.loss(), "margin", solution.margin());
  }

  static Map<String, Object> bigram(JsonNode input) {
    BigramLanguage language = new BigramLanguage(Json.matrix(input, "P"));
    return Map.of(
        "uniform", Math.log(language.vocabulary()),
        "unigram_entropy", language.unigramEntropy(),
        "bigram_entropy", language.entropyRate(),
        "stationary", language.stationary());
  }

  static Map<String, Object> inContextBigram(JsonNode input) {
    InContextBigram counts =
        new InContextBigram(
            (int) Json.number(input, "vocabulary"), Json.number(input, "smoothing"));
    double[] losses = counts.losses(integers(Json.vector(input, "sequence")));
    return Map.of(
        "nll_per_position", losses, "mean_nll", Arrays.stream(losses).average().orElseThrow());
  }

  static Map<String, Object> gabor(JsonNode input) {
    GaborFilter filter =
        new GaborFilter(
            Json.number(input, "wavelength"),
            Json.number(input, "orientation"),
            Json.number(input, "phase"),
            Json.number(input, "sigma"),
            Json.number(input, "aspect"));
    return Map.of("kernel", filter.kernel((int) Json.number(input, "size")));
  }

  static Map<String, Object> cka(JsonNode input) {
    double[][] x = Json.matrix(input, "X");
    Similarity similarity = Similarity.of(x, Json.matrix(input, "Y"));
    PrincipalComponents components = PrincipalComponents.of(x);
    return Map.of(
        "linear_cka", similarity.cka(),
        "debiased_cka", similarity.debiasedCka(),
        "canonical_correlations", similarity.canonicalCorrelations(),
        // The covariance has an eigenvalue for each column, also where there are fewer rows.
        "cov_eigenvalues_X", Arrays.copyOf(components.explainedVariance(), x[0].length),
        "participation_ratio_X", components.participation().ratio(),
        "effective_rank_X", components.participation().effectiveRank());
  }

  static Map<String, Object> participation(JsonNode input) {
    Participation participation = Participation.of(Json.vector(input, "eigenvalues"));
    return Map.of(
        "participation_ratio", participation.ratio(),
        "effective_rank", participation.effectiveRank());
  }

  static Map<String, Object> pca(JsonNode input) {
    PrincipalComponents components = PrincipalComponents.of(Json.matrix(input, "X"));
    double[][] scores = components.scores();
    int count = Math.min(SCORES, components.explainedVariance().length);
    return Map.of(
        "explained_variance", components.explainedVariance(),
        "explained_ratio", components.explainedRatio(),
        "abs_scores_first_last",
            new double[][] {
              sizes(scores[0], count), sizes(scores[scores.length - 1], count),
            });
  }

  private static double[] sizes(double[] scores, int count) {
    return Arrays.stream(Arrays.copyOf(scores, count)).map(Math::abs).toArray();
  }

  private static int[] integers(double[] values) {
    return Arrays.stream(values).mapToInt(x -> (int) x).toArray();
  }
}
