package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JackknifeTest {

  /** Draws of xₜ₊₁ = a·xₜ + noise, in equilibrium from the start. */
  private static double[] autoregression(double a, int chains, int draws, Seed seed) {
    RandomStream random = seed.random();
    double[] values = new double[chains * draws];
    for (int i = 0; i < values.length; i++) {
      double noise = random.nextGaussian();
      values[i] = i % draws == 0 ? noise / Math.sqrt(1 - a * a) : a * values[i - 1] + noise;
    }
    return values;
  }

  /**
   * The mean of n draws has variance σ²τ/n with τ = (1 + a)/(1 − a), here of σ² = 1/(1 − a²). Over
   * 400 seeds the mean of the estimated variances, from 200 blocks, is known to 0.5 %; blocks of
   * 10τ lose a twentieth.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 0.9})
  void theErrorOfAMeanIsThatOfCorrelatedDraws(double a) {
    int chains = 4;
    double time = (1 + a) / (1 - a);
    int draws = (int) (500 * time);
    double exact = time / (1 - a * a) / (chains * draws);
    double mean =
        IntStream.range(0, 400)
            .mapToDouble(
                s -> {
                  Measured estimate =
                      Jackknife.of(chains, draws, time)
                          .estimate(
                              means -> means[0], autoregression(a, chains, draws, Seed.of(s)));
                  return estimate.standardError() * estimate.standardError();
                })
            .average()
            .orElseThrow();
    assertEquals(a == 0 ? 1 : 0.96, mean / exact, 0.03);
  }

  @Test
  void blocksAreTwentyAtLeastAndDoNotReachOverChains() {
    assertEquals(1, Jackknife.of(4, 24, 1).blocks());
    assertEquals(20, Jackknife.of(4, 25, 1).blocks());
    assertEquals(200, Jackknife.of(4, 10_000, 1).blocks());
    assertEquals(1, Jackknife.of(4, 10_000, 401).blocks());
    assertEquals(20, Jackknife.of(4, 10_000, 400).blocks());
    assertEquals(1, Jackknife.of(4, 10_000, Double.NaN).blocks());
    assertEquals(7, Jackknife.ofEach(7).blocks());
    // With a block a chain, draws that are equal within a chain have the error of the chains.
    double[] values = new double[50 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 4 % 2;
    }
    Measured estimate = Jackknife.of(50, 4, 1).estimate(means -> means[0], values);
    assertEquals(0.5, estimate.value());
    assertEquals(0.5 / Math.sqrt(49), estimate.standardError(), 1e-12);
  }

  /** 95 % intervals of 200 seeds: 190 cover, ±3.1; from 176 to 198 is more than 2.6 of it. */
  @Test
  void intervalsOfSimulationsCoverTheExactValues() {
    Magnet magnet = Magnet.ising(Lattice.square(3));
    BruteForce exact = new BruteForce(magnet);
    Simulation simulation = Simulation.metropolis().withChains(2).withBurnIn(50).withSweeps(1_500);
    int energy = 0;
    int magnetization = 0;
    int susceptibility = 0;
    for (int s = 0; s < 200; s++) {
      Measurements measured = simulation.run(magnet, 2.5, Seed.of(s));
      energy += measured.energy().interval().contains(exact.energy(2.5)) ? 1 : 0;
      magnetization +=
          measured.magnetization().interval().contains(exact.magnetization(2.5)) ? 1 : 0;
      susceptibility +=
          measured.susceptibility().interval().contains(exact.susceptibility(2.5)) ? 1 : 0;
    }
    for (int covered : new int[] {energy, magnetization, susceptibility}) {
      assertTrue(covered >= 176 && covered <= 198, covered + " of 200");
    }
  }
}
