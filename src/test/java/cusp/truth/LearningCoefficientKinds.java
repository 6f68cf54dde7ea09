package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.model.Formula;
import cusp.singular.LearningCoefficient;
import java.util.Arrays;
import java.util.Map;

/** The kinds of exactly known learning coefficients. */
final class LearningCoefficientKinds {
  private LearningCoefficientKinds() {}

  static Map<String, Object> normalCrossing(JsonNode input) {
    return values(LearningCoefficient.normalCrossing(integers(input, "k"), integers(input, "h")));
  }

  static Map<String, Object> polynomial(JsonNode input) {
    Formula potential = Formula.of(Json.text(input, "potential"), Json.texts(input, "variables"));
    return values(LearningCoefficient.of(potential, Json.vector(input, "point")));
  }

  static Map<String, Object> regular(JsonNode input) {
    return values(LearningCoefficient.regular(integer(input, "dimension")));
  }

  static Map<String, Object> reducedRank(JsonNode input) {
    return values(
        LearningCoefficient.reducedRank(
            integer(input, "inputs"),
            integer(input, "hidden"),
            integer(input, "outputs"),
            integer(input, "rank")));
  }

  static Map<String, Object> deepLinear(JsonNode input) {
    return values(
        LearningCoefficient.deepLinear(integer(input, "rank"), integers(input, "widths")));
  }

  static Map<String, Object> tanhNeurons(JsonNode input) {
    return values(LearningCoefficient.tanhNeurons(integer(input, "hidden")));
  }

  static Map<String, Object> gaussianMixture(JsonNode input) {
    String free = Json.text(input, "free");
    boolean both = free.contains("means") || free.contains("first mean");
    if (!both && !free.contains("second mean")) {
      throw new IllegalArgumentException("it is not known which means are free: " + free);
    }
    boolean weight = free.contains("weight") && !free.contains("fixed");
    return values(LearningCoefficient.gaussianMixture(both, weight));
  }

  static Map<String, Object> naiveBayes(JsonNode input) {
    return values(LearningCoefficient.naiveBayes(integer(input, "features")));
  }

  private static int integer(JsonNode input, String name) {
    return (int) Json.number(input, name);
  }

  private static int[] integers(JsonNode input, String name) {
    return Arrays.stream(Json.vector(input, name)).mapToInt(x -> (int) x).toArray();
  }

  private static Map<String, Object> values(LearningCoefficient found) {
    return Map.of("lambda", found.value(), "multiplicity", found.multiplicity());
  }
}
