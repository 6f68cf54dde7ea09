package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.hipparchus.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionGraphTest {

  private final ExpressionGraph graph = new ExpressionGraph();
  private final Expression x = graph.variable(0);
  private final Expression y = graph.variable(1);

  @Test
  void equalExpressionsAreOneNode() {
    assertSame(graph.add(x, y), graph.add(y, x));
    assertSame(graph.multiply(graph.negate(x), y), graph.negate(graph.multiply(y, x)));
    assertSame(graph.subtract(x, y), graph.negate(graph.subtract(y, x)));
    assertSame(graph.variable(0), x);
  }

  @ParameterizedTest
  @CsvSource({
    "x + 0, x",
    "0*x + y, y",
    "1*x, x",
    "x^1, x",
    "x - x + y, y",
    "x + x, 2*x",
    "3*x - x/2, 2.5*x",
    "2*(x*3), 6*x",
    "-(-x), x",
    "x - -y, x + y",
    "(2*x)*(y/4), x*y/2",
    "(x/2)/(y/3), 1.5*(x/y)",
    "x^-2, 1/x^2",
  })
  void simplifies(String formula, String simpler) {
    List<String> names = List.of("x", "y");
    FormulaParser.Parsed parsed =
        FormulaParser.parse("(" + formula + ") - (" + simpler + ")", names);
    assertTrue(parsed.root().isConstant(0));
  }

  @Test
  void rationalConstantsAreExact() {
    Expression root = FormulaParser.parse("(0.1 + 2/3)^3*x").root();
    assertEquals(new BigFraction(23, 30).pow(3), root.left.exact);
    assertEquals(0.1, FormulaParser.parse("0.1*x").root().left.value);
    assertEquals(
        3.141592653589793, FormulaParser.parse("3.14159265358979323846*x").root().left.value);
  }

  @Test
  void constantsThatAreNotRationalKeepTheirNearestDouble() {
    Expression root = graph.apply(Expression.Operation.SQRT, graph.constant(2));
    assertEquals(Math.sqrt(2), root.value);
    assertTrue(!root.varies && !root.isConstant());
  }

  @Test
  void divisionByZeroIsRefused() {
    assertThrows(ArithmeticException.class, () -> graph.divide(x, graph.constant(0)));
  }

  @Test
  void theGradientSharesWhatTheValueComputes() {
    Expression tanh = graph.apply(Expression.Operation.TANH, x);
    Expression slope = Gradient.of(tanh, 2, graph).get(0);
    assertSame(graph.subtract(graph.constant(1), graph.power(tanh, graph.constant(2))), slope);
    assertTrue(Gradient.of(tanh, 2, graph).get(1).isConstant(0));
  }
}
