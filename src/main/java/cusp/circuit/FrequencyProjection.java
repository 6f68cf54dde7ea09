package cusp.circuit;

import java.util.stream.IntStream;

/**
 * Splits logits over all pairs (a, b) into the part that key frequencies of the sum carry and the
 * rest: the progress measures of Nanda et al. 2023 (arXiv:2301.05217, section 5.1). The restricted
 * logits keep, of each output, the mean over the pairs and the components along cos and sin of
 * 2πk(a + b)/p for the key frequencies k; the excluded logits lack those components and keep all
 * else.
 *
 * <p>Each matrix of logits is [p²][p]; pair (a, b) is row a·p + b, the answer is (a + b) mod p.
 * {@code FourierSpectrum.ofSums(p, logits).keyFrequencies(count)} chooses key frequencies.
 *
 * <pre>{@code
 * var logits = new FourierSolution(23, 2, 3, 7).logits();
 * int[] key = FourierSpectrum.ofSums(23, logits).keyFrequencies(2);
 * show(new FrequencyProjection(23, key).losses(logits).toTable());
 * }</pre>
 *
 * @param p the modulus, at least 2
 * @param frequencies the key frequencies, all different, in 1 … ⌊p/2⌋
 */
public record FrequencyProjection(int p, int... frequencies) {

  public FrequencyProjection {
    Harmonics.requireModulus(p);
    frequencies = frequencies.clone();
    Harmonics.requireFrequencies(p, frequencies);
  }

  /** The mean over the pairs of each sum: [p][h] of [p²][h]. */
  static double[][] meansBySum(int p, double[][] values) {
    int width = Matrices.width("the values of pairs", values);
    Matrices.requireShape("the values of pairs", values, p * p, width);
    double[][] means = new double[p][width];
    for (int i = 0; i < values.length; i++) {
      Matrices.addMultiple(1.0 / p, values[i], means[(i / p + i % p) % p]);
    }
    return means;
  }

  /** The key components by sum: [p][p]. */
  private double[][] keyPart(double[][] logits) {
    Matrices.requireShape("the logits", logits, p * p, p);
    double[][] means = meansBySum(p, logits);
    double[] kernel = new double[p];
    Harmonics waves = new Harmonics(p);
    for (int k : frequencies) {
      for (int d = 0; d < p; d++) {
        kernel[d] += (2 * k == p ? 1.0 : 2.0) / p * waves.cos(k, d);
      }
    }
    double[][] part = new double[p][p];
    for (int s = 0; s < p; s++) {
      for (int t = 0; t < p; t++) {
        Matrices.addMultiple(kernel[Math.floorMod(s - t, p)], means[t], part[s]);
      }
    }
    return part;
  }

  /** The mean of each output and its key components: [p²][p]. */
  public double[][] restricted(double[][] logits) {
    double[][] part = keyPart(logits);
    double[] mean = Matrices.columnMeans(logits);
    double[][] kept = new double[logits.length][];
    for (int i = 0; i < kept.length; i++) {
      kept[i] = mean.clone();
      Matrices.addMultiple(1, part[(i / p + i % p) % p], kept[i]);
    }
    return kept;
  }

  /** All but the key components: [p²][p]. */
  public double[][] excluded(double[][] logits) {
    double[][] part = keyPart(logits);
    double[][] rest = new double[logits.length][];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = logits[i].clone();
      Matrices.addMultiple(-1, part[(i / p + i % p) % p], rest[i]);
    }
    return rest;
  }

  /** The losses over all pairs. */
  public FrequencyLosses losses(double[][] logits) {
    return losses(logits, IntStream.range(0, p * p).toArray());
  }

  /**
   * The losses over some of the pairs, such as those learnt from; the projections are of all.
   *
   * @param rows at least one, in [0, p²)
   */
  public FrequencyLosses losses(double[][] logits, int[] rows) {
    if (rows.length == 0) {
      throw new IllegalArgumentException("a loss needs at least one pair, not 0");
    }
    for (int row : rows) {
      if (row < 0 || row >= p * p) {
        throw new IllegalArgumentException(
            "pair " + row + " lies outside 0 … " + (p * p - 1) + ", the rows of the logits");
      }
    }
    return new FrequencyLosses(
        frequencies,
        loss(logits, rows),
        loss(restricted(logits), rows),
        loss(excluded(logits), rows),
        Math.log(p));
  }

  private double loss(double[][] logits, int[] rows) {
    Matrices.requireShape("the logits", logits, p * p, p);
    double sum = 0;
    for (int row : rows) {
      sum += CrossEntropy.of(logits[row], (row / p + row % p) % p);
    }
    return sum / rows.length;
  }
}
