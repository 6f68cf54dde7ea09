package cusp.bench;

import static cusp.bench.Measurement.report;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.phase.PhaseExpansion;
import cusp.phase.ReluExpansion;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Nuts;
import cusp.posterior.Replicas;
import cusp.posterior.Swaps;
import cusp.posterior.Symmetry;
import cusp.posterior.Tempering;
import cusp.singular.LadderEstimate;
import cusp.singular.TemperatureLadder;
import cusp.task.RegressionSamples;
import cusp.toy.ReluBends;
import cusp.toy.ReluNetwork;
import cusp.train.Descent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Two transitions between phases of ReLU networks, as the truth is turned: "degenerate", two nodes
 * that need to be one or two, and "reversed", three that face one way or the other. The share of
 * the posterior in each phase, and the log odds beside those of an expansion without a fit. The
 * expansion of "degenerate" leaves out two nodes on one line, which the share of one bend counts:
 * from an angle of about 0.2 on that is 2 to 20 % of it ({@link ReluExpansion#withIdleNode}).
 */
final class ReluPhasesSuite implements Suite {
  private static final int SAMPLES = 500;

  /** Chains of each point: half of them start in either phase. */
  private static final int ENSEMBLES = 4;

  /** Of the draws in one phase, those of least loss from which its minimum is sought. */
  private static final int STARTS = 8;

  /** Nats that a bend is lost for, as {@link ReluBends#of} has it. */
  private static final double LOST = 2;

  private static final Prior PRIOR = Prior.normal(0, 1);

  private static final Descent DESCENT =
      Descent.defaults().withIterations(500).withImprovement(1e-8);

  /**
   * What is turned.
   *
   * @param label 1 in the phase whose share is reported, 0 in the other, −1 between them
   * @param symmetry null for none
   */
  private record Experiment(
      String name,
      ReluNetwork network,
      double[] truth,
      double[] angles,
      ToIntFunction<double[]> label,
      Symmetry symmetry,
      Tempering tempering,
      int draws) {}

  /** A pair of log odds at an angle; measured is NaN where only one phase was seen. */
  private record Odds(double angle, double measured, double predicted) {}

  /** An ensemble's labels, its draws of least loss in either phase, and how it mixed. */
  private record Ensemble(double[] labels, double[][] low, double[][] high, Swaps swaps) {}

  @Override
  public String name() {
    return "relu-phases";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    boolean full = Suite.full();
    for (Experiment experiment : List.of(degenerate(full), reversed(full))) {
      List<double[]> crossings = new ArrayList<>();
      for (int set = 1; set <= (full ? 10 : 1); set++) {
        crossings.add(follow(experiment, Seed.of(set), set, out));
      }
      summary(experiment.name, crossings, out);
    }
    freeEnergies(degenerate(full), full, out);
  }

  private static Experiment degenerate(boolean full) {
    ReluNetwork network = ReluNetwork.of(2).withNoise(0.1);
    ReluBends bends = ReluBends.of(network, SAMPLES);
    return new Experiment(
        "degenerate",
        network,
        new double[] {1, 0, 1, 0, -0.3, -0.3, 1, 1, 0},
        full ? new double[] {0.1, 0.2, 0.25, 0.3, 0.35, 0.4} : new double[] {0.2, 0.3, 0.4},
        w -> degenerate(bends.label(w)),
        null,
        Tempering.defaults().withHottest(1e-3),
        full ? 30_000 : 4_000);
  }

  private static int degenerate(int bends) {
    return bends == 2 ? 0 : bends == 1 ? 1 : -1;
  }

  private static Experiment reversed(boolean full) {
    ReluNetwork network = ReluNetwork.of(3).withNoise(0.15);
    return new Experiment(
        "reversed",
        network,
        ReluNetwork.symmetric(3, -0.5, 4),
        full ? new double[] {0, 0.1, 0.2, 0.3, 0.4, 0.5} : new double[] {0, 0.25, 0.5},
        network::facing,
        ReluNetwork::reverse,
        Tempering.defaults().withHottest(1e-2),
        full ? 25_000 : 3_000);
  }

  /** Reports one data set at all angles; the angles at which either pair of log odds is 0. */
  private static double[] follow(
      Experiment experiment, Seed seed, int set, Consumer<Measurement> out) {
    ReluNetwork network = experiment.network;
    List<Odds> odds = new ArrayList<>();
    for (double angle : experiment.angles) {
      double[] truth = ReluNetwork.turned(experiment.truth, network.hidden() == 2 ? 1 : 0, angle);
      RegressionSamples data = network.sample(truth, SAMPLES, seed);
      String label = String.format(Locale.ROOT, "%s_%d_at_%.2f", experiment.name, set, angle);
      odds.add(measure(experiment, data, truth, angle, label, seed, out));
    }
    String label = experiment.name + "_" + set;
    double measured = crossing(odds, false);
    double predicted = crossing(odds, true);
    report(label, "crossing", measured, out);
    report(label, "crossing_predicted", predicted, out);
    return new double[] {measured, predicted};
  }

  private static Odds measure(
      Experiment experiment,
      RegressionSamples data,
      double[] truth,
      double angle,
      String label,
      Seed seed,
      Consumer<Measurement> out) {
    Objective loss = experiment.network.on(data);
    double[][] starts = {truth, other(experiment, data, truth, seed)};
    List<Ensemble> ensembles =
        Parallel.map(
            ENSEMBLES,
            e -> ensemble(experiment, loss.fork(), starts[e % 2], seed.stream("ensemble", e)));
    double[][] indicator = new double[ENSEMBLES][];
    double between = 0;
    double one = 0;
    double zero = 0;
    for (int e = 0; e < ENSEMBLES; e++) {
      double[] labels = ensembles.get(e).labels;
      indicator[e] = Arrays.stream(labels).map(k -> k == 1 ? 1 : 0).toArray();
      one += Arrays.stream(labels).filter(k -> k == 1).count();
      zero += Arrays.stream(labels).filter(k -> k == 0).count();
      between += Arrays.stream(labels).filter(k -> k == -1).count();
    }
    double all = ENSEMBLES * (double) experiment.draws;
    Diagnostics share = Diagnostics.of(indicator);
    report(label, "share", share.mean(), out);
    report(label, "share_error", share.mcseMean(), out);
    report(label, "share_between", between / all, out);
    report(label, "r_hat", share.rHat(), out);
    report(label, "refused_at_most", worst(ensembles), out);
    report(
        label, "round_trips", ensembles.stream().mapToLong(e -> e.swaps.roundTrips()).sum(), out);
    double measured = one == 0 || zero == 0 ? Double.NaN : Math.log(one / zero);
    double predicted = predicted(experiment, data, loss, truth, ensembles, label, seed, out);
    report(label, "log_odds", measured, out);
    report(label, "log_odds_predicted", predicted, out);
    return new Odds(angle, measured, predicted);
  }

  /** A start in the phase that the truth is not in. */
  private static double[] other(
      Experiment experiment, RegressionSamples data, double[] truth, Seed seed) {
    if (experiment.symmetry != null) {
      return ReluNetwork.reversed(truth);
    }
    double[] w = smaller(experiment.network, data, truth, seed).w();
    // The second node is active nowhere.
    return new double[] {w[0], w[1], 0.1, 0.1, w[2], -1, w[3], 0.1, w[4]};
  }

  /** The best network of one node, from the mean line and from elsewhere. */
  private static Descent.Minimum smaller(
      ReluNetwork network, RegressionSamples data, double[] truth, Seed seed) {
    ReluNetwork one = network.withHidden(1);
    Objective loss = one.on(data);
    double[] mean = {truth[0] + truth[2], truth[1] + truth[3], truth[4] + truth[5], 1, 0};
    return IntStream.range(0, STARTS)
        .mapToObj(k -> k == 0 ? mean : one.initial(seed.stream("start", k)))
        .map(start -> DESCENT.from(loss, start))
        .min((a, b) -> Double.compare(a.loss(), b.loss()))
        .orElseThrow();
  }

  private static Ensemble ensemble(
      Experiment experiment, Objective loss, double[] start, Seed seed) {
    LocalPosterior posterior = LocalPosterior.at(loss, start, SAMPLES).withPrior(PRIOR);
    Replicas replicas = experiment.tempering.walk(posterior, start, experiment.symmetry, seed);
    for (int i = 0; i < experiment.draws / 3; i++) {
      replicas.step();
    }
    replicas.settle();
    double[] labels = new double[experiment.draws];
    double[][][] best = new double[2][STARTS][];
    double[][] losses = new double[2][STARTS];
    Arrays.stream(losses).forEach(l -> Arrays.fill(l, Double.POSITIVE_INFINITY));
    for (int i = 0; i < labels.length; i++) {
      int phase = experiment.label.applyAsInt(replicas.position());
      labels[i] = phase;
      if (phase >= 0) {
        int worst = 0;
        for (int k = 1; k < STARTS; k++) {
          worst = losses[phase][k] > losses[phase][worst] ? k : worst;
        }
        if (replicas.loss() < losses[phase][worst]) {
          losses[phase][worst] = replicas.loss();
          best[phase][worst] = replicas.position().clone();
        }
      }
      replicas.step();
    }
    return new Ensemble(labels, best[0], best[1], replicas.swaps());
  }

  private static double worst(List<Ensemble> ensembles) {
    return ensembles.stream()
        .flatMapToDouble(e -> Arrays.stream(e.swaps.rejection()))
        .max()
        .orElseThrow();
  }

  /** The log odds of phase 1 from free energies; reports n times the difference of least losses. */
  private static double predicted(
      Experiment experiment,
      RegressionSamples data,
      Objective loss,
      double[] truth,
      List<Ensemble> ensembles,
      String label,
      Seed seed,
      Consumer<Measurement> out) {
    ReluNetwork network = experiment.network;
    double[] low = least(experiment, loss, truth, ensembles, 0);
    PhaseExpansion zero = expanded(network, data, low);
    PhaseExpansion one;
    if (experiment.symmetry == null) {
      ReluNetwork less = network.withHidden(1);
      double[] small = smaller(network, data, truth, seed).w();
      one = expanded(() -> ReluExpansion.withIdleNode("one idle", less, data, small, LOST, seed));
      if (one != null) {
        double error = ReluExpansion.idle(less, data, small, LOST, seed).standardError();
        report(label, "log_odds_predicted_error", error, out);
      }
    } else {
      double[] high = least(experiment, loss, ReluNetwork.reversed(truth), ensembles, 1);
      one = expanded(network, data, high);
    }
    if (zero == null || one == null) {
      return Double.NaN;
    }
    report(label, "n_loss_difference", SAMPLES * (one.loss() - zero.loss()), out);
    report(label, "constant_difference", one.constant() - zero.constant(), out);
    return zero.freeEnergy(SAMPLES) - one.freeEnergy(SAMPLES);
  }

  private static PhaseExpansion expanded(ReluNetwork network, RegressionSamples data, double[] w) {
    return w == null ? null : expanded(() -> ReluExpansion.of("no idle", network, data, w));
  }

  /** Null where the descent ended short of a minimum, or at one that is singular. */
  private static PhaseExpansion expanded(Supplier<PhaseExpansion> expansion) {
    try {
      return expansion.get();
    } catch (IllegalArgumentException singular) {
      return null;
    }
  }

  /** The least minimum of a phase, from the truth or its image and from the best draws. */
  private static double[] least(
      Experiment experiment, Objective loss, double[] start, List<Ensemble> ensembles, int phase) {
    List<double[]> starts = new ArrayList<>(List.of(start));
    for (Ensemble ensemble : ensembles) {
      Arrays.stream(phase == 0 ? ensemble.low : ensemble.high)
          .filter(w -> w != null)
          .forEach(starts::add);
    }
    List<Descent.Minimum> minima =
        Parallel.map(starts.size(), k -> DESCENT.from(loss.fork(), starts.get(k)));
    return minima.stream()
        .filter(minimum -> experiment.label.applyAsInt(minimum.w()) == phase)
        .min((a, b) -> Double.compare(a.loss(), b.loss()))
        .map(Descent.Minimum::w)
        .orElse(null);
  }

  /** Where the log odds fall through 0, between neighbouring angles; NaN where they do not. */
  private static double crossing(List<Odds> odds, boolean predicted) {
    List<Odds> known =
        odds.stream().filter(o -> Double.isFinite(predicted ? o.predicted : o.measured)).toList();
    for (int k = 1; k < known.size(); k++) {
      double before = predicted ? known.get(k - 1).predicted : known.get(k - 1).measured;
      double after = predicted ? known.get(k).predicted : known.get(k).measured;
      if (before > 0 && after <= 0) {
        double share = before / (before - after);
        return known.get(k - 1).angle + share * (known.get(k).angle - known.get(k - 1).angle);
      }
    }
    return Double.NaN;
  }

  private static void summary(String name, List<double[]> crossings, Consumer<Measurement> out) {
    List<double[]> both = crossings.stream().filter(c -> Double.isFinite(c[0] + c[1])).toList();
    report(name, "crossings", both.size(), out);
    String[] metrics = {"crossing", "crossing_predicted"};
    for (int k = 0; k < 2 && both.size() > 1; k++) {
      int place = k;
      double mean = both.stream().mapToDouble(c -> c[place]).average().orElseThrow();
      double squares = both.stream().mapToDouble(c -> (c[place] - mean) * (c[place] - mean)).sum();
      report(name, metrics[k] + "_mean", mean, out);
      report(name, metrics[k] + "_sd", Math.sqrt(squares / (both.size() - 1)), out);
    }
    if (both.size() > 1) {
      double squares = both.stream().mapToDouble(c -> (c[0] - c[1]) * (c[0] - c[1])).sum();
      report(name, "crossing_error_rms", Math.sqrt(squares / both.size()), out);
    }
  }

  /** Free energies by integration over temperatures, beside the expansion's, of one data set. */
  private static void freeEnergies(Experiment experiment, boolean full, Consumer<Measurement> out) {
    Seed seed = Seed.of(1);
    ReluNetwork two = experiment.network;
    double[] truth = ReluNetwork.turned(experiment.truth, 1, 0.3);
    RegressionSamples data = two.sample(truth, SAMPLES, seed);
    TemperatureLadder ladder =
        TemperatureLadder.defaults()
            .withPrior(PRIOR)
            .withWithin(Nuts.defaults().withMaxDepth(4))
            .withEnsembles(4)
            .withBurnIn(full ? 1_000 : 500)
            .withDraws(full ? 4_000 : 1_500);
    ReluNetwork one = two.withHidden(1);
    double[] small = smaller(two, data, truth, seed).w();
    double expanded = ReluExpansion.of("one node", one, data, small).freeEnergy(SAMPLES);
    report("one_node", "free_energy_expanded", expanded, out);
    free("one_node", ladder.estimate(one, data, small, seed), out);
    free("two_nodes", ladder.estimate(two, data, truth, seed), out);
  }

  private static void free(String label, LadderEstimate estimate, Consumer<Measurement> out) {
    if (!estimate.verdict().isInvalid()) {
      report(label, "free_energy", estimate.freeEnergy(), out);
      report(label, "free_energy_low", estimate.freeEnergyInterval().low(), out);
      report(label, "free_energy_high", estimate.freeEnergyInterval().high(), out);
    }
  }
}
