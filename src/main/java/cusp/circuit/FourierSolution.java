package cusp.circuit;

import java.util.Arrays;

/**
 * The logits by which grokked networks add modulo p (Nanda et al. 2023, arXiv:2301.05217, section
 * 4.1): for the answer c to the pair (a, b)
 *
 * <pre>scale · Σ_k cos(2πk(a + b − c)/p)</pre>
 *
 * over the key frequencies k. All pairs have the same loss and margin, as both depend on a + b − c
 * alone.
 *
 * <pre>{@code
 * var solution = new FourierSolution(59, 2, 3, 14, 25);
 * show(solution.loss() + " nats with a margin of " + solution.margin());
 * }</pre>
 *
 * @param p the modulus, at least 2
 * @param scale the weight of each frequency, finite
 * @param frequencies k in [1, p), of which p − k means the same as k; at least one, all different
 */
public record FourierSolution(int p, double scale, int... frequencies) {

  public FourierSolution {
    Harmonics.requireModulus(p);
    frequencies = frequencies.clone();
    if (!Double.isFinite(scale)) {
      throw new IllegalArgumentException("the scale of the logits is finite, not " + scale);
    }
    int[] folded = Arrays.stream(frequencies).map(k -> k > p / 2 ? p - k : k).toArray();
    Harmonics.requireFrequencies(p, folded);
  }

  /** The logit of an answer that is off by d = 0 … p−1: [p]. */
  public double[] profile() {
    Harmonics waves = new Harmonics(p);
    double[] profile = new double[p];
    for (int k : frequencies) {
      for (int d = 0; d < p; d++) {
        profile[d] += scale * waves.cos(k, d);
      }
    }
    return profile;
  }

  /** [p²][p]; pair (a, b) is row a·p + b. */
  public double[][] logits() {
    double[] profile = profile();
    double[][] logits = new double[p * p][p];
    for (int i = 0; i < logits.length; i++) {
      for (int c = 0; c < p; c++) {
        logits[i][c] = profile[Math.floorMod(i / p + i % p - c, p)];
      }
    }
    return logits;
  }

  /** The cross-entropy of every pair, in nats. */
  public double loss() {
    return CrossEntropy.of(profile(), 0);
  }

  /** By how much the right logit exceeds the greatest other. */
  public double margin() {
    double[] profile = profile();
    return profile[0] - Arrays.stream(profile).skip(1).max().orElseThrow();
  }

  @Override
  public String toString() {
    return String.format(
        "the Fourier solution mod %d, frequencies %s, scale %s",
        p, Arrays.toString(frequencies), scale);
  }
}
