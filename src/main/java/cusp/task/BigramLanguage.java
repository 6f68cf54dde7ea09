package cusp.task;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.DirichletSampler;
import org.hipparchus.exception.MathIllegalArgumentException;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.LUDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * A source of tokens each of which depends on the one before it alone: a stationary Markov chain.
 * Its entropies, in nats, are the losses of the best predictors that know nothing (ln V), how often
 * each token occurs (unigram), and the transitions (bigram).
 *
 * <pre>{@code
 * var language = new BigramLanguage(new double[][] {{0.9, 0.1}, {0.5, 0.5}});
 * show(language.unigramEntropy() + " nats, knowing the token before " + language.entropyRate());
 * show(language.sample(4, 16, seed(1)).tokens());
 * }</pre>
 *
 * @param transitions V × V; [i][j] is the probability that j follows i, so each row sums to 1
 */
public record BigramLanguage(double[][] transitions) {
  private static final double SUM_TOLERANCE = 1e-9;
  private static final double SINGULAR = 1e-13;
  private static final double LEAST_CONCENTRATION = 1e-3;
  private static final double MOST_CONCENTRATION = 1e6;

  /** So many that the transitions of all pairs fit into memory. */
  static final int MOST = 10_000;

  /** The matrix is copied. */
  public BigramLanguage {
    if (transitions.length == 0) {
      throw new IllegalArgumentException("a language has at least one token, not 0");
    }
    transitions = Arrays.stream(transitions).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < transitions.length; i++) {
      requireDistribution(i, transitions[i], transitions.length);
    }
  }

  /**
   * A language at random, each row of its transitions being drawn from the symmetric Dirichlet
   * distribution. With ψ the digamma function, the mean entropy of a row is ψ(Vα + 1) − ψ(α + 1)
   * nats: it falls with α, from ln V to 0.
   *
   * <p>Far below α = 1/V each row is nearly all one token, and the tokens may fall into sets that
   * do not reach each other.
   *
   * @param vocabulary V, from 1 to {@value #MOST}
   * @param concentration α, from 0.001 to 1 000 000; at 1 all rows are equally likely
   */
  public static BigramLanguage random(int vocabulary, double concentration, Seed seed) {
    if (vocabulary < 1 || vocabulary > MOST) {
      throw new IllegalArgumentException(
          "the vocabulary lies in 1 … " + MOST + ", not " + vocabulary);
    }
    if (!(concentration >= LEAST_CONCENTRATION && concentration <= MOST_CONCENTRATION)) {
      throw new IllegalArgumentException(
          String.format(
              "the concentration lies in %s … %s, not %s",
              LEAST_CONCENTRATION, MOST_CONCENTRATION, concentration));
    }
    if (vocabulary == 1) {
      return new BigramLanguage(new double[][] {{1}});
    }
    RandomStream random = seed.stream("transitions").random();
    return new BigramLanguage(
        DirichletSampler.symmetric(random, vocabulary, concentration)
            .samples(vocabulary)
            .toArray(double[][]::new));
  }

  private static void requireDistribution(int i, double[] row, int tokens) {
    if (row.length != tokens) {
      throw new IllegalArgumentException(
          String.format(
              "the transitions of %d tokens are %d × %d, but row %d has %d",
              tokens, tokens, tokens, i, row.length));
    }
    for (int j = 0; j < tokens; j++) {
      if (!(row[j] >= 0 && row[j] <= 1 + SUM_TOLERANCE)) {
        throw new IllegalArgumentException(
            String.format("the probability [%d][%d] lies in [0, 1], not %s", i, j, row[j]));
      }
    }
    double sum = Arrays.stream(row).sum();
    if (Math.abs(sum - 1) > SUM_TOLERANCE) {
      throw new IllegalArgumentException("row " + i + " of the transitions sums to 1, not " + sum);
    }
  }

  /** V, the number of different tokens. */
  public int vocabulary() {
    return transitions.length;
  }

  /**
   * The probability π of each token, which the transitions leave as it is: πP = π.
   *
   * @throws IllegalArgumentException if there are several, because tokens fall into sets that do
   *     not reach each other
   */
  public double[] stationary() {
    int v = vocabulary();
    RealMatrix balance = MatrixUtils.createRealMatrix(transitions).transpose();
    for (int i = 0; i < v; i++) {
      balance.addToEntry(i, i, -1);
      // The balance equations sum to 0 = 0, so that any one of them gives way to Σπ = 1.
      balance.setEntry(v - 1, i, 1);
    }
    ArrayRealVector right = new ArrayRealVector(v);
    right.setEntry(v - 1, 1);
    try {
      double[] solved = new LUDecomposition(balance, SINGULAR).getSolver().solve(right).toArray();
      return Arrays.stream(solved).map(x -> Math.max(0, x)).toArray();
    } catch (MathIllegalArgumentException e) {
      throw new IllegalArgumentException(
          "the tokens fall into sets that do not reach each other, so that no one distribution is"
              + " stationary; make a language of each set",
          e);
    }
  }

  /** The entropy of a token of which nothing is known but how often each occurs, in nats. */
  public double unigramEntropy() {
    return entropy(stationary());
  }

  /** The entropy of a token after the one before it is known, in nats: Σᵢ πᵢ H(Pᵢ). */
  public double entropyRate() {
    double[] probability = stationary();
    double rate = 0;
    for (int i = 0; i < probability.length; i++) {
      rate += probability[i] * entropy(transitions[i]);
    }
    return rate;
  }

  private static double entropy(double[] distribution) {
    double sum = 0;
    for (double q : distribution) {
      sum -= q > 0 ? q * Math.log(q) : 0;
    }
    return sum;
  }

  /**
   * n independent sequences from the stationary distribution, the class at each position being the
   * token that follows.
   *
   * @param length tokens a sequence, at least 1
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public Examples sample(int n, int length, Seed seed) {
    if (n < 1 || length < 1) {
      throw new IllegalArgumentException(
          "at least one sequence of at least one token is drawn, not " + n + " of " + length);
    }
    RandomStream random = seed.stream("bigrams").random();
    double[] first = stationary();
    int[][] sequences = new int[n][length + 1];
    for (int[] sequence : sequences) {
      Interrupts.endIfInterrupted("the drawing of sequences");
      draw(sequence, length + 1, first, random);
    }
    return Examples.ofSequences(vocabulary(), sequences);
  }

  /** Draws the first {@code count} of the tokens, the very first of them from a distribution. */
  void draw(int[] tokens, int count, double[] first, RandomStream random) {
    tokens[0] = draw(first, random);
    for (int t = 1; t < count; t++) {
      tokens[t] = draw(transitions[tokens[t - 1]], random);
    }
  }

  private static int draw(double[] distribution, RandomStream random) {
    double left = random.nextDouble();
    int last = 0;
    for (int i = 0; i < distribution.length; i++) {
      if (distribution[i] > 0) {
        last = i;
        left -= distribution[i];
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }

  @Override
  public String toString() {
    return "a bigram language of " + vocabulary() + " tokens";
  }
}
