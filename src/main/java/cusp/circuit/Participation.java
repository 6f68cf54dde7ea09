package cusp.circuit;

import java.util.Arrays;

/**
 * How many of several weights, such as eigenvalues or powers, take part. Both numbers are 1 where
 * one has everything and k where k share equally.
 *
 * <pre>{@code
 * show(Participation.of(4, 2, 1, 1));
 * }</pre>
 *
 * @param ratio (Σλ)²/Σλ²
 * @param effectiveRank exp of the entropy of λ/Σλ (Roy and Vetterli 2007, EUSIPCO)
 */
public record Participation(double ratio, double effectiveRank) {

  /**
   * Of weights that are not negative.
   *
   * @throws IllegalArgumentException if one is negative or not finite, or all are 0
   */
  public static Participation of(double... weights) {
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0 && weights[i] < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "weights that take part are finite and not negative, but weight "
                + i
                + " is "
                + weights[i]);
      }
    }
    double most = Arrays.stream(weights).max().orElse(0);
    if (most == 0) {
      throw new IllegalArgumentException(
          "none of " + weights.length + " weights is positive, so that none takes part");
    }
    // In units of the greatest, so that no square underflows.
    double[] scaled = Arrays.stream(weights).map(x -> x / most).toArray();
    double sum = Arrays.stream(scaled).sum();
    double squares = Arrays.stream(scaled).map(x -> x * x).sum();
    double entropy =
        -Arrays.stream(scaled).map(x -> x / sum).filter(q -> q > 0).map(q -> q * Math.log(q)).sum();
    return new Participation(sum * sum / squares, Math.exp(entropy));
  }
}
