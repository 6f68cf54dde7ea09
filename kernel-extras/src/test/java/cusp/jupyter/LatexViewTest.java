package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatexViewTest {

  @Test
  void aFormulaIsLatexAndItsSource() {
    Bundle bundle = Views.bundle(Notebook.tex("\\lambda < \\tfrac{1}{2}"));
    assertEquals("\\lambda < \\tfrac{1}{2}", bundle.text());
    assertEquals("$\\displaystyle \\lambda \\lt  \\tfrac{1}{2}$", bundle.latex());
    assertNull(bundle.html());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\\href{javascript:alert(1)}{x}",
        "x$ <script>alert(1)</script> $y",
        "\\style{position:fixed}{x}",
        "\\class{jp-Cell}{x}",
        "\\def\\alpha{\\beta}",
        "\\renewcommand{\\alpha}{x}",
        "\\require{html}",
        "x\\) y"
      })
  void whatLeavesTheFormulaIsText(String source) {
    Bundle bundle = Views.bundle(new Tex(source));
    assertNull(bundle.latex());
    assertTrue(bundle.text().startsWith(source + "\n(not set as a formula, since it holds "));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\default", "\\left(x\\right)", "\\datum", "\\letter", "\\{x\\}"})
  void commandsThatOnlyBeginLikeThemAreSet(String source) {
    assertEquals("$\\displaystyle " + source + "$", Views.bundle(new Tex(source)).latex());
  }

  @Test
  void anObjectiveOfAFormulaIsTheFormula() {
    assertEquals("(a*b-1)^2/2", Views.bundle(Objective.of("(a*b-1)^2/2")).text());
  }
}
