package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.model.Objective;
import cusp.posterior.PosteriorSample;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The losses of some samples at every point of a posterior, sample after sample. All samples come a
 * block at a time, since their table may not fit into memory.
 */
final class LossTable {
  /** Losses in memory at a time: 128 MB. */
  private static final int MOST_LOSSES = 1 << 24;

  /** Points whose losses are moved together, so that they fill lines of the cache. */
  private static final int TILE = 8;

  /** Work is divided into so many parts whatever the number of threads. */
  private static final int PARTS = 8;

  private final int from;
  private final int points;
  private final double[] losses;

  private LossTable(int from, int samples, int points) {
    this.from = from;
    this.points = points;
    losses = new double[samples * points];
  }

  /**
   * Hands all samples' losses to a consumer, one block after the other.
   *
   * @param objective whose samples are meant; that of the posterior, or one on other data
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  static void forEachBlock(
      PosteriorSample sample, Objective objective, Consumer<LossTable> consumer) {
    forEachBlock(sample, objective, Math.max(1, MOST_LOSSES / sample.size()), consumer);
  }

  static void forEachBlock(
      PosteriorSample sample, Objective objective, int most, Consumer<LossTable> consumer) {
    int n = objective.samples();
    for (int from = 0; from < n; from += most) {
      LossTable table = new LossTable(from, Math.min(most, n - from), sample.size());
      table.fill(sample.points(), objective);
      consumer.accept(table);
    }
  }

  private void fill(double[][] at, Objective objective) {
    List<Objective> forks = new ArrayList<>();
    for (int k = 0; k < PARTS; k++) {
      forks.add(objective.fork());
    }
    Parallel.map(
        PARTS,
        k -> {
          fill(at, forks.get(k), part(k, points), part(k + 1, points));
          return k;
        });
    Interrupts.endIfInterrupted("the evaluation of losses");
  }

  private void fill(double[][] at, Objective objective, int first, int end) {
    int n = objective.samples();
    double[] tile = new double[TILE * n];
    double[] one = new double[n];
    for (int s = first; s < end; s += TILE) {
      Interrupts.endIfInterrupted("the evaluation of losses");
      int count = Math.min(TILE, end - s);
      for (int t = 0; t < count; t++) {
        objective.losses(at[s + t], one);
        System.arraycopy(one, 0, tile, t * n, n);
      }
      for (int i = 0; i < samples(); i++) {
        for (int t = 0; t < count; t++) {
          losses[i * points + s + t] = tile[t * n + from + i];
        }
      }
    }
  }

  /** Where a part of so many begins. */
  private static int part(int k, int size) {
    return (int) ((long) k * size / PARTS);
  }

  /** How many samples there are in this block. */
  int samples() {
    return losses.length / points;
  }

  /** The number of the block's first sample among all. */
  int from() {
    return from;
  }

  /** Copies the losses of one of the block's samples, one a point. */
  void copy(int i, double[] into) {
    System.arraycopy(losses, i * points, into, 0, points);
  }

  /**
   * Sums over the block's samples, in an order that does not depend on the number of threads.
   *
   * @param parts makes the sum over samples {@code from} … {@code to}−1 of the block
   */
  <T> List<T> inParts(PartSum<T> parts) {
    List<T> sums = Parallel.map(PARTS, k -> parts.over(part(k, samples()), part(k + 1, samples())));
    Interrupts.endIfInterrupted("the sums over samples");
    return sums;
  }

  /** A sum over some of a block's samples. */
  interface PartSum<T> {
    T over(int from, int to);
  }
}
