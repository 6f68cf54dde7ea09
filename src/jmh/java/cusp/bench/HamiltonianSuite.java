package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Chains;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Nuts;
import cusp.task.RegressionSamples;
import cusp.toy.TanhNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * NUTS on a tanh network of 20 parameters, with two inputs, a constant one and five neurons, on 200
 * samples, a standard normal prior and β = 1: effective samples a second of one core, warm-up
 * included, and the same of BlackJAX on the same data.
 *
 * <p>Neurons change places and signs without changing the network, so no chain's weights mix;
 * counted are the effective samples of what is invariant: the smallest bulk ESS of the loss and of
 * the outputs at five inputs, all chains together.
 */
final class HamiltonianSuite implements Suite {
  private static final int INPUTS = 3;
  private static final int HIDDEN = 5;
  private static final int SAMPLES = 200;
  private static final int CHAINS = 4;
  private static final int WARM_UP = 1_000;
  private static final int DRAWS = 1_000;
  private static final int ROUNDS = 3;
  private static final double[][] PROBES = {
    {0, 0, 1}, {1, 0, 1}, {0, 1, 1}, {-1, -1, 1}, {2, -1, 1}
  };
  private static final TanhNetwork NETWORK = new TanhNetwork(INPUTS, HIDDEN, 1);

  @Override
  public String name() {
    return "hmc";
  }

  static RegressionSamples data() {
    double[] truth = new double[HIDDEN * (INPUTS + 1)];
    Seed.of(1).stream("truth").random().gaussians(truth, truth.length);
    double[] x = NETWORK.sample(truth, SAMPLES, Seed.of(2)).x();
    double[] y = new double[SAMPLES];
    Seed.of(3).stream("noise").random().gaussians(y, SAMPLES);
    for (int s = 0; s < SAMPLES; s++) {
      x[s * INPUTS + INPUTS - 1] = 1;
      y[s] += NETWORK.outputs(truth, Arrays.copyOfRange(x, s * INPUTS, (s + 1) * INPUTS))[0];
    }
    return new RegressionSamples(INPUTS, 1, x, y);
  }

  @Override
  public void run(Consumer<Measurement> out) {
    RegressionSamples data = data();
    Objective loss = NETWORK.on(data);
    Optional<PythonProgram> theirs = PythonProgram.of("nuts_tanh");
    double[] ours = new double[ROUNDS];
    double[] anchor = new double[ROUNDS];
    sample(loss, Seed.of(0));
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      double[][][] draws = sample(loss, Seed.of(10 + round));
      double seconds = (System.nanoTime() - start) * 1e-9;
      ours[round] = effectiveSamples(loss, draws) / seconds;
      if (theirs.isPresent()) {
        anchor[round] = measure(theirs.get(), data, loss);
      }
    }
    String subject = "nuts_tanh_20";
    out.accept(new Measurement(subject, "effective_samples_per_s", Stopwatch.median(ours)));
    if (theirs.isPresent()) {
      double[] ratios = new double[ROUNDS];
      Arrays.setAll(ratios, round -> ours[round] / anchor[round]);
      out.accept(
          new Measurement(
              subject + "_blackjax", "effective_samples_per_s", Stopwatch.median(anchor)));
      out.accept(new Measurement(subject, "times_as_fast_as_blackjax", Stopwatch.median(ratios)));
    }
  }

  /** Chains of one core, each from a draw of the prior. */
  private static double[][][] sample(Objective loss, Seed seed) {
    double[][][] draws = new double[CHAINS][][];
    Chains.Plan plan = new Chains.Plan(1, WARM_UP, DRAWS, DRAWS);
    for (int c = 0; c < CHAINS; c++) {
      double[] from = new double[loss.dimension()];
      seed.stream("start", c).random().gaussians(from, from.length);
      LocalPosterior posterior =
          LocalPosterior.at(loss, from, SAMPLES).withPrior(Prior.normal(0, 1));
      Seed own = seed.stream("own", c);
      draws[c] =
          Parallel.withThreads(1, () -> Chains.sample(posterior, Nuts.defaults(), plan, own))
              .positions()[0];
    }
    return draws;
  }

  /** The smallest bulk ESS of the invariants. */
  private static double effectiveSamples(Objective loss, double[][][] draws) {
    double least = Double.POSITIVE_INFINITY;
    for (int probe = -1; probe < PROBES.length; probe++) {
      double[][] values = new double[draws.length][draws[0].length];
      for (int c = 0; c < draws.length; c++) {
        for (int k = 0; k < draws[c].length; k++) {
          double[] w = draws[c][k];
          values[c][k] = probe < 0 ? SAMPLES * loss.loss(w) : NETWORK.outputs(w, PROBES[probe])[0];
        }
      }
      least = Math.min(least, Diagnostics.of(values).essBulk());
    }
    return least;
  }

  private static double measure(PythonProgram program, RegressionSamples data, Objective loss) {
    try {
      Path folder = Files.createTempDirectory("cusp-bench");
      Path input = folder.resolve("data.txt");
      Path result = folder.resolve("draws.bin");
      StringBuilder lines = new StringBuilder();
      for (int s = 0; s < SAMPLES; s++) {
        for (int i = 0; i < INPUTS; i++) {
          lines.append(data.x()[s * INPUTS + i]).append(' ');
        }
        lines.append(data.y()[s]).append('\n');
      }
      Files.writeString(input, lines);
      try {
        String printed =
            program.run(
                List.of(
                    String.valueOf(HIDDEN),
                    input.toString(),
                    String.valueOf(WARM_UP),
                    String.valueOf(DRAWS),
                    String.valueOf(CHAINS),
                    result.toString()));
        double seconds = Double.parseDouble(printed.strip());
        return effectiveSamples(loss, read(result)) / seconds;
      } finally {
        Files.deleteIfExists(result);
        Files.delete(input);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[][][] read(Path file) throws IOException {
    DoubleBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(file)).asDoubleBuffer();
    double[][][] draws = new double[CHAINS][DRAWS][NETWORK.parameters().dimension()];
    for (double[][] chain : draws) {
      for (double[] w : chain) {
        numbers.get(w);
      }
    }
    return draws;
  }
}
