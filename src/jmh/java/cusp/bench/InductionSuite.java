package cusp.bench;

import cusp.base.Seed;
import cusp.circuit.AttentionScores;
import cusp.circuit.HeadCircuits;
import cusp.circuit.InContextScore;
import cusp.develop.Series;
import cusp.develop.Stages;
import cusp.develop.Timeline;
import cusp.develop.Transition;
import cusp.develop.TransitionDetector;
import cusp.nn.Network;
import cusp.posterior.Sgld;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import cusp.task.BigramLanguage;
import cusp.task.Examples;
import cusp.task.RepeatedSegments;
import cusp.task.WordPieces;
import cusp.train.Checkpoint;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Induction heads by seed: the scores and learning coefficients of every head through a run, and
 * the stages that are found in them; with repeated segments, with one layer, and with text. At full
 * scale as notebook 07 reads it.
 */
final class InductionSuite implements Suite {

  /**
   * What is followed.
   *
   * @param unseen sequences for the losses
   * @param repeated sequences for the attention
   * @param sampled how many of the sequences to learn from λ̂ is taken on
   * @param batch of those a step
   * @param estimates checkpoints at which it is taken, evenly chosen
   * @param parts whose λ̂ is followed; an empty name for the whole
   */
  private record Setting(
      Network network,
      Examples learnt,
      Examples unseen,
      Examples repeated,
      InContextScore score,
      Trainer trainer,
      int sampled,
      int batch,
      int estimates,
      List<String> parts) {}

  /** The step from which on a run is followed. */
  private static final int FIRST = 10;

  /** The fewest numbers in which transitions are sought. */
  private static final int LEAST = 12;

  private static final Path TEXT = Path.of("notebooks", "data", "shakespeare.txt");

  @Override
  public String name() {
    return "induction";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    boolean full = Suite.full();
    for (int seed = 1; seed <= (full ? 5 : 1); seed++) {
      follow("seed" + seed, segments(seed, 2, full), Seed.of(seed), out);
      follow("one_layer_seed" + seed, segments(seed, 1, full), Seed.of(seed), out);
    }
    if (Files.exists(TEXT)) {
      for (int seed = 1; seed <= (full ? 3 : 1); seed++) {
        follow("text_seed" + seed, text(seed, full), Seed.of(seed), out);
      }
    }
  }

  private static Setting segments(int seed, int layers, boolean full) {
    int vocabulary = 12;
    int length = 28;
    BigramLanguage language = BigramLanguage.random(vocabulary, 1, Seed.of(seed));
    RepeatedSegments task = new RepeatedSegments(language, 8, 16);
    Examples unseen = task.sample(256, length, Seed.of(seed).stream("unseen"));
    var builder = Network.onTokens(vocabulary, length).embedding(32).positions();
    for (int k = 0; k < layers; k++) {
      builder = builder.residual(inside -> inside.attention(2));
    }
    Network network = builder.linearWithoutBias(vocabulary).crossEntropy();
    return new Setting(
        network,
        task.sample(4_096, length, Seed.of(seed)),
        unseen,
        unseen,
        new InContextScore(2, 23, 5),
        Trainer.adam(1e-2)
            .withBatch(32)
            .withSteps(full ? 2_000 : 300)
            .withCheckpoints(CheckpointPlan.logSpaced(full ? 100 : 40)),
        256,
        32,
        32,
        full && layers == 2 ? parts(network) : List.of());
  }

  private static Setting text(int seed, boolean full) {
    int length = 64;
    String text = read();
    WordPieces pieces = WordPieces.learn(text, 256);
    Examples all = pieces.sequences(text, length);
    int kept = 256;
    int learnt = all.size() - kept;
    Network network =
        Network.onTokens(pieces.size(), length)
            .embedding(64)
            .positions()
            .residual(inside -> inside.layerNorm().attention(4))
            .residual(inside -> inside.layerNorm().attention(4))
            .layerNorm()
            .linearWithoutBias(pieces.size())
            .crossEntropy();
    // Evenly random pieces, so that only the repetition can be told from the context.
    BigramLanguage even = BigramLanguage.random(pieces.size(), 1e6, Seed.of(seed));
    return new Setting(
        network,
        all.subset(IntStream.range(0, learnt).toArray()),
        all.subset(IntStream.range(learnt, all.size()).toArray()),
        new RepeatedSegments(even, 24, 32).sample(64, length, Seed.of(seed)),
        new InContextScore(4, 54, 10),
        Trainer.adam(3e-3)
            .withBatch(32)
            .withSteps(full ? 5_000 : 100)
            .withCheckpoints(CheckpointPlan.logSpaced(full ? 100 : 40)),
        128,
        16,
        12,
        List.of());
  }

  /** The whole, each layer of attention and each head. */
  private static List<String> parts(Network network) {
    Stream<String> layers = network.heads().stream().map(head -> head.split("\\.")[0]).distinct();
    return Stream.of(Stream.of(""), layers, network.heads().stream())
        .flatMap(part -> part)
        .toList();
  }

  private static String read() {
    try {
      return Files.readString(TEXT);
    } catch (IOException e) {
      throw new UncheckedIOException("the text to learn from cannot be read", e);
    }
  }

  private static void follow(String label, Setting setting, Seed seed, Consumer<Measurement> out) {
    Network network = setting.network;
    Run run = setting.trainer.train(network, setting.learnt, network.initial(seed), seed);
    Run followed = run.near(Arrays.stream(run.steps()).filter(s -> s >= FIRST).toArray());
    List<Checkpoint> later = followed.checkpoints();
    Timeline story = Timeline.over(followed).tracks(w -> measures(setting, w));
    Examples sampled = setting.learnt.subset(IntStream.range(0, setting.sampled).toArray());
    Timeline weighed =
        Timeline.over(
            followed
                .near(
                    GrokkingSuite.evenly(later, setting.estimates).stream()
                        .mapToDouble(Checkpoint::step)
                        .toArray())
                .on(network.on(sampled)));
    LocalLearningCoefficient llc =
        LocalLearningCoefficient.defaults()
            .withSampler(Sgld.defaults().withBatch(setting.batch))
            .withChains(4)
            .withBurnIn(100)
            .withDraws(200)
            .withLocalization(100);
    double[] losses = followed.losses();
    for (int k = 0; k < losses.length; k++) {
      out.accept(new Measurement(label, "loss" + at(later.get(k).step()), losses[k]));
    }
    story.tracks().forEach(track -> report(label, story, track, out));
    for (String part : setting.parts) {
      weighed =
          part.isEmpty()
              ? weighed.track("λ̂", llc)
              : weighed.track("λ̂ " + part, llc.withMask(network.mask(part)));
      report(label, weighed, weighed.tracks().get(weighed.tracks().size() - 1), out);
    }
    List<Series> series = new ArrayList<>(story.series());
    // Too many of a short series may be INVALID.
    weighed.series().stream().skip(1).filter(s -> s.size() >= LEAST).forEach(series::add);
    dates(label, TransitionDetector.defaults().detect(series, seed).stages(), out);
  }

  private static Map<String, Double> measures(Setting setting, double[] w) {
    Network network = setting.network;
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put("unseen", network.on(setting.unseen).loss(w));
    measures.put("in-context", setting.score.mean(network, w, setting.unseen));
    AttentionScores attention = AttentionScores.of(network, w, setting.repeated);
    HeadCircuits circuits = HeadCircuits.of(network, w);
    for (String head : network.heads()) {
      measures.put("previous " + head, attention.previousToken(head));
      measures.put("prefix " + head, attention.prefixMatching(head));
      measures.put("copying " + head, circuits.copying(head));
    }
    for (HeadCircuits.Composition pair : circuits.compositions()) {
      measures.put("key " + pair.earlier() + " " + pair.later(), pair.key());
    }
    return measures;
  }

  private static void report(
      String label, Timeline story, Timeline.Track track, Consumer<Measurement> out) {
    double[] values = story.values(track.name());
    for (int k = 0; k < values.length; k++) {
      String metric = track.name() + at(story.run().checkpoints().get(k).step());
      if (track instanceof Timeline.Track.Estimates estimates) {
        LocalEstimate estimate = (LocalEstimate) estimates.estimates().get(k);
        if (estimate.verdict().isInvalid()) {
          continue;
        }
        out.accept(new Measurement(label, metric + " error", estimate.standardError()));
        out.accept(new Measurement(label, metric + " bias", estimate.stepSizeBias()));
      }
      out.accept(new Measurement(label, metric, values[k]));
    }
  }

  private static String at(double step) {
    return String.format(Locale.ROOT, " at %05.0f", step);
  }

  private static void dates(String label, Stages stages, Consumer<Measurement> out) {
    for (int k = 0; k < stages.boundaries().size(); k++) {
      Stages.Boundary boundary = stages.boundaries().get(k);
      String name = "boundary " + (k + 1);
      out.accept(new Measurement(label, name, boundary.at()));
      out.accept(new Measurement(label, name + " from", boundary.interval().low()));
      out.accept(new Measurement(label, name + " to", boundary.interval().high()));
      for (Transition member : boundary.members()) {
        String date = name + ": " + member.series() + " " + member.kind();
        out.accept(new Measurement(label, date, member.at()));
        out.accept(new Measurement(label, date + " from", member.interval().low()));
        out.accept(new Measurement(label, date + " to", member.interval().high()));
        out.accept(new Measurement(label, date + " size", member.size()));
      }
    }
  }
}
