package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;

class SwapsTest {
  private static final double[] RUNGS = {1, 10, 100};

  private static Verdict verdict(long roundTrips, double... rejection) {
    return new Swaps(RUNGS, rejection, 100, roundTrips).verdict();
  }

  @Test
  void rungsThatSwapAreOk() {
    assertTrue(verdict(1, 0.3, 0.95).isOk());
    assertTrue(verdict(50, 0, 0).isOk());
  }

  @Test
  void rungsThatDoNotSwapAreNamed() {
    Verdict verdict = verdict(1, 0.3, 0.951);
    assertTrue(verdict.isInvalid());
    assertEquals(
        List.of(
            "the rungs at nβ = 10.0 and 100 do not swap, 95.1 % of the offers are refused:"
                + " more rungs"),
        verdict.reasons());
    assertEquals(2, verdict(0, 0.99, 1).reasons().size());
    // No offer was made.
    assertTrue(verdict(1, Double.NaN, 0.2).isInvalid());
  }

  @Test
  void noRoundTripIsNoVerdictOnTheColdestRung() {
    Verdict verdict = verdict(0, 0.3, 0.3);
    assertTrue(verdict.isInvalid());
    assertTrue(verdict.reasons().get(0).contains("more draws"), verdict::toString);
  }

  @Test
  void aShortRunOfATooSteepLadderIsInvalidAndALongOneOfAGoodLadderIsOk() {
    LocalPosterior wells = LocalPosterior.at(Objective.of("(x^2-1)^2"), new double[] {1}, 3_000);
    Swaps steep = swaps(wells, Tempering.defaults().withRungs(2), 500);
    assertTrue(steep.verdict().isInvalid(), steep::toString);
    Swaps good = swaps(wells, Tempering.defaults(), 2_000);
    assertTrue(good.verdict().isOk(), good::toString);
  }

  private static Swaps swaps(LocalPosterior posterior, Tempering tempering, int draws) {
    Chains.Plan plan = new Chains.Plan(1, 500, draws, 1);
    return Chains.sample(posterior, tempering, plan, Seed.of(0)).swaps().get(0);
  }
}
