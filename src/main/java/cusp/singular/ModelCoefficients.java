package cusp.singular;

import cusp.singular.LearningCoefficient.Condition;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.fraction.BigFraction;

/** Models for which λ and m are known in closed form. */
final class ModelCoefficients {
  private ModelCoefficients() {}

  /** Aoyagi and Watanabe 2005: M inputs, H hidden, N outputs, rank r. */
  static LearningCoefficient reducedRank(long m, long h, long n, long r) {
    checkWidths(r, m, h, n);
    String paper = "reduced-rank regression (Aoyagi and Watanabe 2005), case ";
    if (n + r > m + h) {
      return known(h * m - h * r + n * r, 2, 1, paper + 2);
    }
    if (m + r > n + h) {
      return known(h * n - h * r + m * r, 2, 1, paper + 3);
    }
    if (h + r > m + n) {
      return known(m * n, 2, 1, paper + 4);
    }
    long s = h + r;
    long eightfold = 2 * (s * m + s * n + m * n) - s * s - m * m - n * n;
    return (s + m + n) % 2 == 0
        ? known(eightfold, 8, 1, paper + "1, even")
        : known(eightfold + 1, 8, 2, paper + "1, odd");
  }

  /** By row and column operations, which are changes of coordinates where blocks are invertible. */
  static LearningCoefficient reducedRankAt(
      long inputs, long hidden, long outputs, long rankA, long rankB, long rank) {
    checkWidths(rankA, inputs, hidden);
    checkWidths(rankB, hidden, outputs);
    if (rank < Math.max(0, rankA + rankB - hidden) || rank > Math.min(rankA, rankB)) {
      throw new IllegalArgumentException(
          "a product of ranks "
              + rankB
              + " and "
              + rankA
              + " through a width of "
              + hidden
              + " has a rank of "
              + Math.max(0, rankA + rankB - hidden)
              + " … "
              + Math.min(rankA, rankB)
              + ", not "
              + rank);
    }
    long a = rankA - rank;
    long b = rankB - rank;
    long m = inputs - rankA;
    long n = outputs - rankB;
    long h = hidden - rankA - b;
    // The true map's directions, then B on the image of A, then A into what B sees.
    long regular = rank * (inputs + outputs - rank) + a * (outputs - rank) + b * m;
    BigFraction lambda = fraction(regular, 2);
    int multiplicity = 1;
    if (m > 0 && n > 0 && h > 0) {
      LearningCoefficient rest = reducedRank(m, h, n, 0);
      lambda = lambda.add(rest.upperBound());
      multiplicity = rest.multiplicity();
    }
    return known(lambda, multiplicity, "reduced-rank regression at a point (block reduction)");
  }

  /**
   * Aoyagi 2024. Of M_s = width − r the subset Σ is a prefix in sorted order: the longest of ℓ + 1
   * whose sum is at least ℓ times its largest. Where widths are tied other prefixes meet the
   * theorem's inequalities with equality and give the same λ.
   */
  static LearningCoefficient deepLinear(long rank, int... widths) {
    long[] all = Arrays.stream(widths).asLongStream().toArray();
    if (all.length < 2) {
      throw new IllegalArgumentException(
          "a linear network has at least an input and an output width, not "
              + Arrays.toString(widths));
    }
    checkWidths(rank, all);
    long[] m = Arrays.stream(all).map(width -> width - rank).sorted().toArray();
    long sum = m[0] + m[1];
    long squares = m[0] * m[0] + m[1] * m[1];
    int l = 1;
    while (l + 1 < m.length && sum + m[l + 1] >= (l + 1) * m[l + 1]) {
      l++;
      sum += m[l];
      squares += m[l] * m[l];
    }
    // With M = ⌈sum/ℓ⌉ and a = sum − (M − 1)ℓ; a = ℓ and a = 0 give the same.
    long a = sum - ((sum + l - 1) / l - 1) * l;
    long ends = all[0] + all[all.length - 1];
    BigFraction lambda =
        fraction(rank * (ends - rank), 2)
            .add(fraction(a * (l - a), 4L * l))
            .subtract(fraction((l - 1) * sum, 4L * l).multiply(fraction(sum, 1)))
            .add(fraction(sum, 4).multiply(fraction(sum, 1)))
            .subtract(fraction(squares, 4));
    return known(lambda, a * (l - a) + 1, "deep linear network (Aoyagi 2024)");
  }

  private static void checkWidths(long rank, long... widths) {
    for (long width : widths) {
      if (width < 1 || width > 1_000_000) {
        throw new IllegalArgumentException("a width lies in 1 … 1,000,000, not " + width);
      }
      if (rank < 0 || rank > width) {
        throw new IllegalArgumentException(
            "a map through a width of " + width + " has a rank of 0 … " + width + ", not " + rank);
      }
    }
  }

  /** Aoyagi and Watanabe 2006: i the largest with i² ≤ H. */
  static LearningCoefficient tanhNeurons(long h) {
    if (h < 1 || h > 1_000_000) {
      throw new IllegalArgumentException("there are 1 … 1,000,000 hidden neurons, not " + h);
    }
    long i = (long) Math.sqrt(h);
    return known(
        h + i * i + i,
        4 * i + 2,
        i * i == h ? 2 : 1,
        "tanh neurons, nothing to learn (Aoyagi and Watanabe 2006)");
  }

  /**
   * In the moments of the mixture p_k = (1−a)c^k + ab^k the ideal of K is that of p₁ and p₂, since
   * p_(k+2) = (b+c)p_(k+1) − bc·p_k.
   */
  static LearningCoefficient gaussianMixture(boolean firstMean, boolean weight) {
    String paper = "two-component normal mixture, nothing to learn (Yamazaki and Watanabe 2003)";
    if (firstMean) {
      // p₁ replaces c as a coordinate, p₂ is then b² times a unit and a: 1/2 + 1/4.
      return known(3, 4, 1, paper);
    }
    // c = 0: p₁ = ab, or b where the weight is given.
    return known(1, 2, weight ? 2 : 1, paper);
  }

  /**
   * The means of D features are regular coordinates; with a the weight and δ the differences of the
   * classes the covariances a(1−a)δᵢδⱼ generate the rest (Rusakov and Geiger 2005, theorem 4).
   */
  static LearningCoefficient naiveBayes(long features) {
    if (features < 1 || features > 1_000_000) {
      throw new IllegalArgumentException("there are 1 … 1,000,000 features, not " + features);
    }
    String paper = "naive Bayes, independent binary features (Rusakov and Geiger 2005)";
    return features == 1
        ? known(1, 2, 1, paper)
        : known(features + 1, 2, features == 2 ? 3 : 1, paper);
  }

  private static LearningCoefficient known(
      long numerator, long denominator, long multiplicity, String theorem) {
    return known(fraction(numerator, denominator), multiplicity, theorem);
  }

  private static LearningCoefficient known(BigFraction lambda, long multiplicity, String theorem) {
    return LearningCoefficient.of(
        lambda,
        Math.toIntExact(multiplicity),
        theorem,
        List.of(new Condition("the sizes are permitted ones", true)));
  }

  private static BigFraction fraction(long numerator, long denominator) {
    return new BigFraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }
}
