package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.circuit.FourierSpectrum;
import cusp.develop.Series;
import cusp.develop.Transition;
import cusp.develop.TransitionDetector;
import cusp.model.Objective;
import cusp.nn.Network;
import cusp.posterior.Sgld;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import cusp.task.ModularAddition;
import cusp.task.TrainTestSplit;
import cusp.train.Checkpoint;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.hipparchus.linear.MatrixUtils;

/**
 * Grokking of modular addition by seed, activation and modulus, when test loss and λ̂ change, and
 * what becomes of a network by weight decay and share of the pairs; at full scale as notebook 06
 * reads it.
 */
final class GrokkingSuite implements Suite {
  private record Setting(
      int p, boolean square, double share, int steps, int batch, double... localizations) {
    String label() {
      return "p" + p + (square ? "_square" : "_relu");
    }
  }

  private static final int ESTIMATES = 14;

  /** The fewest in which a transition is sought. */
  private static final int LEAST_ESTIMATES = 12;

  private static final double[] DECAYS = {0.01, 0.1, 0.3, 1, 3, 10, 30};
  private static final double[] SHARES = {0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8};

  /**
   * Two layers without biases, 128 wide, which add modulo p or learn other answers to the pairs.
   */
  static Network network(int p, boolean square) {
    var first = Network.onTokens(p, 2).linearWithoutBias(128);
    return (square ? first.square() : first.relu()).linearWithoutBias(p).crossEntropy();
  }

  /** So many of some checkpoints, the first and the last among them. */
  static List<Checkpoint> evenly(List<Checkpoint> checkpoints, int count) {
    return IntStream.range(0, count)
        .mapToObj(k -> (int) Math.round(k * (checkpoints.size() - 1.0) / (count - 1)))
        .map(checkpoints::get)
        .toList();
  }

  /** λ̂ of a checkpoint with its error and bias, unless there is none. */
  static void report(
      String label, String name, Checkpoint at, LocalEstimate found, Consumer<Measurement> out) {
    if (found.verdict().isInvalid()) {
      return;
    }
    String metric = String.format(Locale.ROOT, "%s_at_%05d", name, at.step());
    out.accept(new Measurement(label, metric, found.value()));
    out.accept(new Measurement(label, metric + "_error", found.standardError()));
    out.accept(new Measurement(label, metric + "_bias", found.stepSizeBias()));
  }

  @Override
  public String name() {
    return "grokking";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    boolean full = Suite.full();
    List<Setting> settings =
        full
            ? List.of(
                new Setting(53, true, 0.5, 4_000, 0, 10, 100),
                new Setting(53, false, 0.5, 10_000, 0, 10),
                new Setting(113, true, 0.3, 4_000, 512, 10),
                new Setting(113, false, 0.3, 6_000, 512, 10))
            : List.of(new Setting(13, true, 0.7, 1_500, 0, 10));
    diagram(full ? 31 : 13, full ? 3 : 1, full ? 4_000 : 500, out);
    for (Setting setting : settings) {
      for (int seed = 1; seed <= (full ? 5 : 1); seed++) {
        follow(setting, seed, out);
      }
    }
  }

  /** One run through time, with λ̂ at some of its checkpoints and each localization. */
  private static void follow(Setting setting, int seed, Consumer<Measurement> out) {
    TrainTestSplit split = new ModularAddition(setting.p).split(setting.share, Seed.of(seed));
    Network network = network(setting.p, setting.square);
    Run run =
        Trainer.adamW(1e-3, 1)
            .withSteps(setting.steps)
            .withCheckpoints(CheckpointPlan.logSpaced(120))
            .train(network, split.train(), network.initial(Seed.of(seed)), Seed.of(seed));
    Objective test = network.on(split.test());
    List<Checkpoint> checkpoints = run.checkpoints().stream().filter(c -> c.step() >= 20).toList();
    double[] steps = checkpoints.stream().mapToDouble(Checkpoint::step).toArray();
    double[] losses = checkpoints.stream().mapToDouble(c -> test.loss(c.w())).toArray();
    String label = setting.label() + "_seed" + seed;
    double[] w = run.last().w();
    for (int k = 0; k < steps.length; k += 4) {
      String step = String.format(Locale.ROOT, "test_loss_at_%05d", (long) steps[k]);
      out.accept(new Measurement(label, step, losses[k]));
    }
    out.accept(new Measurement(label, "test_loss", losses[losses.length - 1]));
    out.accept(new Measurement(label, "test_accuracy", network.accuracy(w, split.test())));
    out.accept(new Measurement(label, "memorised_at", memorised(network, split, checkpoints)));
    out.accept(new Measurement(label, "key_frequencies", keyFrequencies(network, w)));
    date(out, label, "test_loss", Series.of("test loss", steps, losses).withLogX());
    for (double localization : setting.localizations) {
      String name = String.format(Locale.ROOT, "lambda_%.0f", localization);
      List<Checkpoint> at = evenly(checkpoints, ESTIMATES);
      List<LocalEstimate> found =
          Parallel.map(
              "λ̂",
              at.size(),
              k ->
                  LocalLearningCoefficient.defaults()
                      .withSampler(Sgld.defaults().withBatch(setting.batch))
                      .withChains(4)
                      .withBurnIn(300)
                      .withDraws(700)
                      .withLocalization(localization)
                      .estimate(
                          network.on(split.train()), at.get(k).w(), Seed.of(seed).stream(name)));
      for (int k = 0; k < ESTIMATES; k++) {
        report(label, name, at.get(k), found.get(k), out);
      }
      int[] valid =
          IntStream.range(0, ESTIMATES).filter(k -> !found.get(k).verdict().isInvalid()).toArray();
      double[] x = Arrays.stream(valid).mapToDouble(k -> at.get(k).step()).toArray();
      double[] y = Arrays.stream(valid).mapToDouble(k -> found.get(k).value()).toArray();
      double[] e = Arrays.stream(valid).mapToDouble(k -> found.get(k).standardError()).toArray();
      if (x.length >= LEAST_ESTIMATES) {
        date(out, label, name, Series.of(name, x, y).withErrors(e).withLogX());
      }
    }
  }

  private static double memorised(
      Network network, TrainTestSplit split, List<Checkpoint> checkpoints) {
    return checkpoints.stream()
        .filter(c -> network.accuracy(c.w(), split.train()) >= 0.99)
        .mapToDouble(Checkpoint::step)
        .findFirst()
        .orElse(0);
  }

  /** How many frequencies hold nine tenths of the power of the readout. */
  private static int keyFrequencies(Network network, double[] w) {
    double[][] readout = network.parameters().rows("linear1.weight", w);
    double[][] byClass = MatrixUtils.createRealMatrix(readout).transpose().getData();
    return FourierSpectrum.of(byClass).keyFrequenciesHolding(0.9).length;
  }

  /** The largest change of a series downwards, if there is one. */
  private static void date(Consumer<Measurement> out, String label, String name, Series series) {
    Optional<Transition> fall =
        TransitionDetector.defaults().detect(series, Seed.of(1)).all().stream()
            .filter(t -> t.kind() != Transition.Kind.KINK && t.size() < 0)
            .min(Comparator.comparingDouble(Transition::size));
    fall.ifPresent(
        t -> {
          out.accept(new Measurement(label, name + "_falls_at", t.at()));
          out.accept(new Measurement(label, name + "_falls_at_low", t.interval().low()));
          out.accept(new Measurement(label, name + "_falls_at_high", t.interval().high()));
          out.accept(new Measurement(label, name + "_falls_by", t.size()));
        });
  }

  /** What has become of networks after so many steps: shares of seeds. */
  private static void diagram(int p, int seeds, int steps, Consumer<Measurement> out) {
    record Task(double decay, double share, int seed) {}
    List<Task> tasks =
        Arrays.stream(DECAYS)
            .boxed()
            .flatMap(
                d ->
                    Arrays.stream(SHARES)
                        .boxed()
                        .flatMap(
                            s ->
                                IntStream.rangeClosed(1, seeds)
                                    .mapToObj(seed -> new Task(d, s, seed))))
            .toList();
    List<double[]> ends =
        Parallel.map(
            "phase diagram",
            tasks.size(),
            k -> {
              Task task = tasks.get(k);
              TrainTestSplit split = new ModularAddition(p).split(task.share, Seed.of(task.seed));
              Network network = network(p, true);
              Run run =
                  Trainer.adamW(1e-3, task.decay)
                      .withSteps(steps)
                      .withCheckpoints(CheckpointPlan.even(2))
                      .train(
                          network,
                          split.train(),
                          network.initial(Seed.of(task.seed)),
                          Seed.of(task.seed));
              double[] w = run.last().w();
              return new double[] {
                network.accuracy(w, split.train()), network.accuracy(w, split.test())
              };
            });
    for (int k = 0; k < tasks.size(); k++) {
      Task task = tasks.get(k);
      String label = "decay" + task.decay + "_share" + task.share + "_seed" + task.seed;
      out.accept(new Measurement(label, "train_accuracy", ends.get(k)[0]));
      out.accept(new Measurement(label, "test_accuracy", ends.get(k)[1]));
    }
  }
}
