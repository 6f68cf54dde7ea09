package cusp.singular;

import cc.redberry.rings.Rational;
import cc.redberry.rings.Rings;
import cc.redberry.rings.bigint.BigInteger;
import cc.redberry.rings.poly.PolynomialFactorDecomposition;
import cc.redberry.rings.poly.PolynomialMethods;
import cc.redberry.rings.poly.multivar.Monomial;
import cc.redberry.rings.poly.multivar.MultivariatePolynomial;
import cusp.model.Polynomial;
import cusp.singular.Germ.Branch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hipparchus.fraction.BigFraction;
import org.hipparchus.linear.Array2DRowFieldMatrix;
import org.hipparchus.linear.FieldLUDecomposition;
import org.hipparchus.linear.FieldMatrix;

/**
 * Linear coordinates in which a germ looks simpler: the linear factors of its factors' lowest
 * homogeneous parts, and the forms whose squares these are a sum of where they are quadratic.
 */
final class LinearForms {

  /** Longer homogeneous parts are not factored, which can take long. */
  private static final int MOST_TERMS = 30;

  private final int dimension;
  private final List<BigFraction[]> forms = new ArrayList<>();

  private LinearForms(int dimension) {
    this.dimension = dimension;
  }

  /** The germ in such coordinates; empty where they would be the given ones. */
  static Optional<Germ> simplify(Germ germ) {
    LinearForms found = new LinearForms(germ.dimension());
    for (Branch branch : germ.branches()) {
      found.collect(branch);
    }
    if (found.forms.stream().allMatch(LinearForms::isCoordinate)) {
      return Optional.empty();
    }
    for (int i = 0; i < germ.dimension(); i++) {
      found.add(found.coordinate(i));
    }
    return Optional.of(found.applied(germ));
  }

  private static boolean isCoordinate(BigFraction[] form) {
    return Arrays.stream(form).filter(c -> c.signum() != 0).count() == 1;
  }

  private BigFraction[] coordinate(int i) {
    BigFraction[] form = new BigFraction[dimension];
    Arrays.fill(form, BigFraction.ZERO);
    form[i] = BigFraction.ONE;
    return form;
  }

  /** Keeps a form that is independent of those before it. */
  private void add(BigFraction[] form) {
    List<BigFraction[]> with = new ArrayList<>(forms);
    with.add(form);
    if (rank(with) == with.size()) {
      forms.add(form);
    }
  }

  private static int rank(List<BigFraction[]> rows) {
    return ExactMatrix.rank(
        rows.stream()
            .map(
                row -> {
                  java.math.BigInteger common =
                      Arrays.stream(row)
                          .map(BigFraction::getDenominator)
                          .reduce(java.math.BigInteger.ONE, java.math.BigInteger::multiply);
                  return Arrays.stream(row)
                      .map(c -> c.multiply(common).getNumerator())
                      .toArray(java.math.BigInteger[]::new);
                })
            .toList());
  }

  private void collect(Branch branch) {
    List<Monomial<Rational<BigInteger>>> terms = branch.terms();
    int order = terms.stream().mapToInt(t -> t.totalDegree).min().orElseThrow();
    MultivariatePolynomial<Rational<BigInteger>> lowest =
        Germ.polynomial(dimension, terms.stream().filter(t -> t.totalDegree == order).toList());
    if (lowest.size() > MOST_TERMS) {
      return;
    }
    PolynomialFactorDecomposition<MultivariatePolynomial<Rational<BigInteger>>> factors =
        PolynomialMethods.Factor(lowest);
    for (int degree = 1; degree <= 2; degree++) {
      for (int k = 0; k < factors.size(); k++) {
        if (factors.get(k).degree() == degree) {
          collect(factors.get(k), degree);
        }
      }
    }
  }

  private void collect(MultivariatePolynomial<Rational<BigInteger>> factor, int degree) {
    if (degree == 1) {
      add(
          IntStream.range(0, dimension)
              .mapToObj(i -> Polynomial.fraction(factor.derivative(i, 1).cc()))
              .toArray(BigFraction[]::new));
    } else {
      squares(factor).forEach(this::add);
    }
  }

  /** Lagrange's reduction of a quadratic form to a sum of squares, as far as it has squares. */
  private List<BigFraction[]> squares(MultivariatePolynomial<Rational<BigInteger>> quadratic) {
    BigFraction[][] q = new BigFraction[dimension][dimension];
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j < dimension; j++) {
        q[i][j] = Polynomial.fraction(quadratic.derivative(i, 1).derivative(j, 1).cc());
      }
    }
    List<BigFraction[]> squares = new ArrayList<>();
    for (int pivot = 0; pivot < dimension; pivot++) {
      if (q[pivot][pivot].signum() != 0) {
        BigFraction[] row = q[pivot].clone();
        squares.add(row);
        for (int i = 0; i < dimension; i++) {
          for (int j = 0; j < dimension; j++) {
            q[i][j] = q[i][j].subtract(row[i].multiply(row[j]).divide(row[pivot]));
          }
        }
      }
    }
    return squares;
  }

  /** With the forms as coordinates. */
  private Germ applied(Germ germ) {
    FieldMatrix<BigFraction> matrix =
        new Array2DRowFieldMatrix<>(forms.toArray(BigFraction[][]::new));
    FieldMatrix<BigFraction> inverse = new FieldLUDecomposition<>(matrix).getSolver().getInverse();
    List<MultivariatePolynomial<Rational<BigInteger>>> old = new ArrayList<>();
    for (int i = 0; i < dimension; i++) {
      MultivariatePolynomial<Rational<BigInteger>> sum =
          Rings.MultivariateRingQ(dimension).getZero();
      for (int j = 0; j < dimension; j++) {
        int[] exponents = new int[dimension];
        exponents[j] = 1;
        if (inverse.getEntry(i, j).signum() != 0) {
          sum.add(new Monomial<>(exponents, Polynomial.coefficient(inverse.getEntry(i, j))));
        }
      }
      old.add(sum);
    }
    List<Branch> branches =
        germ.branches().stream()
            .map(b -> new Branch(b.f().composition(old), b.exponent()))
            .toList();
    return Germ.of(dimension, germ.sign(), branches);
  }
}
