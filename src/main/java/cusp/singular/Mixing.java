package cusp.singular;

import cusp.posterior.Chains;
import java.util.ArrayList;
import java.util.List;

/** What speaks against reading anything off chains. */
final class Mixing {
  private static final double MOST_R_HAT = 1.05;
  private static final double LEAST_ESS = 100;

  private Mixing() {}

  /** Chains that diverged or never moved, with what to change. */
  static List<String> failures(Chains chains) {
    List<String> failures = new ArrayList<>();
    boolean diverged = false;
    for (int c = 0; c < chains.losses().length; c++) {
      boolean finite = chains.finite(c);
      if (!finite || chains.dead(c)) {
        String what = finite ? " never moved at ε = " : " diverged at ε = ";
        failures.add("chain " + c + what + chains.stepSizes()[c]);
        diverged |= !finite;
      }
    }
    if (!failures.isEmpty()) {
      String remedy =
          ": lower the step size"
              + (diverged ? ", or set a box or a proper prior, or raise γ" : "");
      failures.add(failures.remove(failures.size() - 1) + remedy);
    }
    return failures;
  }

  /** Quantities on whose parts the chains disagree, or that too few draws are behind. */
  static List<String> reasons(String name, Estimated quantity) {
    List<String> reasons = new ArrayList<>();
    if (quantity.rHat() > MOST_R_HAT) {
      reasons.add(
          String.format(
              "the chains disagree on %s, R̂ = %.3f > %.2f: more burn-in or draws",
              name, quantity.rHat(), MOST_R_HAT));
    }
    if (!(quantity.ess() >= LEAST_ESS)) {
      reasons.add(
          String.format(
              "the effective sample size of %s is %.0f < %.0f: more draws",
              name, quantity.ess(), LEAST_ESS));
    }
    return reasons;
  }
}
