package cusp.model;

import cusp.base.RandomStream;
import cusp.base.Seed;

/**
 * A slice of a permutation of the samples. It is a view: {@link Shuffle} refills the permutation in
 * place at each epoch, so that no step of a sampler allocates.
 *
 * <pre>{@code
 * var batches = new Batch.Shuffle(1000, 20, seed(1));
 * show(batches.perEpoch());
 * show(batches.at(0).sample(0));
 * }</pre>
 */
public final class Batch {
  private final int[] order;
  private final int from;
  private final int to;

  private Batch(int[] order, int from, int to) {
    this.order = order;
    this.from = from;
    this.to = to;
  }

  /** All of n samples in their own order. */
  public static Batch all(int n) {
    return of(java.util.stream.IntStream.range(0, n).toArray());
  }

  /** The given samples. */
  public static Batch of(int... samples) {
    return new Batch(samples.clone(), 0, samples.length);
  }

  /** The number of samples. */
  public int size() {
    return to - from;
  }

  /** The k-th sample of this batch. */
  public int sample(int k) {
    return order[java.util.Objects.checkIndex(k, to - from) + from];
  }

  /**
   * The permutation that holds the batch at {@code from()} … {@code to()−1}; for inner loops, to be
   * read only.
   */
  public int[] order() {
    return order;
  }

  /** Where the batch begins in {@link #order()}. */
  public int from() {
    return from;
  }

  /** Where it ends, the first place behind it. */
  public int to() {
    return to;
  }

  /**
   * Random reshuffling: each epoch goes once through all samples in a new random order, the last
   * batch being smaller where the size does not divide n. The order of an epoch depends on the seed
   * and its number alone.
   */
  public static final class Shuffle {
    private final int[] order;
    private final Batch[] batches;
    private final RandomStream random;
    private long epoch = -1;

    /**
     * @param n number of samples
     * @param size samples a batch, 1 … n; at n the batch is all samples in order
     */
    public Shuffle(int n, int size, Seed seed) {
      if (n < 1) {
        throw new IllegalArgumentException(
            "there are no samples to draw batches from (n = " + n + ")");
      }
      if (size < 1 || size > n) {
        throw new IllegalArgumentException(
            "the batch size must lie between 1 and the number of samples, n = "
                + n
                + ", not "
                + size);
      }
      order = java.util.stream.IntStream.range(0, n).toArray();
      random = seed.stream("shuffle").random();
      batches = new Batch[(n + size - 1) / size];
      for (int k = 0; k < batches.length; k++) {
        batches[k] = new Batch(order, k * size, Math.min(n, (k + 1) * size));
      }
    }

    /** Batches an epoch. */
    public int perEpoch() {
      return batches.length;
    }

    /** The batch of a step counted from 0; valid until the next call. */
    public Batch at(long step) {
      int count = batches.length;
      if (count == 1) {
        return batches[0];
      }
      long wanted = step / count;
      if (wanted != epoch) {
        random.restart(wanted);
        random.permutation(order);
        epoch = wanted;
      }
      return batches[(int) (step - wanted * count)];
    }
  }
}
