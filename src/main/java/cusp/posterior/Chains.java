package cusp.posterior;

import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import java.util.Arrays;
import java.util.List;

/**
 * Several independent chains from one posterior.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2"), new double[] {0}, 100);
 * var plan = new Chains.Plan(4, 200, 1000, 10);
 * var chains = Chains.sample(posterior, Mala.defaults(), plan, seed(1));
 * show(Diagnostics.of(chains.losses()));
 * }</pre>
 *
 * @param losses the recorded loss of each draw, shape [chains][draws]
 * @param positions parameters of the kept draws, shape [chains][kept][d]: evenly spaced over the
 *     draws, the last draw last
 * @param stepSizes ε of each chain
 * @param acceptances share of accepted proposals of each chain; NaN for an unadjusted method
 * @param bias estimated error of nβE[L] from the step size, the mean over the chains
 * @param partial whether an interrupt cut chains short or left some out
 */
public record Chains(
    double[][] losses,
    double[][][] positions,
    double[] stepSizes,
    double[] acceptances,
    double bias,
    boolean partial) {
  private static final int REPORT_EVERY = 256;

  /**
   * How many chains, how long.
   *
   * @param chains at least 1
   * @param burnIn steps before the first draw, not negative
   * @param draws steps that are recorded, at least 1
   * @param keep draws whose parameters are kept, 1 to {@code draws}
   */
  public record Plan(int chains, int burnIn, int draws, int keep) {
    public Plan {
      if (chains < 1 || burnIn < 0 || draws < 1) {
        throw new IllegalArgumentException(
            "chains and draws are at least 1 and burn-in is not negative, not "
                + chains
                + ", "
                + draws
                + ", "
                + burnIn);
      }
      if (keep < 1 || keep > draws) {
        throw new IllegalArgumentException("the draws kept are 1 to " + draws + ", not " + keep);
      }
    }
  }

  /** Runs the chains, each from w* with a stream of its own, on all cores. */
  public static Chains sample(LocalPosterior posterior, Sampler sampler, Plan plan, Seed seed) {
    try (Progress.Task progress =
        Progress.standard().start("sampling", (long) plan.chains * (plan.burnIn + plan.draws))) {
      List<One> runs =
          Parallel.map(
              plan.chains,
              c -> One.run(posterior, sampler, plan, seed.stream("chain", c), progress));
      int draws = mostDraws(runs);
      return collect(runs.stream().filter(run -> run.done >= draws).toList(), draws, plan);
    }
  }

  /**
   * The length to which chains are cut, shorter ones left out, so that most draws remain in all.
   */
  private static int mostDraws(List<One> runs) {
    int best = 0;
    long most = 0;
    for (One run : runs) {
      long kept = run.done * runs.stream().filter(other -> other.done >= run.done).count();
      if (kept > most) {
        most = kept;
        best = run.done;
      }
    }
    return best;
  }

  private static Chains collect(List<One> runs, int draws, Plan plan) {
    double[][] losses = new double[runs.size()][];
    double[][][] positions = new double[runs.size()][][];
    for (int c = 0; c < losses.length; c++) {
      losses[c] = Arrays.copyOf(runs.get(c).losses, draws);
      positions[c] = runs.get(c).kept;
    }
    return new Chains(
        losses,
        positions,
        runs.stream().mapToDouble(One::stepSize).toArray(),
        runs.stream().mapToDouble(One::acceptance).toArray(),
        runs.stream().mapToDouble(One::bias).average().orElse(Double.NaN),
        runs.size() < plan.chains || draws < plan.draws);
  }

  /** Whether every recorded loss of a chain is finite. */
  public boolean finite(int chain) {
    for (double loss : losses[chain]) {
      if (!Double.isFinite(loss)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a chain never moved: no proposal was accepted. */
  public boolean dead(int chain) {
    return acceptances[chain] == 0;
  }

  private record One(
      double[] losses, int done, double[][] kept, double stepSize, double acceptance, double bias) {

    static One run(
        LocalPosterior shared, Sampler sampler, Plan plan, Seed seed, Progress.Task progress) {
      LocalPosterior posterior = shared.fork();
      Sampler.Walk walk = sampler.walk(posterior, posterior.center(), seed);
      boolean stopped = advance(walk, plan.burnIn, progress);
      walk.settle();
      double[] losses = new double[plan.draws];
      double[][] kept = new double[plan.keep][];
      int done = 0;
      int next = 0;
      while (!stopped && done < plan.draws) {
        // Draw number done is the position before the step that reports its loss.
        if (done == (long) (next + 1) * plan.draws / plan.keep - 1) {
          kept[next++] = walk.position().clone();
        }
        losses[done++] = walk.step();
        if (done % REPORT_EVERY == 0) {
          progress.advance(REPORT_EVERY);
        }
        stopped = Thread.currentThread().isInterrupted();
      }
      for (; next < plan.keep; next++) {
        kept[next] = walk.position().clone();
      }
      progress.advance(done % REPORT_EVERY);
      return new One(losses, done, kept, walk.stepSize(), walk.acceptance(), walk.bias());
    }

    private static boolean advance(Sampler.Walk walk, int steps, Progress.Task progress) {
      for (int i = 1; i <= steps; i++) {
        walk.step();
        if (i % REPORT_EVERY == 0) {
          progress.advance(REPORT_EVERY);
        }
        if (Thread.currentThread().isInterrupted()) {
          return true;
        }
      }
      progress.advance(steps % REPORT_EVERY);
      return false;
    }
  }
}
