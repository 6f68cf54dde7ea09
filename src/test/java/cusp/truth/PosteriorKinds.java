package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.model.Box;
import cusp.model.Formula;
import cusp.model.Objective;
import cusp.posterior.LocalPosterior;
import cusp.singular.ExactPosterior;
import cusp.singular.Quadrature;
import cusp.toy.TwoLayerLinear;
import java.util.Arrays;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exact values of posteriors at finite nβ. */
final class PosteriorKinds {
  private PosteriorKinds() {}

  static Map<String, Object> evidence(JsonNode input) {
    return Map.of("evidence", onUnitBox(input, ExactPosterior::evidence));
  }

  static Map<String, Object> meanPotential(JsonNode input) {
    return Map.of("nBetaMeanPotential", onUnitBox(input, ExactPosterior::meanPotential));
  }

  static Map<String, Object> local(JsonNode input) {
    Formula loss = Formula.of(Json.text(input, "potential"), Json.texts(input, "variables"));
    return coefficient(input, loss, Json.vector(input, "point"));
  }

  static Map<String, Object> quadratic(JsonNode input) {
    double[] curvatures = Json.vector(input, "curvatures");
    String sum =
        IntStream.range(0, curvatures.length)
            .mapToObj(i -> "(" + curvatures[i] + ")/2*w" + i + "^2")
            .collect(Collectors.joining("+"));
    return coefficient(input, Formula.of(sum), new double[curvatures.length]);
  }

  static Map<String, Object> twoLayerLinear(JsonNode input) {
    TwoLayerLinear net =
        new TwoLayerLinear(
            (int) Json.number(input, "inputs"),
            (int) Json.number(input, "hidden"),
            (int) Json.number(input, "outputs"));
    return coefficient(input, net, net.zero());
  }

  private static Map<String, Object> coefficient(JsonNode input, Objective loss, double[] point) {
    double nBeta = Json.number(input, "n") * Json.number(input, "beta");
    LocalPosterior posterior =
        LocalPosterior.at(loss, point, nBeta).withLocalization(Json.number(input, "localization"));
    return Map.of("llc", Quadrature.defaults().of(posterior).value());
  }

  private static double[] onUnitBox(JsonNode input, ToDoubleFunction<ExactPosterior> what) {
    Formula potential = Formula.of(Json.text(input, "potential"), Json.texts(input, "variables"));
    double[] corner = new double[potential.dimension()];
    return Arrays.stream(Json.vector(input, "nBeta"))
        .map(
            nBeta ->
                what.applyAsDouble(
                    Quadrature.defaults()
                        .of(LocalPosterior.at(potential, corner, nBeta).withBox(Box.of(0, 1)))))
        .toArray();
  }
}
