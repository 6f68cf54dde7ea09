package cusp.plot;

import static cusp.plot.FigureTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatrixFiguresTest {

  private static final double[][] COUNTS = {{12, 0, 1234}, {3, 40, 5}};

  @Test
  void aSmallMatrixHasItsNumbersInTheirCells() {
    Figure figure =
        Heat.of(COUNTS).rows("4", "5").columns("a", "b", "c").x("to").y("from").figure("Counts.");
    assertTrue(
        Svgs.texts(figure)
            .containsAll(
                List.of("12", "0", "1,234", "3", "40", "5", "4", "a", "b", "c", "to", "from")));
    double row = Svgs.number(Svgs.text(figure, "12"), "y");
    assertEquals(row, Svgs.number(Svgs.text(figure, "1,234"), "y"));
    assertTrue(row < Svgs.number(Svgs.text(figure, "40"), "y"), "the first row is at the top");
    assertEquals(
        Svgs.number(Svgs.text(figure, "0"), "x"), Svgs.number(Svgs.text(figure, "40"), "x"));
    // five filled cells, and the frame
    assertEquals(6, Svgs.elements(figure, "rect").size());
  }

  @Test
  void emptyCellsStayEmpty() {
    Figure figure = Heat.of(new double[][] {{1.5, Double.NaN}}).figure("One number.");
    assertEquals(List.of("1.50"), Svgs.texts(figure));
  }

  @Test
  void aLargeMatrixIsAnImageWithAColourBar() {
    double[][] values = new double[100][100];
    for (int i = 0; i < 100; i++) {
      values[i][i] = i - 50;
    }
    Figure figure = Heat.of(values).diverging().figure("A diagonal.");
    assertEquals(1, Svgs.elements(figure, "image").size());
    assertEquals(List.of("50", "0", "−50"), Svgs.texts(figure));
    assertTrue(figure.svg().length() < 40_000, figure.svg().length() + " characters");
  }

  @Test
  void wrongMatricesAreRefused() {
    assertRefused("rows of a matrix", () -> Heat.of(new double[0][]));
    assertRefused(
        "row 1 of the matrix must have length 2, not 1",
        () -> Heat.of(new double[][] {{1, 2}, {3}}));
    assertRefused("[0][0] = Infinity", () -> Heat.of(new double[][] {{Double.POSITIVE_INFINITY}}));
    assertRefused("names of the rows must have length 2, not 1", () -> Heat.of(COUNTS).rows("a"));
    assertRefused("rows of a matrix of vectors", () -> Vectors.of(new double[3][2]));
    assertRefused("entry [1][0]", () -> Vectors.of(new double[][] {{1}, {Double.NaN}}));
    assertRefused(
        "bias must have length 1, not 2", () -> Vectors.of(new double[][] {{1}}).bias(1, 2));
    assertRefused("limits must be positive", () -> Vectors.of(new double[][] {{1}}).limits(0, 1));
  }

  @Test
  void cornersFollowTheAnglesAndDeadColumnsAreRings() {
    // a square whose columns are not in the order of their angles, and a dead fifth
    double[][] w = {{1, -1, 0, 0, 0.01}, {0, 0, 1, -1, 0.02}};
    Figure figure = Vectors.of(w).size(220, 220).figure("A square.");
    List<String> outline =
        Svgs.elements(figure, "path").stream().map(p -> p.getAttribute("d")).distinct().toList();
    String polygon = outline.stream().filter(d -> d.endsWith("Z")).findFirst().orElseThrow();
    double[] c =
        Arrays.stream(polygon.split("[^0-9.-]+"))
            .filter(s -> !s.isEmpty())
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertTrue(c.length >= 8, polygon);
    double side = Math.hypot(c[2] - c[0], c[3] - c[1]);
    double radius = Math.hypot(c[0], c[1]);
    for (int i = 0; i < 8; i += 2) {
      assertEquals(
          side, Math.hypot(c[(i + 2) % 8] - c[i], c[(i + 3) % 8] - c[i + 1]), 0.05, polygon);
    }
    assertEquals(Math.sqrt(2) * radius, side, 0.05, "sides, not diagonals");
    assertEquals(List.of("1", "2", "3", "4"), Svgs.texts(figure));
  }

  @Test
  void labelsOfColumnsThatCoincideDoNot() {
    double[][] w = {{1, 0.98, -1}, {0, 0, 0}};
    Figure figure = Vectors.of(w).size(220, 220).figure("Two columns that coincide, and a third.");
    double first = Svgs.number(Svgs.text(figure, "1"), "x");
    assertTrue(Math.abs(Svgs.number(Svgs.text(figure, "2"), "x") - first) > 9);
  }

  @Test
  void oneRowIsALine() {
    Figure figure = Vectors.of(new double[][] {{0.5, 0.5, -1}}).figure("Three points.");
    assertTrue(Svgs.texts(figure).containsAll(List.of("1", "2", "3", "−1", "0")));
    double first = Svgs.number(Svgs.text(figure, "2"), "x");
    assertFalse(Collections.frequency(Svgs.texts(figure), "2") > 1);
    assertTrue(first > 100, "0.5 lies to the right of the middle");
  }
}
