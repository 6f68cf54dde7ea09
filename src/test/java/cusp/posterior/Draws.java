package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;

import cusp.base.Seed;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** Chains with every position kept, and claims about the means of functions over them. */
record Draws(LocalPosterior posterior, Chains chains) {
  private static final int CHAINS = 4;
  private static final int BURN_IN = 2_000;

  static Draws of(LocalPosterior posterior, Sampler sampler, int draws, long seed) {
    Chains.Plan plan = new Chains.Plan(CHAINS, BURN_IN, draws, draws);
    return new Draws(posterior, Chains.sample(posterior, sampler, plan, Seed.of(seed)));
  }

  /** Claims the mean of a function of w, to four Monte Carlo standard errors. */
  Draws mean(String what, ToDoubleFunction<double[]> function, double expected) {
    return hold(what, values(function), expected);
  }

  /** The mean of a function of w and its error. */
  Diagnostics estimate(ToDoubleFunction<double[]> function) {
    return Diagnostics.of(values(function));
  }

  /** Claims the mean of nβL over the recorded losses, to four Monte Carlo standard errors. */
  Draws meanPotential(double expected) {
    double[][] scaled = new double[CHAINS][];
    for (int c = 0; c < CHAINS; c++) {
      scaled[c] = Arrays.stream(chains.losses()[c]).map(loss -> posterior.nBeta() * loss).toArray();
    }
    return hold("nβL", scaled, expected);
  }

  private Draws hold(String what, double[][] values, double expected) {
    Diagnostics diagnostics = Diagnostics.of(values);
    assertEquals(
        expected, diagnostics.mean(), 4 * diagnostics.mcseMean(), () -> what + ": " + diagnostics);
    return this;
  }

  private double[][] values(ToDoubleFunction<double[]> function) {
    return Arrays.stream(chains.positions())
        .map(chain -> Arrays.stream(chain).mapToDouble(function).toArray())
        .toArray(double[][]::new);
  }
}
