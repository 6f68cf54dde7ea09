package cusp.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormulaStructureTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "a^2+b^2; [0][1][2][3]",
        "a*b+c*d; [0, 1][2, 3]",
        "a*d+b*c; [0, 3][1, 2]",
        "a*b+b*c; [0, 1, 2][3]",
        "(a+b)^2+c^2*d^4; [0, 1][2, 3]",
        "(a*b-a*b)+c*d; [0][1][2, 3]",
        "exp(a+d)*2+cos(b)-tanh(c/3); [0, 3][1][2]",
        "log(a^2+1)/(1+b^2)*0+c; [0][1][2][3]",
        "(a^2+b^2+c^2+d^2)^2; [0, 1, 2, 3]"
      })
  void knowsWhichCoordinatesInteract(String formula, String groups) {
    String found =
        Formula.of(formula, List.of("a", "b", "c", "d")).interactingGroups().stream()
            .map(Arrays::toString)
            .collect(Collectors.joining());
    assertEquals(groups, found);
  }

  @ParameterizedTest
  @CsvSource({
    "a^2+3*a*b-b, true",
    "(a+b)*(a-b)/7, true",
    "a, true",
    "a^3, false",
    "a^2*b, false",
    "exp(a)+b, false"
  })
  void knowsQuadraticFunctions(String formula, boolean quadratic) {
    assertEquals(quadratic, Formula.of(formula, List.of("a", "b")).isQuadratic());
  }
}
