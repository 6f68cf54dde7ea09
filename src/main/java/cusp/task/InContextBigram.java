package cusp.task;

import java.util.Arrays;

/**
 * The predictor that counts, in the sequence so far, what has followed the present token, and knows
 * nothing else: the standard that an induction head is held to (Olsson et al. 2022,
 * arXiv:2209.11895). After tokens s₀ … s_t it gives j the probability
 *
 * <pre>(α + #(s_t j)) / (αV + #(s_t ·)),</pre>
 *
 * the counts being of neighbours among s₀ … s_t.
 *
 * <pre>{@code
 * var counts = new InContextBigram(3, 1);
 * show(counts.losses(0, 1, 2, 0, 1, 2, 0, 1));
 * }</pre>
 *
 * @param vocabulary V ≥ 1
 * @param smoothing α > 0, what is added to each count
 */
public record InContextBigram(int vocabulary, double smoothing) {
  private static final int MOST = 10_000;

  public InContextBigram {
    if (vocabulary < 1 || vocabulary > MOST) {
      throw new IllegalArgumentException(
          "the vocabulary lies in 1 … " + MOST + ", not " + vocabulary);
    }
    if (!(smoothing > 0 && smoothing < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the smoothing is positive and finite, as an unseen token has a loss, not " + smoothing);
    }
  }

  /**
   * −ln of the probability of each token after the first, in nats: one less than there are tokens.
   *
   * @param sequence at least two tokens in [0, V)
   */
  public double[] losses(int... sequence) {
    if (sequence.length < 2) {
      throw new IllegalArgumentException(
          "a sequence to predict has at least 2 tokens, not " + sequence.length);
    }
    for (int t = 0; t < sequence.length; t++) {
      if (sequence[t] < 0 || sequence[t] >= vocabulary) {
        throw new IllegalArgumentException(
            String.format(
                "token %d at position %d lies outside 0 … %d", sequence[t], t, vocabulary - 1));
      }
    }
    int[][] pairs = new int[vocabulary][];
    int[] seen = new int[vocabulary];
    double[] losses = new double[sequence.length - 1];
    for (int t = 0; t < losses.length; t++) {
      int token = sequence[t];
      int next = sequence[t + 1];
      if (pairs[token] == null) {
        pairs[token] = new int[vocabulary];
      }
      losses[t] =
          Math.log(smoothing * vocabulary + seen[token]) - Math.log(smoothing + pairs[token][next]);
      pairs[token][next]++;
      seen[token]++;
    }
    return losses;
  }

  /**
   * The mean loss at each position of examples whose class at each position is the next token, as
   * {@link BigramLanguage#sample} gives them.
   */
  public double[] meanLosses(Examples data) {
    int length = data.inputs();
    if (data.vocabulary() != vocabulary
        || data.classCount() != vocabulary
        || data.outputs() != length) {
      throw new IllegalArgumentException(
          String.format(
              "sequences of a vocabulary of %d with the next token at each position are expected,"
                  + " not %d answers in %d classes to %d inputs of a vocabulary of %d",
              vocabulary, data.outputs(), data.classCount(), length, data.vocabulary()));
    }
    double[] mean = new double[length];
    int[] sequence = new int[length + 1];
    for (int s = 0; s < data.size(); s++) {
      System.arraycopy(data.tokens(), s * length, sequence, 0, length);
      sequence[length] = data.classes()[(s + 1) * length - 1];
      double[] losses = losses(sequence);
      for (int t = 0; t < length; t++) {
        mean[t] += losses[t];
      }
    }
    return Arrays.stream(mean).map(sum -> sum / data.size()).toArray();
  }
}
