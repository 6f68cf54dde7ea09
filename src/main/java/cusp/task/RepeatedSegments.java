package cusp.task;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Sequences in which a segment of a language repeats to the end: x_t = segment[t mod ℓ]. Both the
 * segment and its length ℓ, uniform in {@code shortest} … {@code longest}, are drawn anew for each
 * sequence, so that no fixed distance back tells the next token. What does is that after A B … A
 * comes B: the task of induction heads (Olsson et al. 2022, arXiv:2209.11895).
 *
 * <p>The losses of three predictors are exact: of one who does not look back, of one who is told ℓ,
 * and of the ideal one, who infers it. These and the drawing throw an {@link
 * IllegalArgumentException} where the language has no one stationary distribution.
 *
 * <pre>{@code
 * var task = new RepeatedSegments(BigramLanguage.random(8, 0.5, seed(1)), 4, 12);
 * var data = task.sample(200, 32, seed(2));
 * show(task.lossesWithoutCopying(32));
 * show(task.meanIdealLosses(data));
 * }</pre>
 *
 * @param language of the segments; its stationary distribution is that of their first tokens
 * @param shortest least length of a segment, at least 1
 * @param longest greatest length of a segment, from {@code shortest} to 10 000; where it exceeds
 *     the length of a sequence, some never repeat
 */
public record RepeatedSegments(BigramLanguage language, int shortest, int longest) {
  private static final int MOST = 10_000;

  public RepeatedSegments {
    if (shortest < 1 || longest < shortest || longest > MOST) {
      throw new IllegalArgumentException(
          String.format(
              "the lengths of segments, the shortest first, lie in 1 … %d, not %d … %d",
              MOST, shortest, longest));
    }
  }

  /**
   * n independent sequences, the class at each position being the token that follows.
   *
   * @param length tokens a sequence, at least 1; one more is drawn, to follow the last
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Examples sample(int n, int length, Seed seed) {
    if (n < 1 || length < 1) {
      throw new IllegalArgumentException(
          "at least one sequence of at least one token is drawn, not " + n + " of " + length);
    }
    RandomStream random = seed.stream("segments").random();
    double[] first = language.stationary();
    int[][] sequences = new int[n][length + 1];
    for (int[] sequence : sequences) {
      Interrupts.endIfInterrupted("the drawing of sequences");
      int segment = shortest + random.nextInt(lengths());
      language.draw(sequence, Math.min(segment, sequence.length), first, random);
      for (int t = segment; t < sequence.length; t++) {
        sequence[t] = sequence[t - segment];
      }
    }
    return Examples.ofSequences(language.vocabulary(), sequences);
  }

  private int lengths() {
    return longest - shortest + 1;
  }

  private static void requireLength(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("there is at least one position, not " + length);
    }
  }

  /**
   * At each position, in nats, the least mean loss of a predictor that knows the position and the
   * token there, but none before it: the conditional entropy H(x_{s+1} | x_s) where
   *
   * <pre>P(x_s = i, x_{s+1} = j) = Σ_ℓ p(ℓ) · { πⱼ (P^{ℓ−1})ⱼᵢ   if ℓ divides s + 1
   *                                        { πᵢ Pᵢⱼ           if not,</pre>
   *
   * <p>as a segment begins again at the multiples of its length. P are the transitions of the
   * language and π its stationary distribution.
   *
   * @param length positions, at least 1
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public double[] lossesWithoutCopying(int length) {
    requireLength(length);
    RealMatrix transitions = MatrixUtils.createRealMatrix(language.transitions());
    RealMatrix first = MatrixUtils.createRealDiagonalMatrix(language.stationary());
    RealMatrix within = first.multiply(transitions);
    RealMatrix[] ends = new RealMatrix[Math.min(longest, length) + 1];
    RealMatrix last = first;
    for (int segment = 1; segment < ends.length; segment++) {
      Interrupts.endIfInterrupted("the multiplying of transitions");
      ends[segment] = last.transpose();
      last = last.multiply(transitions);
    }
    double[] losses = new double[length];
    for (int s = 0; s < length; s++) {
      RealMatrix joint = MatrixUtils.createRealMatrix(language.vocabulary(), language.vocabulary());
      int ending = 0;
      for (int segment = shortest; segment <= Math.min(longest, s + 1); segment++) {
        if ((s + 1) % segment == 0) {
          joint = joint.add(ends[segment]);
          ending++;
        }
      }
      losses[s] =
          conditionalEntropy(
              joint.add(within.scalarMultiply(lengths() - ending)).scalarMultiply(1.0 / lengths()));
    }
    return losses;
  }

  private static double conditionalEntropy(RealMatrix joint) {
    double entropy = 0;
    for (double[] row : joint.getData()) {
      double sum = Arrays.stream(row).sum();
      for (double q : row) {
        entropy -= q > 0 ? q * Math.log(q / sum) : 0;
      }
    }
    return entropy;
  }

  /**
   * At each position, in nats, the mean loss of the predictor that is told ℓ: h · P(ℓ &gt; s + 1),
   * with h the entropy rate of the language. No predictor that is not told has a smaller one; the
   * ideal one's losses exceed them by at most ln(longest − shortest + 1) in all.
   *
   * @param length positions, at least 1
   */
  public double[] lossesWithCopying(int length) {
    requireLength(length);
    double rate = language.entropyRate();
    double[] losses = new double[length];
    for (int s = 0; s < length; s++) {
      int longer = Math.max(0, Math.min(lengths(), longest - s - 1));
      losses[s] = rate * longer / lengths();
    }
    return losses;
  }

  /**
   * The losses of the ideal predictor, who knows the language and infers ℓ: −ln p(x_{s+1} | x_0 …
   * x_s), in nats, one less than there are tokens. No predictor has a smaller mean.
   *
   * @param sequence at least two tokens in [0, V)
   * @throws IllegalArgumentException if the language and no ℓ make the sequence
   */
  public double[] idealLosses(int... sequence) {
    return idealLosses(language.stationary(), sequence);
  }

  private double[] idealLosses(double[] first, int[] sequence) {
    Examples.requireSequence(language.vocabulary(), sequence);
    if (first[sequence[0]] == 0) {
      throw new IllegalArgumentException(
          "the language has no token " + sequence[0] + ", which is at position 0");
    }
    // In logarithms, for a length may be all but ruled out by a thousand tokens and yet be the one.
    double[] logs = new double[lengths()];
    Arrays.fill(logs, -Math.log(lengths()));
    double[] losses = new double[sequence.length - 1];
    for (int s = 0; s < losses.length; s++) {
      int next = sequence[s + 1];
      double fresh = Math.log(language.transitions()[sequence[s]][next]);
      for (int k = 0; k < logs.length; k++) {
        int back = s + 1 - (shortest + k);
        if (back < 0) {
          logs[k] += fresh;
        } else if (sequence[back] != next) {
          logs[k] = Double.NEGATIVE_INFINITY;
        }
      }
      double evidence = logOfSum(logs);
      if (evidence == Double.NEGATIVE_INFINITY) {
        throw new IllegalArgumentException(
            String.format(
                "no segment of %d to %d tokens of the language, repeated, goes on to token %d at"
                    + " position %d",
                shortest, longest, next, s + 1));
      }
      losses[s] = Math.max(0, -evidence);
      for (int k = 0; k < logs.length; k++) {
        logs[k] -= evidence;
      }
    }
    return losses;
  }

  private static double logOfSum(double[] logs) {
    double most = Double.NEGATIVE_INFINITY;
    for (double log : logs) {
      most = Math.max(most, log);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (double log : logs) {
      sum += Math.exp(log - most);
    }
    return most + Math.log(sum);
  }

  /**
   * The mean of {@link #idealLosses} at each position of examples whose class at each position is
   * the next token, as {@link #sample} gives them.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public double[] meanIdealLosses(Examples data) {
    double[] first = language.stationary();
    return data.meanLosses(language.vocabulary(), sequence -> idealLosses(first, sequence));
  }

  @Override
  public String toString() {
    return String.format(
        "segments of %d to %d tokens, repeated, of %s", shortest, longest, language);
  }
}
