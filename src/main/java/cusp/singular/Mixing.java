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
    for (int c = 0; c < chains.losses().length; c++) {
      if (!chains.finite(c)) {
        failures.add(
            "chain "
                + c
                + " diverged at ε = "
                + chains.stepSizes()[c]
                + ": lower the step size, or set a box or a proper prior");
      } else if (chains.dead(c)) {
        failures.add(
            "chain "
                + c
                + " never moved at ε = "
                + chains.stepSizes()[c]
                + ": lower the step size");
      }
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
