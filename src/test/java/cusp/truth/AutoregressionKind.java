package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.posterior.Diagnostics;
import java.util.Map;

/** x ← φx + noise, whose autocorrelations are φᵗ. */
final class AutoregressionKind implements TruthKind {
  @Override
  public Map<String, Object> compute(JsonNode input) {
    double phi = Json.number(input, "phi");
    double tau = Diagnostics.integratedTime(lag -> Math.pow(phi, lag), Integer.MAX_VALUE);
    return Map.of("tau", tau, "ess_fraction", 1 / tau);
  }
}
