package cusp.singular;

import cusp.base.Verdict;
import cusp.model.Formula;
import cusp.model.Polynomial;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.fraction.BigFraction;

/**
 * The learning coefficient λ and its multiplicity m, exactly: the volume of {K &lt; ε} goes like
 * ε^λ (−ln ε)^(m−1) as ε → 0, and the free energy of n samples like nL + λ ln n − (m−1) ln ln n
 * (Watanabe 2009, <i>Algebraic Geometry and Statistical Learning Theory</i>, main theorem 6.2).
 *
 * <p>It is named with the theorem that gives it and the conditions under which that holds, each
 * checked. Where one is not met, or not decided, there is no λ but an upper bound, and {@link
 * #lambda()} throws.
 *
 * <pre>{@code
 * show(LearningCoefficient.of(Objective.of("(x^2-y^3)^2"), 0, 0));
 * show(LearningCoefficient.deepLinear(0, 4, 3, 4).lambda());
 * show(LearningCoefficient.regular(5).freeEnergy(1000));
 * }</pre>
 *
 * @param verdict OK where λ and m are exact, QUALIFIED where there is only an upper bound
 * @param upperBound λ or, where a condition fails, a number that λ does not exceed
 * @param multiplicity m ≥ 1, or 0 where it is not known
 * @param theorem what gives the value
 * @param conditions of the theorem
 */
public record LearningCoefficient(
    Verdict verdict,
    BigFraction upperBound,
    int multiplicity,
    String theorem,
    List<Condition> conditions) {

  /**
   * A condition of a theorem.
   *
   * @param statement what has to hold
   * @param holds whether it was found to; false also where it is not decided
   */
  public record Condition(String statement, boolean holds) {}

  public LearningCoefficient {
    conditions = List.copyOf(conditions);
  }

  static LearningCoefficient of(
      BigFraction value, int multiplicity, String theorem, List<Condition> conditions) {
    List<String> failing =
        conditions.stream()
            .filter(c -> !c.holds)
            .map(c -> "only an upper bound: not established that " + c.statement)
            .toList();
    return new LearningCoefficient(
        Verdict.qualified(failing),
        value,
        failing.isEmpty() ? multiplicity : 0,
        theorem,
        conditions);
  }

  /**
   * λ as a fraction.
   *
   * @throws IllegalStateException where only an upper bound is known
   */
  public BigFraction lambda() {
    if (!verdict.isOk()) {
      throw new IllegalStateException(
          "λ is not known, only that it is at most "
              + upperBound
              + ": "
              + String.join("; ", verdict.reasons()));
    }
    return upperBound;
  }

  /**
   * λ as the nearest double.
   *
   * @throws IllegalStateException where only an upper bound is known
   */
  public double value() {
    return lambda().doubleValue();
  }

  /**
   * λ ln n − (m−1) ln ln n: what the free energy of n samples has on top of nL, up to a constant.
   *
   * @param n at least 3
   * @throws IllegalStateException where only an upper bound is known
   */
  public double freeEnergy(double n) {
    if (!(n >= 3)) {
      throw new IllegalArgumentException("the expansion is for n of 3 and more, not " + n);
    }
    return value() * Math.log(n) - (multiplicity - 1) * Math.log(Math.log(n));
  }

  /**
   * d/2 and 1, of a model that is regular: K has a minimum at the true parameter with a Hessian of
   * full rank (or d directions in which it rises quadratically).
   *
   * @param dimension d ≥ 1
   */
  public static LearningCoefficient regular(int dimension) {
    if (dimension < 1) {
      throw new IllegalArgumentException("a dimension is at least 1, not " + dimension);
    }
    return of(
        new BigFraction(dimension, 2),
        1,
        "regular model: λ = d/2",
        List.of(new Condition("the Hessian has full rank", true)));
  }

  /**
   * Of K = ∏ wᵢ^(2kᵢ) with the prior ∏ |wᵢ|^hᵢ: the least (hᵢ + 1)/(2kᵢ), and how many attain it
   * (Watanabe 2009, chapter 4).
   *
   * @param k kᵢ ≥ 0, not all 0
   * @param h hᵢ ≥ 0, as many
   */
  public static LearningCoefficient normalCrossing(int[] k, int[] h) {
    if (k.length != h.length) {
      throw new IllegalArgumentException(
          "there are " + k.length + " powers of K, and " + h.length + " of the prior");
    }
    if (Arrays.stream(k).anyMatch(x -> x < 0) || Arrays.stream(h).anyMatch(x -> x < 0)) {
      throw new IllegalArgumentException(
          "powers are not negative, not " + Arrays.toString(k) + " and " + Arrays.toString(h));
    }
    BigFraction least = null;
    int multiplicity = 0;
    for (int i = 0; i < k.length; i++) {
      if (k[i] > 0) {
        BigFraction ratio = new BigFraction(h[i] + 1L, 2L * k[i]);
        int order = least == null ? -1 : ratio.compareTo(least);
        least = order < 0 ? ratio : least;
        multiplicity = order < 0 ? 1 : multiplicity + (order == 0 ? 1 : 0);
      }
    }
    if (least == null) {
      throw new IllegalArgumentException("K = 1 does not vanish: some k is positive");
    }
    return of(
        least,
        multiplicity,
        "normal crossings (Watanabe 2009, chapter 4)",
        List.of(new Condition("K is a product of powers of independent coordinates", true)));
  }

  /**
   * The local λ and m of a polynomial K ≥ 0 at one of its zeros, under a prior that is positive and
   * continuous there. It is exact in one and two variables; in more it is exact where the rules
   * apply (independent factors and terms, completed squares, non-degenerate Newton polyhedra), and
   * an upper bound otherwise. That K ≥ 0 is up to the caller: where it is not, that is mostly
   * found, but there is no general test.
   *
   * @param potential K, a polynomial
   * @param point where K vanishes; a double stands for its shortest decimal
   * @throws IllegalArgumentException if K is no polynomial, zero, or too large, if the point has
   *     the wrong length or is no zero of K, or if K is found to be negative near it
   */
  public static LearningCoefficient of(Formula potential, double... point) {
    return of(potential, Arrays.stream(point).mapToObj(Polynomial::fraction).toList());
  }

  /** The same at a point that is given exactly. */
  public static LearningCoefficient of(Formula potential, List<BigFraction> point) {
    Polynomial polynomial = potential.polynomial();
    BigFraction value = polynomial.at(point);
    Germ germ =
        Germ.at(polynomial, point)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "K = " + potential + " is zero everywhere: it has no λ"));
    if (value.signum() != 0) {
      throw new IllegalArgumentException(
          "K = " + potential + " does not vanish at " + point + ", where it is " + value);
    }
    try {
      return GermSolver.solve(germ);
    } catch (NegativeGermException e) {
      throw new IllegalArgumentException(
          "K = " + potential + " takes negative values arbitrarily near " + point, e);
    }
  }

  /**
   * The local λ and m of K − K(w*) at a minimum w* where K need not vanish, as that of a phase
   * whose truth lies outside of the model.
   *
   * @throws IllegalArgumentException as {@link #of(Formula, double...)} does, among others where w*
   *     is no minimum
   */
  public static LearningCoefficient atMinimum(Formula potential, double... point) {
    List<BigFraction> exactly = Arrays.stream(point).mapToObj(Polynomial::fraction).toList();
    BigFraction value = potential.polynomial().at(exactly);
    return of(Formula.of("(" + potential + ") - (" + value + ")", potential.variables()), exactly);
  }

  /**
   * Of y = BAx + noise with A [hidden × inputs] and B [outputs × hidden], the least over all (A, B)
   * that give a true map of the given rank (Aoyagi and Watanabe 2005).
   *
   * @throws IllegalArgumentException for a width below 1 or a rank above a width
   */
  public static LearningCoefficient reducedRank(int inputs, int hidden, int outputs, int rank) {
    return ModelCoefficients.reducedRank(inputs, hidden, outputs, rank);
  }

  /**
   * The same near one (A, B), which need not be the worst: with ranks r of BA, a of A and b of B,
   * what is left after (a − r)(outputs − r) and (b − r)(inputs − a) regular directions is the null
   * problem of the unused widths.
   *
   * @param rankA a, at most hidden and inputs
   * @param rankB b, at most hidden and outputs
   * @param rank r of the product, at least a + b − hidden
   */
  public static LearningCoefficient reducedRankAt(
      int inputs, int hidden, int outputs, int rankA, int rankB, int rank) {
    return ModelCoefficients.reducedRankAt(inputs, hidden, outputs, rankA, rankB, rank);
  }

  /**
   * Of a deep linear network y = W_L ⋯ W₁ x + noise, the least over all weights that give a true
   * map of the given rank (Aoyagi 2024, doi:10.1016/j.neunet.2024.106132).
   *
   * @param rank of the true map, at most the least width
   * @param widths of the layers from inputs to outputs, at least two
   */
  public static LearningCoefficient deepLinear(int rank, int... widths) {
    return ModelCoefficients.deepLinear(rank, widths);
  }

  /**
   * Of y = Σ aₖ tanh(bₖ x) + noise with one input and nothing to learn.
   *
   * @param hidden neurons
   */
  public static LearningCoefficient tanhNeurons(int hidden) {
    return ModelCoefficients.tanhNeurons(hidden);
  }

  /**
   * Of the mixture (1−a) N(c, 1) + a N(b, 1) where the truth is N(0, 1). The mean b is free.
   *
   * @param firstMean whether c is free too, and not 0
   * @param weight whether a is free in [0, 1], and not given between them
   */
  public static LearningCoefficient gaussianMixture(boolean firstMean, boolean weight) {
    return ModelCoefficients.gaussianMixture(firstMean, weight);
  }

  /**
   * Of naive Bayes with a hidden binary class where the truth has independent binary features.
   *
   * @param features how many
   */
  public static LearningCoefficient naiveBayes(int features) {
    return ModelCoefficients.naiveBayes(features);
  }

  /** Of a sum of terms that share no coordinate: the λ add up, and so do the m − 1. */
  static LearningCoefficient sum(String rule, List<LearningCoefficient> parts) {
    BigFraction lambda = BigFraction.ZERO;
    int multiplicity = 1;
    for (LearningCoefficient part : parts) {
      lambda = lambda.add(part.upperBound);
      multiplicity += part.multiplicity - 1;
    }
    return combined(rule, lambda, multiplicity, parts);
  }

  /** Of a product of factors that share no coordinate: the least λ, with all that attain it. */
  static LearningCoefficient product(List<LearningCoefficient> parts) {
    BigFraction lambda = parts.get(0).upperBound;
    int multiplicity = 0;
    for (LearningCoefficient part : parts) {
      int order = part.upperBound.compareTo(lambda);
      lambda = order < 0 ? part.upperBound : lambda;
      multiplicity =
          order < 0 ? part.multiplicity : multiplicity + (order > 0 ? 0 : part.multiplicity);
    }
    return parts.size() == 1
        ? parts.get(0)
        : combined("product of independent factors", lambda, multiplicity, parts);
  }

  private static LearningCoefficient combined(
      String rule, BigFraction lambda, int multiplicity, List<LearningCoefficient> parts) {
    List<String> theorems = parts.stream().map(LearningCoefficient::theorem).distinct().toList();
    List<Condition> conditions = new ArrayList<>();
    for (LearningCoefficient part : parts) {
      part.conditions.stream().filter(c -> !conditions.contains(c)).forEach(conditions::add);
    }
    return of(lambda, multiplicity, rule + ": " + String.join(", ", theorems), conditions);
  }

  /** λ in a few characters, for tables: as in 5/12, or ≤ 3/4. */
  public String fraction() {
    return (verdict.isOk() ? "" : "≤ ") + upperBound.toString().replace(" ", "");
  }

  /** As in λ = 5/12, m = 1, or λ ≤ 3/4. */
  @Override
  public String toString() {
    return verdict.isOk()
        ? "λ = " + fraction() + ", m = " + multiplicity + " (" + theorem + ")"
        : "λ " + fraction() + " (" + theorem + "; " + String.join("; ", verdict.reasons()) + ")";
  }
}
