package cusp.bench;

import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.singular.LadderEstimate;
import cusp.singular.TemperatureLadder;
import java.util.function.Consumer;

/**
 * λ and m from ladders of temperatures on ten potentials in one to four coordinates, within [−1,
 * 1]; at full scale over eleven decades and with five times the draws.
 */
final class LadderSuite implements Suite {
  private record Case(String potential, double lambda, int multiplicity) {}

  private static final Case[] CASES = {
    new Case("x^4", 0.25, 1),
    new Case("x^2*y^4", 0.25, 1),
    new Case("x^2+y^4", 0.75, 1),
    new Case("x^2*y^2", 0.5, 2),
    new Case("x^4*y^4", 0.25, 2),
    new Case("(x+y)^2*(x-y)^2", 0.5, 2),
    new Case("x^2*y^2+z^2", 1, 2),
    new Case("x^2*y^2+z^4", 0.75, 2),
    new Case("x^2*y^2*z^2", 0.5, 3),
    new Case("x^2*y^2+z^2*w^2", 1, 3)
  };

  @Override
  public String name() {
    return "ladder";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    TemperatureLadder ladder =
        Suite.full()
            ? TemperatureLadder.between(10, 1e12).withDraws(100_000)
            : TemperatureLadder.between(10, 1e10).withDraws(20_000);
    int right = 0;
    int wrong = 0;
    for (Case one : CASES) {
      Objective loss = Objective.of(one.potential);
      LadderEstimate estimate =
          ladder.withBox(Box.of(-1, 1)).estimate(loss, new double[loss.dimension()], Seed.of(1));
      int read = estimate.law().multiplicity();
      right += read == one.multiplicity ? 1 : 0;
      wrong += read != 0 && read != one.multiplicity ? 1 : 0;
      double error = estimate.learningCoefficient() / one.lambda - 1;
      out.accept(new Measurement(one.potential, "error_percent", 100 * error));
      out.accept(
          new Measurement(
              one.potential,
              "standard_error_percent",
              100 * estimate.law().standardError() / one.lambda));
      out.accept(
          new Measurement(
              one.potential,
              "probability_of_the_true_m",
              estimate.law().multiplicities()[one.multiplicity - 1]));
    }
    out.accept(new Measurement("all", "m_right", right));
    out.accept(new Measurement("all", "m_wrong_with_confidence", wrong));
  }
}
