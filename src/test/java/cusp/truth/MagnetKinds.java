package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.magnet.DensityOfStates;
import cusp.magnet.ExactMagnet;
import cusp.magnet.ExactState;
import cusp.magnet.Kaufman;
import cusp.magnet.Lattice;
import cusp.magnet.Magnet;
import cusp.magnet.ThermodynamicLimit;
import java.util.Arrays;
import java.util.Map;

/** Ising's magnets, solved exactly. */
final class MagnetKinds {
  private MagnetKinds() {}

  static Map<String, Object> onsager(JsonNode input) {
    ThermodynamicLimit limit =
        ThermodynamicLimit.of(Magnet.ising(Lattice.square(2)), temperature(input));
    return Map.of(
        "u", limit.energy(),
        "specific_heat", limit.specificHeat(),
        "spontaneous_m", limit.magnetization(),
        "free_energy_per_site", limit.freeEnergy());
  }

  static Map<String, Object> finite(JsonNode input) {
    return quantities(ExactMagnet.of(square(input)).at(temperature(input)));
  }

  static Map<String, Object> densityOfStates(JsonNode input) {
    DensityOfStates states = DensityOfStates.of(square(input));
    double[][] rows =
        Arrays.stream(states.energies())
            .mapToObj(energy -> new double[] {energy, states.count(energy).doubleValue()})
            .toArray(double[][]::new);
    return Map.of("g_of_E", rows);
  }

  static Map<String, Object> kaufman(JsonNode input) {
    int length = (int) Json.number(input, "L");
    Kaufman torus = Kaufman.torus(length, length, temperature(input));
    return Map.of("logZ", torus.logPartition(), "u", torus.energy(), "c", torus.specificHeat());
  }

  static Map<String, Object> field(JsonNode input) {
    Magnet magnet = square(input);
    double temperature = temperature(input);
    double[] m =
        Arrays.stream(Json.vector(input, "h"))
            .map(h -> ExactMagnet.of(magnet.withField(h)).at(temperature).meanMagnetization())
            .toArray();
    return Map.of("m", m, "dm_dh_at_0", ExactMagnet.of(magnet).at(temperature).response());
  }

  static Map<String, Object> chain(JsonNode input) {
    double temperature = temperature(input);
    Magnet chain =
        Magnet.ising(Lattice.chain((int) Json.number(input, "N")))
            .withField(Json.number(input, "h"));
    ExactState state = ExactMagnet.of(chain).at(temperature);
    ThermodynamicLimit withoutField = ThermodynamicLimit.of(chain.withField(0), temperature);
    return Map.of(
        "logZ", state.logPartition(),
        "mean_m", state.meanMagnetization(),
        "mean_energy_per_site_incl_field", state.energy(),
        "m2", state.moment(2),
        "u_inf_h0", withoutField.energy(),
        "chi_inf_h0", withoutField.susceptibility().orElseThrow(),
        "corr_length", ThermodynamicLimit.of(chain, temperature).correlationLength().orElseThrow());
  }

  static Map<String, Object> curieWeiss(JsonNode input) {
    Magnet magnet =
        Magnet.ising(Lattice.completeGraph((int) Json.number(input, "N")))
            .withField(Json.number(input, "h"));
    return quantities(ExactMagnet.of(magnet).at(temperature(input)));
  }

  private static Map<String, Object> quantities(ExactState state) {
    return Map.of(
        "logZ", state.logPartition(),
        "u", state.energy(),
        "c", state.specificHeat(),
        "mean_m", state.meanMagnetization(),
        "abs_m", state.magnetization(),
        "m2", state.moment(2),
        "m4", state.moment(4),
        "U4", state.binder(),
        "chi_abs", state.susceptibility(),
        "chi0", state.moment(2) * state.magnet().lattice().sites() / state.temperature());
  }

  private static Magnet square(JsonNode input) {
    return Magnet.ising(Lattice.square((int) Json.number(input, "L")));
  }

  private static double temperature(JsonNode input) {
    return Json.number(input, "T");
  }
}
