package cusp.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hipparchus.linear.EigenDecompositionSymmetric;
import org.hipparchus.linear.MatrixUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaTest {

  @Test
  void isAPotentialInItsVariablesByFirstAppearance() {
    Formula formula = Objective.of("(b*a-1)^2/2");
    assertEquals(List.of("b", "a"), formula.variables());
    assertEquals(2, formula.dimension());
    assertEquals(Loss.POTENTIAL, formula.kind());
    assertEquals(0, formula.samples());
    assertEquals(Parameters.none().and("b").and("a"), formula.parameters());
    assertEquals("(b*a-1)^2/2", formula.toString());
    assertThrows(
        UnsupportedOperationException.class, () -> formula.losses(new double[2], new double[0]));
  }

  @Test
  void listedVariablesSetTheOrderAndMayBeUnused() {
    Formula formula = Objective.of("x^2 + 3*y", "y", "unused", "x");
    double[] w = {5, 7, 2};
    double[] gradient = {9, 9, 9};
    assertEquals(19, formula.gradient(w, null, gradient));
    assertArrayEquals(new double[] {3, 0, 4}, gradient);
    assertArrayEquals(new double[][] {{0, 0, 0}, {0, 0, 0}, {0, 0, 2}}, formula.hessian(w));
  }

  @ParameterizedTest
  @CsvSource({
    "-x^2, -9",
    "2^x^2, 512",
    "(2^x)^2, 64",
    "x**2, 9",
    "2*x**-1*3, 2",
    "x^-2*9, 1",
    "6/x/2, 1",
    "6/(x/2), 4",
    "1-x-1, -3",
    "1-(x-1), -1",
    "--x, 3",
    "+x*-x, -9",
    "1.5e1*x, 45",
    ".5*x + 2.*x + 1E-1, 7.6",
    "x^0, 1",
    "x*0 + 2, 2",
    "(x+1)^(1/2), 2",
    "x^x, 27",
    "'sqrt( x +\t1 )', 2",
    "log(exp(x)), 3",
    "x + 1/3 + 1/3 + 1/3, 4",
    "x*10^400/10^400, 3",
  })
  void readsAsMathematiciansDo(String formula, double atThree) {
    // The doubles next to the exact value are as near as exp and log can be asked to come.
    assertEquals(
        atThree, Formula.of(formula).loss(new double[] {3}), 4 * Math.ulp(Math.abs(atThree)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x^3;                27;  27;  18",
        "1/x;                0.3333333333333333; -0.1111111111111111; 0.07407407407407407",
        "x^(5/2);            15.588457268119896; 12.990381056766580; 6.495190528383290",
        "x^2.5;              15.588457268119896; 12.990381056766580; 6.495190528383290",
        "x^sqrt(4);          9;   6;   2",
        "2^x;                8;   5.545177444479562; 3.843624111345611",
        "tanh(x);            0.9950547536867305; 0.009866037165440192; -0.01963449436304243563",
        "exp(-x);            0.049787068367863944; -0.049787068367863944; 0.049787068367863944",
        "log(x);             1.0986122886681098; 0.3333333333333333; -0.1111111111111111",
        "sqrt(x);            1.7320508075688772; 0.2886751345948129; -0.04811252243246882",
        "sin(x);             0.1411200080598672; -0.9899924966004454; -0.1411200080598672",
        "cos(x);             -0.9899924966004454; -0.1411200080598672; 0.9899924966004454",
        "(x/3)^1000;         1; 333.3333333333333; 111000",
        "(x/3)^2000;         1; 666.6666666666666; 444222.2222222222",
      })
  void derivativesOfEachOperation(String formula, double value, double first, double second) {
    Formula f = Formula.of(formula);
    double[] w = {3};
    double[] gradient = new double[1];
    // Relative 1e-14, and absolute for tanh, where 1 − tanh² cancels.
    assertEquals(value, f.gradient(w, gradient), 1e-14 * Math.abs(value));
    assertEquals(first, gradient[0], 1e-14 * Math.abs(first) + 1e-16);
    assertEquals(second, f.hessian(w)[0][0], 1e-14 * Math.abs(second) + 1e-16);
  }

  @Test
  void valuesOutsideADomainAreNaNAndNaNPropagates() {
    assertEquals(Double.NaN, Formula.of("log(x)").loss(new double[] {-1}));
    assertEquals(Double.NaN, Formula.of("sqrt(x)").loss(new double[] {-1}));
    assertEquals(Double.NEGATIVE_INFINITY, Formula.of("log(x)").loss(new double[] {0}));
    double[] gradient = new double[2];
    Formula ab = Formula.of("(a*b-1)^2/2");
    assertEquals(Double.NaN, ab.gradient(new double[] {Double.NaN, 1}, gradient));
    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, gradient);
    assertEquals(Double.POSITIVE_INFINITY, ab.loss(new double[] {Double.NEGATIVE_INFINITY, 1}));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a*;              3;  the formula ends, expected a number, a variable, a function or (",
        "a + * b;         5;  unexpected *, expected a number",
        "(a + b;          1;  this ( is never closed",
        "a + (b - exp(a;  13; this ( is never closed",
        "a + b);          6;  this ) closes no (",
        "(a b);           4;  unexpected b, expected an operator or )",
        "2a;              2;  unexpected a, expected an operator (a product needs its *)",
        "2e + a;          2;  unexpected e, expected an operator",
        "a # b;           3;  unexpected #, expected an operator",
        "a + $;           5;  unexpected $, expected a number",
        "a + sinh(b);     5;  unknown function sinh; the functions are cos, exp, log, sin, sqrt,"
            + " tanh",
        "a*(b) + a(b);    9;  a is a variable, no function",
        "exp + a;         5;  unexpected +, expected ( after the function exp",
        "exp();           5;  unexpected ), expected a number",
        "a + .;           5;  expected a digit beside the point",
        "1.2.3*a;         4;  unexpected ., expected an operator",
        "a + 1e999;       5;  the number 1e999 is outside the range of a double",
        "a + 1e-999999999; 5; the number 1e-999999999 is outside the range of a double",
        "a/(1-1);         2;  division by zero",
        "a*0^-1;          4;  division by zero",
      })
  void malformedFormulasSayWhere(String formula, int character, String what) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Formula.of(formula));
    List<String> lines = e.getMessage().lines().toList();
    String start = "at character " + character + " of the formula: " + what;
    assertTrue(lines.get(0).startsWith(start), e.getMessage());
    assertEquals("  " + formula, lines.get(1));
    assertEquals(" ".repeat(character + 1) + "^", lines.get(2));
  }

  @Test
  void otherMistakesAreNamed() {
    assertError("the formula is empty", () -> Formula.of(" \n"));
    assertError("the formula 1+exp(2) has no variables", () -> Formula.of("1+exp(2)"));
    assertError(
        "at character 5 of the formula: unknown variable c; the variables are a, b",
        () -> Objective.of("a + c", "a", "b"));
    assertError("the variable a is listed twice", () -> Objective.of("a", "a", "a"));
    assertError("a variable cannot be named \"2a\"", () -> Objective.of("a", "a", "2a"));
    assertError("a variable cannot be named \"exp\"", () -> Objective.of("a", "a", "exp"));
    assertError("a variable cannot be named \"\"", () -> Objective.of("a", "a", ""));
    assertError(
        "at character 501 of the formula: nested more than 500 deep",
        () -> Formula.of("(".repeat(100_000) + "a" + ")".repeat(100_000)));
    Formula ab = Formula.of("a*b");
    String lengths = "w has length 3, but the formula has 2 variables: a, b";
    assertError(lengths, () -> ab.loss(new double[3]));
    assertError(lengths, () -> ab.gradient(new double[3], new double[2]));
    assertError(lengths, () -> ab.hessian(new double[3]));
    assertError(
        "the gradient's array has length 1", () -> ab.gradient(new double[2], new double[1]));
  }

  private static void assertError(String start, Runnable call) {
    IllegalArgumentException e = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(e.getMessage().startsWith(start), e.getMessage());
  }

  static Stream<JsonNode> hessianCases() throws IOException {
    try (InputStream in = FormulaTest.class.getResourceAsStream("/truth/circuits.json")) {
      JsonNode cases = new ObjectMapper().readTree(in).get("cases");
      return StreamSupport.stream(cases.spliterator(), false)
          .filter(c -> c.get("kind").asText().equals("hessian"));
    }
  }

  @ParameterizedTest
  @MethodSource("hessianCases")
  void agreesWithComputerAlgebra(JsonNode truth) {
    JsonNode input = truth.get("input");
    JsonNode expected = truth.get("expected");
    double tolerance = truth.get("tolerance").asDouble();
    List<String> variables =
        StreamSupport.stream(input.get("variables").spliterator(), false)
            .map(JsonNode::asText)
            .toList();
    Formula formula = Formula.of(input.get("loss").asText(), variables);
    double[] point = array(input.get("point"));
    double[] gradient = new double[point.length];
    assertEquals(expected.get("loss").asDouble(), formula.gradient(point, gradient), tolerance);
    assertArrayEquals(array(expected.get("gradient")), gradient, tolerance);
    double[][] hessian = formula.hessian(point);
    for (int i = 0; i < hessian.length; i++) {
      assertArrayEquals(array(expected.get("hessian").get(i)), hessian[i], tolerance);
    }
    var matrix = MatrixUtils.createRealMatrix(hessian);
    assertEquals(expected.get("trace").asDouble(), matrix.getTrace(), tolerance);
    double[] eigenvalues = new EigenDecompositionSymmetric(matrix, 1e-14, false).getEigenvalues();
    assertArrayEquals(array(expected.get("eigenvalues")), eigenvalues, tolerance);
    long rank =
        IntStream.range(0, point.length).filter(i -> Math.abs(eigenvalues[i]) > tolerance).count();
    assertEquals(expected.get("rank").asInt(), rank);
  }

  private static double[] array(JsonNode numbers) {
    return StreamSupport.stream(numbers.spliterator(), false)
        .mapToDouble(JsonNode::asDouble)
        .toArray();
  }

  @Test
  void formulasOfThousandsOfTermsCompile() {
    int terms = 3000;
    int d = 7;
    // Σₖ cₖ xᵢ² xⱼ sin(k xᵢ) with i, j running through the variables and cₖ = k + 1/4.
    String text =
        IntStream.rangeClosed(1, terms)
            .mapToObj(
                k ->
                    String.format(
                        Locale.ROOT, "%d.25*x%d^2*x%d*sin(%d*x%d)", k, k % d, 3 * k % d, k, k % d))
            .collect(Collectors.joining(" + "));
    String[] names = IntStream.range(0, d).mapToObj(i -> "x" + i).toArray(String[]::new);
    Formula formula = Objective.of(text, names);
    double[] w = IntStream.range(0, d).mapToDouble(i -> 0.3 * i - 0.8).toArray();
    double loss = 0;
    double[] gradient = new double[d];
    double[][] hessian = new double[d][d];
    for (int k = 1; k <= terms; k++) {
      int i = k % d;
      int j = 3 * k % d;
      double c = k + 0.25;
      double x = w[i];
      double y = w[j];
      double f = x * x * Math.sin(k * x);
      double f1 = 2 * x * Math.sin(k * x) + k * x * x * Math.cos(k * x);
      double f2 = (2 - k * k * x * x) * Math.sin(k * x) + 4 * k * x * Math.cos(k * x);
      loss += c * y * f;
      // Where i = j, these four additions are the product rule.
      gradient[i] += c * y * f1;
      gradient[j] += c * f;
      hessian[i][i] += c * y * f2;
      hessian[i][j] += c * f1;
      hessian[j][i] += c * f1;
    }
    double[] actual = new double[d];
    double[][] second = formula.hessian(w);
    assertEquals(loss, formula.loss(w), 1e-10 * Math.abs(loss));
    assertEquals(loss, formula.gradient(w, actual), 1e-10 * Math.abs(loss));
    for (int i = 0; i < d; i++) {
      assertEquals(gradient[i], actual[i], 1e-10 * Math.abs(gradient[i]));
      for (int j = 0; j < d; j++) {
        double scale = Math.sqrt(Math.abs(hessian[i][i] * hessian[j][j]));
        assertEquals(hessian[i][j], second[i][j], 1e-10 * scale);
      }
    }
  }

  @Test
  void forksShareTheFunctionAndNotTheWorkspace() {
    Formula formula = Formula.of("exp(a)*b^3 + a*b");
    Formula fork = formula.fork();
    assertNotSame(formula, fork);
    double[] w = {0.25, -1.5};
    double[] gradient = new double[2];
    double[] other = new double[2];
    assertEquals(formula.gradient(w, gradient), fork.gradient(w, null, other));
    assertArrayEquals(gradient, other);
  }

  @Test
  void callsAllocateNothing() {
    Formula formula = Formula.of("(a*b-1)^2/2 + log(1+c^2)*tanh(a) + c^7");
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    double[] w = {0.5, 1.5, -0.25};
    double[] gradient = new double[3];
    double sum = gradients(formula, w, gradient);
    long before = threads.getThreadAllocatedBytes(self);
    sum += gradients(formula, w, gradient);
    long allocated = threads.getThreadAllocatedBytes(self) - before;
    assertTrue(Double.isFinite(sum));
    // The measurement and the compiler may allocate a little; one object a call would be 1.6 MB.
    assertTrue(allocated < 100_000, allocated + " bytes in 100,000 calls");
  }

  private static double gradients(Formula formula, double[] w, double[] into) {
    double sum = 0;
    for (int k = 0; k < 100_000; k++) {
      w[0] = 1e-5 * k;
      sum += formula.gradient(w, into) + formula.loss(w);
    }
    return sum;
  }
}
