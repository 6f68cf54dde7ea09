package cusp.magnet;

import cusp.base.Verdict;
import cusp.posterior.RHat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What measurements must be, to be read at all, and how they may be read. */
final class RunChecks {
  private static final double HIGHEST_R_HAT = 1.05;

  private RunChecks() {}

  /** A copy. */
  static double[] finite(String what, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            "%s are finite, but number %d is %s: leave out what was not measured"
                .formatted(what, i, values[i]));
      }
    }
    return values.clone();
  }

  /** Whether and how what was measured may be read, where so much was asked for. */
  static Verdict verdict(Measurements run, Simulation asked) {
    Simulation settings = run.settings();
    double[] energies = run.energies();
    List<String> reasons = new ArrayList<>();
    if (!settings.equals(asked)) {
      reasons.add(
          "partial, since interrupted: %d of %d chains, %d of %d sweeps"
              .formatted(settings.chains(), asked.chains(), settings.sweeps(), asked.sweeps()));
    }
    if (settings.chains() == 1) {
      reasons.add("one chain does not show whether the start is forgotten: take 2 or more");
    } else if (run.draws() >= Measurements.FEWEST_FOR_DIAGNOSTICS) {
      double rHat = Math.max(rHat(run, energies), rHat(run, run.orders()));
      if (!(rHat <= HIGHEST_R_HAT)) {
        reasons.add(
            "chains from order and from disorder disagree (R̂ = %.3g): take a longer burn-in and more sweeps, or another algorithm: one of clusters, or far above the bonds the heat bath"
                .formatted(rHat));
        return Verdict.invalid(reasons);
      }
    }
    if (areEqual(energies)) {
      reasons.add(
          "all %d draws have the energy %s, so that errors of 0 say only that others are rarer: take a higher temperature, or an exact result"
              .formatted(energies.length, energies[0]));
    }
    if (run.jackknife().blocks() == 1) {
      reasons.add(
          "%d draws with an autocorrelation time of %.3g sweeps are too few for errors: take more sweeps"
              .formatted(energies.length, run.autocorrelationTime()));
    }
    return Verdict.qualified(reasons);
  }

  /** R̂; 1 where all draws are equal. */
  private static double rHat(Measurements run, double[] values) {
    if (areEqual(values)) {
      return 1;
    }
    int n = run.draws();
    return RHat.rank(
        IntStream.range(0, run.settings().chains())
            .mapToObj(c -> Arrays.copyOfRange(values, c * n, (c + 1) * n))
            .toArray(double[][]::new));
  }

  static boolean areEqual(double[] values) {
    return Arrays.stream(values).allMatch(v -> v == values[0]);
  }
}
