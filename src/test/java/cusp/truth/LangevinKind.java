package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.posterior.Sgld;
import java.util.Map;

/** The stationary law of unadjusted Langevin dynamics on h·w²/2. */
final class LangevinKind implements TruthKind {
  @Override
  public Map<String, Object> compute(JsonNode input) {
    double curvature = Json.number(input, "curvature");
    double stepSize = Json.number(input, "stepSize");
    return Map.of(
        "stationary_variance",
        Sgld.stationaryVariance(curvature, stepSize),
        "bias_factor",
        curvature * Sgld.stationaryVariance(curvature, stepSize));
  }
}
