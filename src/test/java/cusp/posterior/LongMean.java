package cusp.posterior;

import cusp.base.Parallel;
import cusp.base.Seed;
import java.util.List;

/**
 * The mean loss over more steps than one would keep, with its error from the means of long blocks.
 */
record LongMean(double mean, double error) {
  private static final int BLOCKS = 40;

  static LongMean ofLoss(LocalPosterior posterior, Sampler sampler, int steps, Seed seed) {
    List<Double> means =
        Parallel.map(
            BLOCKS, b -> block(posterior.fork(), sampler, steps / BLOCKS, seed.stream("block", b)));
    double mean = means.stream().mapToDouble(x -> x).average().orElseThrow();
    double squares = means.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
    return new LongMean(mean, Math.sqrt(squares / (BLOCKS - 1) / BLOCKS));
  }

  private static double block(LocalPosterior posterior, Sampler sampler, int steps, Seed seed) {
    Sampler.Walk walk = sampler.walk(posterior, posterior.center(), seed);
    for (int i = 0; i < 2_000; i++) {
      walk.step();
    }
    double sum = 0;
    for (int i = 0; i < steps; i++) {
      sum += walk.step();
    }
    return sum / steps;
  }
}
