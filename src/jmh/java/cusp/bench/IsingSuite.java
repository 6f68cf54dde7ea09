package cusp.bench;

import cusp.base.Seed;
import cusp.magnet.Lattice;
import cusp.magnet.Magnet;
import cusp.magnet.Simulation.Algorithm;
import cusp.magnet.Spins;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Ising's magnet of 1024 × 1024 spins at its critical temperature, on one core: spins updated per
 * nanosecond, N a sweep, and the same of plain C where there is a compiler, measured in turns.
 */
final class IsingSuite implements Suite {
  private static final int LENGTH = 1024;
  private static final int ROUNDS = 3;
  private static final Magnet MAGNET = Magnet.ising(Lattice.square(LENGTH));
  private static final double TEMPERATURE = MAGNET.criticalTemperature().orElseThrow();

  @Override
  public String name() {
    return "ising";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    measure("metropolis", Algorithm.METROPOLIS, 300, out);
    measure("wolff", Algorithm.WOLFF, 20, out);
  }

  private static void measure(
      String name, Algorithm algorithm, int sweeps, Consumer<Measurement> out) {
    Optional<CProgram> anchor = CProgram.compile(name);
    Spins spins = Spins.ordered(MAGNET, algorithm, Seed.of(1));
    double[] ours = new double[ROUNDS];
    double[] theirs = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      double seconds =
          Stopwatch.seconds(
              () -> {
                for (int i = 0; i < sweeps; i++) {
                  spins.sweep(TEMPERATURE);
                }
              });
      ours[round] = (double) sweeps * LENGTH * LENGTH / (seconds * 1e9);
      theirs[round] = anchor.map(CProgram::measure).orElse(Double.NaN);
    }
    String subject = "ising_" + name + "_L" + LENGTH;
    out.accept(new Measurement(subject, "updates_per_ns", median(ours)));
    if (anchor.isPresent()) {
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(ratios, round -> ours[round] / theirs[round]);
      out.accept(new Measurement(subject + "_in_c", "updates_per_ns", median(theirs)));
      out.accept(new Measurement(subject, "times_as_fast_as_c", median(ratios)));
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
