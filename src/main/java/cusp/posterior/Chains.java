package cusp.posterior;

import cusp.base.Pace;
import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.plot.Figure;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

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
 * @param losses the recorded loss of each draw, shape [chains][draws]; after an interrupt of very
 *     long chains only of the last ones, 200,000 in all
 * @param positions parameters of the kept draws, shape [chains][kept][d]: evenly spaced over the
 *     draws, the last draw last
 * @param stepSizes ε of each chain
 * @param acceptances share of accepted proposals of each chain; NaN for an unadjusted method
 * @param bias estimated error of nβE[L] from the step size, the mean over the chains
 * @param cost gradients of the whole objective that all chains took, burn-in and the choice of ε
 *     among them; one of a batch counts as its share of all samples
 * @param gradientNoise tr Cov(ĝ) of the gradient of U on a batch, the mean over the chains; 0 on
 *     all samples
 * @param excessTemperature by what share that noise makes the temperature too high, the mean over
 *     the chains: ε tr Cov(ĝ)/4d for {@link Sgld}
 * @param divergences trajectories that were broken off as numerically unstable, in all chains
 * @param swaps how each chain exchanged places with its hotter replicas; empty where there are none
 * @param partial whether an interrupt cut chains short or left some out
 */
public record Chains(
    double[][] losses,
    double[][][] positions,
    double[] stepSizes,
    double[] acceptances,
    double bias,
    double cost,
    double gradientNoise,
    double excessTemperature,
    long divergences,
    List<Swaps> swaps,
    boolean partial) {

  /** Draws of all chains that are kept after an interrupt: as many as are judged in no time. */
  private static final int MOST_AFTER_INTERRUPT = 200_000;

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
    try (Progress.Task progress = started(plan)) {
      // All chains of SGLD start at w*, and would find the same step size there.
      Sampler settled = sampler instanceof Sgld sgld ? sgld.settled(posterior.fork()) : sampler;
      double cost = settled.equals(sampler) ? 0 : Stiffness.COST;
      return run(
          posterior,
          (own, stream) -> settled.walk(own, own.center(), stream),
          plan,
          cost,
          seed,
          progress);
    }
  }

  /**
   * The same by tempering whose replicas are offered their images under a symmetry, too; the losses
   * there are not in {@link #cost()}.
   */
  public static Chains sample(
      LocalPosterior posterior, Tempering tempering, Symmetry symmetry, Plan plan, Seed seed) {
    try (Progress.Task progress = started(plan)) {
      return run(
          posterior,
          (own, stream) -> tempering.walk(own, own.center(), symmetry, stream),
          plan,
          0,
          seed,
          progress);
    }
  }

  private static Progress.Task started(Plan plan) {
    return Progress.standard().start("sampling", (long) plan.chains * (plan.burnIn + plan.draws));
  }

  private static Chains run(
      LocalPosterior posterior,
      BiFunction<LocalPosterior, Seed, Sampler.Walk> start,
      Plan plan,
      double cost,
      Seed seed,
      Progress.Task progress) {
    // Where an interrupt ended the search there is no step size to draw with.
    int chains = Thread.currentThread().isInterrupted() ? 0 : plan.chains;
    List<One> runs =
        Parallel.map(
            chains, c -> One.run(posterior, start, plan, seed.stream("chain", c), progress));
    int draws = mostDraws(runs);
    return collect(runs.stream().filter(run -> run.done >= draws).toList(), draws, plan, cost);
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

  private static Chains collect(List<One> runs, int draws, Plan plan, double cost) {
    double[][] losses = new double[runs.size()][];
    double[][][] positions = new double[runs.size()][][];
    // Whoever interrupts does not want to wait for the judgement of millions of draws.
    int from =
        draws < plan.draws
            ? Math.max(0, draws - MOST_AFTER_INTERRUPT / Math.max(1, losses.length))
            : 0;
    for (int c = 0; c < losses.length; c++) {
      losses[c] = Arrays.copyOfRange(runs.get(c).losses, from, draws);
      positions[c] = runs.get(c).kept;
    }
    return new Chains(
        losses,
        positions,
        runs.stream().mapToDouble(run -> run.walk.stepSize()).toArray(),
        runs.stream().mapToDouble(run -> run.walk.acceptance()).toArray(),
        mean(runs, Sampler.Walk::bias),
        cost + runs.stream().mapToDouble(run -> run.walk.cost()).sum(),
        mean(runs, Sampler.Walk::gradientNoise),
        mean(runs, Sampler.Walk::excessTemperature),
        runs.stream().mapToLong(run -> run.walk.divergences()).sum(),
        runs.stream()
            .flatMap(run -> run.walk instanceof Replicas r ? Stream.of(r.swaps()) : Stream.empty())
            .toList(),
        runs.size() < plan.chains || draws < plan.draws);
  }

  private static double mean(List<One> runs, ToDoubleFunction<Sampler.Walk> of) {
    return runs.stream()
        .mapToDouble(run -> of.applyAsDouble(run.walk))
        .average()
        .orElse(Double.NaN);
  }

  /** These chains and others of the same posterior; means weigh each chain alike. */
  public Chains and(Chains other) {
    double share = (double) losses.length / Math.max(1, losses.length + other.losses.length);
    return new Chains(
        joined(losses, other.losses),
        joined(positions, other.positions),
        DoubleStream.concat(DoubleStream.of(stepSizes), DoubleStream.of(other.stepSizes)).toArray(),
        DoubleStream.concat(DoubleStream.of(acceptances), DoubleStream.of(other.acceptances))
            .toArray(),
        share * bias + (1 - share) * other.bias,
        cost + other.cost,
        share * gradientNoise + (1 - share) * other.gradientNoise,
        share * excessTemperature + (1 - share) * other.excessTemperature,
        divergences + other.divergences,
        Stream.concat(swaps.stream(), other.swaps.stream()).toList(),
        partial || other.partial);
  }

  private static <T> T[] joined(T[] first, T[] second) {
    T[] all = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
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

  /**
   * Four panels: the trace of each chain; how often each has each rank (Vehtari et al. 2021), level
   * where they agree; the autocorrelation, with the effective sample size; and where each went, on
   * the first two principal components of its kept positions where there are more than two
   * parameters. Chains with a loss that is not finite are left out of the ranks and of the
   * autocorrelation; a panel that nothing is left of is not there.
   *
   * @param center w*
   * @param baseline L(w*)
   * @param nBeta nβ
   * @throws IllegalStateException if there is no finite draw
   */
  public Figure diagnostics(double[] center, double baseline, double nBeta) {
    return ChainsFigure.of(this, center, baseline, nBeta);
  }

  private record One(double[] losses, int done, double[][] kept, Sampler.Walk walk) {

    static One run(
        LocalPosterior shared,
        BiFunction<LocalPosterior, Seed, Sampler.Walk> start,
        Plan plan,
        Seed seed,
        Progress.Task progress) {
      Sampler.Walk walk = start.apply(shared.fork(), seed);
      Pace pace = new Pace(progress);
      boolean stopped = burnIn(walk, plan.burnIn, pace);
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
        pace.step();
        stopped = Thread.currentThread().isInterrupted();
      }
      for (; next < plan.keep; next++) {
        kept[next] = walk.position().clone();
      }
      pace.flush();
      return new One(losses, done, kept, walk);
    }

    /** Whether it was interrupted. */
    private static boolean burnIn(Sampler.Walk walk, int steps, Pace pace) {
      for (int i = 0; i < steps && !Thread.currentThread().isInterrupted(); i++) {
        walk.step();
        pace.step();
      }
      return Thread.currentThread().isInterrupted();
    }
  }
}
