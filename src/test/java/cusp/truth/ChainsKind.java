package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.posterior.Diagnostics;
import cusp.posterior.RHat;
import java.util.Map;

/** Diagnostics of draws, as ArviZ has them. */
final class ChainsKind implements TruthKind {
  @Override
  public Map<String, Object> compute(JsonNode input) {
    double[][] chains = Json.matrix(input, "chains");
    Diagnostics diagnostics = Diagnostics.of(chains);
    return Map.ofEntries(
        Map.entry("rhat_rank", diagnostics.rHat()),
        Map.entry("rhat_split", RHat.split(chains)),
        Map.entry("rhat_folded", RHat.folded(chains)),
        Map.entry("rhat_z_scale", RHat.zScale(chains)),
        Map.entry("rhat_identity", RHat.identity(chains)),
        Map.entry("ess_bulk", diagnostics.essBulk()),
        Map.entry("ess_tail", diagnostics.essTail()),
        Map.entry("ess_mean", diagnostics.essMean()),
        Map.entry("ess_sd", diagnostics.essSd()),
        Map.entry("ess_median", diagnostics.essMedian()),
        Map.entry("mcse_mean", diagnostics.mcseMean()),
        Map.entry("mcse_sd", diagnostics.mcseSd()));
  }
}
