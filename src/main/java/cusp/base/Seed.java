package cusp.base;

import java.util.Objects;

/**
 * A name for an independent stream of random numbers: a root number and the path of purposes below
 * it.
 *
 * <p>Every random choice in the library is drawn from a stream that is named by what it is for
 * ("chain 3", "epoch 17"), never from a generator that is handed on. So a run that resumes at epoch
 * 17 sees the bits it would have seen uninterrupted, and the number of threads changes nothing.
 *
 * <pre>{@code
 * var noise = seed(1).stream("noise").random();
 * show(noise.nextGaussian());
 * show(seed(1).stream("chain", 3));
 * }</pre>
 *
 * @param root the number a user chose
 * @param path the purposes, joined by '/', empty for the root itself
 */
public record Seed(long root, String path) {

  public Seed {
    Objects.requireNonNull(path, "path");
  }

  /** The root seed of the given number. */
  public static Seed of(long root) {
    return new Seed(root, "");
  }

  /** The seed of one purpose below this one. */
  public Seed stream(String purpose) {
    if (purpose.isEmpty() || purpose.indexOf('/') >= 0) {
      throw new IllegalArgumentException(
          "a purpose is a non-empty name without '/', not \"" + purpose + "\"");
    }
    return new Seed(root, path.isEmpty() ? purpose : path + "/" + purpose);
  }

  /** The seed of the index-th member of a purpose, as in {@code stream("chain", 3)}. */
  public Seed stream(String purpose, long index) {
    return stream(purpose + "-" + index);
  }

  /** The generator of this stream, at its start. */
  public RandomStream random() {
    return new RandomStream(this);
  }

  /**
   * 64 bits that depend on the root and the whole path; the state of a {@link RandomStream} is
   * grown from them.
   */
  long key() {
    // FNV-1a over the path, then the root, finished by a bijective mixer: distinct short paths do
    // not collide.
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < path.length(); i++) {
      hash = (hash ^ path.charAt(i)) * 0x100000001b3L;
    }
    return RandomStream.mix(RandomStream.mix(hash) + root * 0x9e3779b97f4a7c15L);
  }

  @Override
  public String toString() {
    return path.isEmpty() ? "seed(" + root + ")" : "seed(" + root + ")/" + path;
  }
}
