package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.model.Expression.Operation;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FormulaTexTest {
  private static final List<String> NAMES = List.of("x", "lambda", "w_12", "loss", "λ1");
  private static final List<String> SET =
      List.of("x", "\\lambda", "w_{12}", "\\mathrm{loss}", "\\lambda_{1}");

  /** The formulas that the page writer is tested with, too. */
  static Iterable<Map.Entry<String, String>> examples() throws IOException {
    try (InputStream file = FormulaTexTest.class.getResourceAsStream("/formulas/tex.json")) {
      Map<String, String> examples =
          new ObjectMapper().readValue(file, new TypeReference<LinkedHashMap<String, String>>() {});
      return examples.entrySet();
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void isSetAsWritten(Map.Entry<String, String> formula) {
    assertEquals(formula.getValue(), Objective.of(formula.getKey()).tex());
  }

  @Test
  void listedVariablesAreTheArguments() {
    assertEquals("K(y,b,x)=x+y", Objective.of("x + y", "y", "b", "x").tex());
  }

  @Test
  void aForkIsSetTheSame() {
    Formula formula = Objective.of("x^2");
    assertEquals(formula.tex(), formula.fork().tex());
  }

  @Test
  void aLongSumIsSet() {
    String sum = IntStream.range(0, 20_000).mapToObj(i -> "x" + i).collect(Collectors.joining("+"));
    assertTrue(Objective.of(sum).tex().endsWith("+x_{19999}"));
  }

  @Tag("once")
  @Property(tries = 2000, edgeCases = EdgeCasesMode.NONE)
  void meansWhatTheFormulaMeans(@ForAll("formulas") String formula, @ForAll("points") double[] w) {
    String tex = FormulaTex.of(formula, NAMES);
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < w.length; i++) {
      values.put(SET.get(i), w[i]);
    }
    double expected = FormulaParser.read(formula, NAMES, new Evaluation(w));
    double actual = TexReader.value(tex.substring(tex.indexOf('=') + 1), values);
    // Added to 0, which has no sign then.
    assertEquals(expected + 0.0, actual + 0.0, () -> formula + " became " + tex);
  }

  /** Text by the grammar itself, so that precedence and signs are what is tried. */
  @Provide
  Arbitrary<String> formulas() {
    return sum(3);
  }

  private static Arbitrary<String> sum(int depth) {
    return chain(product(depth), "+", " - ");
  }

  private static Arbitrary<String> product(int depth) {
    return chain(signed(depth), "*", "/");
  }

  private static Arbitrary<String> signed(int depth) {
    return Arbitraries.frequencyOf(
        Tuple.of(6, power(depth)),
        Tuple.of(2, power(depth).map(a -> "-" + a)),
        Tuple.of(1, power(depth).map(a -> "-+-" + a)));
  }

  private static Arbitrary<String> power(int depth) {
    if (depth == 0) {
      return leaf();
    }
    Arbitrary<String> exponent = Arbitraries.lazy(() -> signed(depth - 1));
    return Arbitraries.frequencyOf(
        Tuple.of(4, atom(depth)),
        Tuple.of(1, Combinators.combine(atom(depth), exponent).as((a, b) -> a + "^" + b)),
        Tuple.of(1, atom(depth).map(a -> a + "**2")));
  }

  private static Arbitrary<String> atom(int depth) {
    Arbitrary<String> inner = Arbitraries.lazy(() -> sum(depth - 1));
    Arbitrary<String> function = Arbitraries.of("cos", "exp", "log", "sin", "sqrt", "tanh");
    return Arbitraries.frequencyOf(
        Tuple.of(3, leaf()),
        Tuple.of(2, inner.map(a -> "(" + a + ")")),
        Tuple.of(1, Combinators.combine(function, inner).as((f, a) -> f + "(" + a + ")")));
  }

  private static Arbitrary<String> leaf() {
    Arbitrary<String> numbers = Arbitraries.of("2", "10", "0.5", ".25", "3.", "1e-3", "2.5E+2");
    return Arbitraries.oneOf(numbers, Arbitraries.of(NAMES));
  }

  private static Arbitrary<String> chain(Arbitrary<String> part, String one, String other) {
    Arbitrary<String> more =
        Combinators.combine(Arbitraries.of(one, other), part).as((sign, next) -> sign + next);
    return Combinators.combine(part, more.list().ofMaxSize(2))
        .as((first, rest) -> first + String.join("", rest));
  }

  @Provide
  Arbitrary<double[]> points() {
    return Arbitraries.doubles()
        .between(-2, 3)
        .ofScale(2)
        .array(double[].class)
        .ofSize(NAMES.size());
  }

  /** The value at a point, one operation after the other. */
  private record Evaluation(double[] w) implements FormulaReading<Double> {
    @Override
    public Double number(String literal) {
      return Double.valueOf(literal);
    }

    @Override
    public Double variable(int index) {
      return w[index];
    }

    @Override
    public Double add(Double a, Double b) {
      return a + b;
    }

    @Override
    public Double subtract(Double a, Double b) {
      return a - b;
    }

    @Override
    public Double negate(Double a) {
      return -a;
    }

    @Override
    public Double multiply(Double a, Double b) {
      return a * b;
    }

    @Override
    public Double divide(Double a, Double b) {
      return a / b;
    }

    @Override
    public Double power(Double base, Double exponent) {
      return TexReader.pow(base, exponent);
    }

    @Override
    public Double apply(Operation function, Double a) {
      return switch (function) {
        case COS -> Math.cos(a);
        case EXP -> Math.exp(a);
        case LOG -> Math.log(a);
        case SIN -> Math.sin(a);
        case SQRT -> Math.sqrt(a);
        case TANH -> Math.tanh(a);
        default -> throw new IllegalArgumentException(function + " is no function");
      };
    }
  }
}
