package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Random formulas against what they mean, and their derivatives against differences. */
class FormulaPropertyTest {

  private static final int D = 3;

  /** A formula and, made beside it, the function that it stands for. */
  record Meaning(String text, ToDoubleFunction<double[]> function) {
    double at(double[] w) {
      return function.applyAsDouble(w);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  @Property(tries = 1000)
  void valueAndDerivatives(@ForAll("formulas") Meaning meaning, @ForAll("points") double[] w) {
    Formula formula = Objective.of(meaning.text, "x", "y", "z");
    double[] gradient = new double[D];
    double loss = formula.gradient(w, gradient);
    assertEquals(meaning.at(w), loss, 1e-12 * (1 + Math.abs(loss)));
    assertEquals(loss, formula.loss(w));
    double[][] hessian = formula.hessian(w);
    for (int i = 0; i < D; i++) {
      assertClose(derivative(meaning::at, w, i), gradient[i], loss);
      for (int j = 0; j < D; j++) {
        int row = i;
        ToDoubleFunction<double[]> partial = v -> partial(formula, v, row);
        assertClose(derivative(partial, w, j), hessian[i][j], gradient[i]);
        assertEquals(hessian[i][j], hessian[j][i]);
      }
    }
  }

  private static double partial(Formula formula, double[] w, int i) {
    double[] gradient = new double[D];
    formula.gradient(w, gradient);
    return gradient[i];
  }

  /** The scale of rounding is the differenced function's, that of truncation the derivative's. */
  private static void assertClose(double expected, double actual, double differenced) {
    assertEquals(expected, actual, 1e-7 * (1 + Math.abs(actual) + Math.abs(differenced)));
  }

  /** The central difference of fourth order, with errors of about h⁴ f⁽⁵⁾/30 and 1e-16 f/h. */
  private static double derivative(ToDoubleFunction<double[]> f, double[] w, int i) {
    double h = 1e-3;
    double near = f.applyAsDouble(moved(w, i, h)) - f.applyAsDouble(moved(w, i, -h));
    double far = f.applyAsDouble(moved(w, i, 2 * h)) - f.applyAsDouble(moved(w, i, -2 * h));
    return (8 * near - far) / (12 * h);
  }

  private static double[] moved(double[] w, int i, double by) {
    double[] moved = w.clone();
    moved[i] += by;
    return moved;
  }

  @Provide
  Arbitrary<double[]> points() {
    return Arbitraries.doubles().between(-1.2, 1.2).ofScale(3).array(double[].class).ofSize(D);
  }

  @Provide
  Arbitrary<Meaning> formulas() {
    return formula(4);
  }

  /** Operations are bounded, so that the derivatives which the differences neglect are. */
  private static Arbitrary<Meaning> formula(int depth) {
    Arbitrary<Meaning> leaf = Arbitraries.oneOf(variables(), constants());
    if (depth == 0) {
      return leaf;
    }
    Arbitrary<Meaning> one = formula(depth - 1);
    return Arbitraries.frequencyOf(
        Tuple.of(1, leaf),
        Tuple.of(4, Combinators.combine(one, one, binary()).as((a, b, f) -> f.of(a, b))),
        Tuple.of(3, Combinators.combine(one, unary()).as((a, f) -> f.of(a, a))));
  }

  private static Arbitrary<Meaning> variables() {
    return Arbitraries.integers()
        .between(0, D - 1)
        .map(i -> new Meaning(String.valueOf("xyz".charAt(i)), w -> w[i]));
  }

  private static Arbitrary<Meaning> constants() {
    return Arbitraries.integers().between(0, 8).map(k -> new Meaning(k + "/4", w -> k / 4.0));
  }

  private interface Construction {
    Meaning of(Meaning a, Meaning b);
  }

  private static Arbitrary<Construction> binary() {
    return Arbitraries.of(
        (a, b) -> new Meaning("(" + a + " + " + b + ")", w -> a.at(w) + b.at(w)),
        (a, b) -> new Meaning("(" + a + " - " + b + ")", w -> a.at(w) - b.at(w)),
        (a, b) -> new Meaning("(" + a + ")*(" + b + ")/2", w -> a.at(w) * b.at(w) / 2),
        (a, b) -> new Meaning(a + "/(2 + cos(" + b + "))", w -> a.at(w) / (2 + Math.cos(b.at(w)))),
        (a, b) ->
            new Meaning(
                "(1 + tanh(" + a + ")^2)^sin(" + b + ")",
                w -> Math.pow(1 + Math.pow(Math.tanh(a.at(w)), 2), Math.sin(b.at(w)))));
  }

  private static Arbitrary<Construction> unary() {
    return Arbitraries.of(
        (a, same) -> new Meaning("(-" + a + ")", w -> -a.at(w)),
        (a, same) -> new Meaning("sin(" + a + ")^5", w -> Math.pow(Math.sin(a.at(w)), 5)),
        (a, same) -> new Meaning("tanh(" + a + ")**2", w -> Math.pow(Math.tanh(a.at(w)), 2)),
        (a, same) -> new Meaning("exp(cos(" + a + "))", w -> Math.exp(Math.cos(a.at(w)))),
        (a, same) -> new Meaning("log(2 + sin(" + a + "))", w -> Math.log(2 + Math.sin(a.at(w)))),
        (a, same) -> new Meaning("sqrt(1 + (" + a + ")^2)", w -> Math.sqrt(1 + a.at(w) * a.at(w))),
        (a, same) ->
            new Meaning("(2 + tanh(" + a + "))^-1.5", w -> Math.pow(2 + Math.tanh(a.at(w)), -1.5)),
        (a, same) ->
            new Meaning("3/(1 + (" + a + ")^2)^2", w -> 3 / Math.pow(1 + a.at(w) * a.at(w), 2)));
  }
}
