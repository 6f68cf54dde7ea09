package cusp.task;

import cusp.base.Seed;

/**
 * Addition modulo p: two tokens a and b, and the class (a + b) mod p. Learnt from a part of the p²
 * pairs, it is the task on which networks first memorise and, long after, grok (Power et al. 2022,
 * arXiv:2201.02177; Nanda et al. 2023, arXiv:2301.05217).
 *
 * <pre>{@code
 * var task = new ModularAddition(59);
 * var data = task.split(0.3, seed(1));
 * show(data);
 * show("chance: " + task.chanceLoss() + " nats");
 * }</pre>
 *
 * @param p the modulus, from 2 to {@value #MOST}
 */
public record ModularAddition(int p) {

  /** So many that the tokens of all pairs fit into one array with room to spare. */
  static final int MOST = 10_000;

  public ModularAddition {
    if (p < 2 || p > MOST) {
      throw new IllegalArgumentException("the modulus p lies in 2 … " + MOST + ", not " + p);
    }
  }

  /** All p² pairs with their sums; pair (a, b) is example a·p + b. */
  public Examples pairs() {
    int n = p * p;
    int[] tokens = new int[2 * n];
    int[] sums = new int[n];
    for (int i = 0; i < n; i++) {
      tokens[2 * i] = i / p;
      tokens[2 * i + 1] = i % p;
      sums[i] = (i / p + i % p) % p;
    }
    return new Examples(n, 2, 1, p, p, tokens, new double[0], sums, new double[0]);
  }

  /**
   * A random part of the pairs to learn from, and the others to test on.
   *
   * @param fraction to learn from, in (0, 1)
   */
  public TrainTestSplit split(double fraction, Seed seed) {
    return TrainTestSplit.of(pairs(), fraction, seed);
  }

  /** ln p, the cross-entropy of a uniform answer, in nats. */
  public double chanceLoss() {
    return Math.log(p);
  }
}
