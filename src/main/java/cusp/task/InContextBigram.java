package cusp.task;

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
  public InContextBigram {
    if (vocabulary < 1 || vocabulary > BigramLanguage.MOST) {
      throw new IllegalArgumentException(
          "the vocabulary lies in 1 … " + BigramLanguage.MOST + ", not " + vocabulary);
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
    Examples.requireSequence(vocabulary, sequence);
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
    return data.meanLosses(vocabulary, this::losses);
  }
}
