package cusp.base;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The random numbers of one {@link Seed}: xoshiro256++ (Blackman and Vigna 2021, arXiv:1805.01407),
 * with normal deviates by the modified ziggurat of Apache Commons RNG.
 *
 * <p>A final class, so that the inner loops of samplers call it without dispatch. Not thread-safe:
 * one per chain or worker. {@link #restart} moves it to a numbered sub-stream without allocating,
 * which is how a trainer gets the same permutation for epoch 17 whether or not it has seen epochs 0
 * to 16.
 *
 * <pre>{@code
 * var random = seed(1).stream("noise").random();
 * double[] draws = new double[1000];
 * random.gaussians(draws, draws.length);
 * show(Plot.of("").histogram("", draws, 20).figure("A thousand normal deviates."));
 * }</pre>
 */
public final class RandomStream implements UniformRandomProvider {
  /** The step of SplitMix64's counter, 2⁶⁴ over the golden ratio. */
  public static final long GOLDEN = 0x9e3779b97f4a7c15L;

  private final long key;
  private final ZigguratSampler.NormalizedGaussian normal =
      ZigguratSampler.NormalizedGaussian.of(this);
  private long s0;
  private long s1;
  private long s2;
  private long s3;

  RandomStream(Seed seed) {
    key = seed.key();
    restart(0);
  }

  /**
   * Moves to the start of the numbered sub-stream of this seed; sub-stream 0 is where a new
   * generator stands.
   */
  public void restart(long substream) {
    long z = mix(key + 0xd1342543de82ef95L * substream);
    s0 = mix(z += GOLDEN);
    s1 = mix(z += GOLDEN);
    s2 = mix(z += GOLDEN);
    s3 = mix(z + GOLDEN);
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea and Flood 2014), a bijection of the 64-bit numbers.
   */
  public static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  @Override
  public long nextLong() {
    long result = Long.rotateLeft(s0 + s3, 23) + s0;
    long t = s1 << 17;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = Long.rotateLeft(s3, 45);
    return result;
  }

  /** A standard normal deviate. */
  public double nextGaussian() {
    return normal.sample();
  }

  /** Fills the first {@code count} places with independent standard normal deviates. */
  public void gaussians(double[] into, int count) {
    for (int i = 0; i < count; i++) {
      into[i] = normal.sample();
    }
  }

  /**
   * Sets {@code order} to a uniformly random permutation of 0 … length−1 (Fisher–Yates from the
   * inside out, bounds by Lemire's method).
   */
  public void permutation(int[] order) {
    // The words come from a generator of their own, whose steps do not wait for one another:
    // SplitMix64.
    long state = nextLong();
    int i = 0;
    while (i < order.length) {
      state += GOLDEN;
      long word = mix(state);
      insert(order, i, bounded((int) word, i + 1));
      i++;
      if (i < order.length) {
        insert(order, i, bounded((int) (word >>> 32), i + 1));
        i++;
      }
    }
  }

  /** Puts i at place j, and what was there at the end, place i. */
  private static void insert(int[] order, int i, int j) {
    order[i] = order[j];
    order[j] = i;
  }

  /**
   * Maps 32 random bits to 0 … bound−1 without bias, drawing again in the rare case that asks for
   * it.
   */
  private int bounded(int bits, int bound) {
    long product = (bits & 0xffffffffL) * bound;
    if ((product & 0xffffffffL) < bound) {
      long threshold = (0x100000000L - bound) % bound;
      while ((product & 0xffffffffL) < threshold) {
        product = (nextLong() >>> 32) * bound;
      }
    }
    return (int) (product >>> 32);
  }
}
