package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ArrayViewTest {

  static Stream<Arguments> arrays() {
    return Stream.of(
        Arguments.of(new double[] {0, 0.5, -1.25e-7}, "double[3]: 0 0.5 -1.25e-07"),
        Arguments.of(
            IntStream.range(0, 1000).mapToDouble(i -> i / 4.0).toArray(),
            "double[1000]: 0 0.25 0.5 0.75 1 … 248.75 249 249.25 249.5 249.75\n"
                + "min 0, mean 124.875, max 249.75"),
        Arguments.of(new double[0], "double[0]:"),
        Arguments.of(new float[] {0.1f, Float.NaN}, "float[2]: 0.1 NaN"),
        Arguments.of(new int[] {1, 2}, "int[2]: 1 2"),
        Arguments.of(new long[] {1L << 62}, "long[1]: 4611686018427387904"),
        Arguments.of(new short[] {1}, "short[1]: 1"),
        Arguments.of(new byte[] {-1}, "byte[1]: -1"),
        Arguments.of(new char[] {'a', '<'}, "char[2]: a <"),
        Arguments.of(
            new boolean[11],
            "boolean[11]: "
                + "false ".repeat(5)
                + "… "
                + "false ".repeat(5).strip()
                + "\ntrue: 0 of 11"),
        Arguments.of(
            new double[] {1, 2, 3, 4, 5, 6, 7, 8, 9, Double.NaN},
            "double[10]: 1 2 3 4 5 6 7 8 9 NaN\nmin 1, mean 5, max 9, 1 NaN"),
        Arguments.of(new double[][] {{1, 2}, {3, Double.NaN}}, "double[2][2]:\n  1   2\n  3 NaN"),
        Arguments.of(new double[][] {null, {1}}, "double[2][null|1]:\n  null\n     1"),
        Arguments.of(
            new int[][][] {{{1, 2}, {3, 40}}, null},
            "int[2][null|2][2]:\n  [0]\n    1  2\n    3 40\n  [1] null"),
        Arguments.of(new long[3][0], "long[3][0]:\n  \n  \n  "),
        Arguments.of(new String[] {"a", "b\nc", null}, "String[3]: \"a\", \"b c\", null"),
        Arguments.of(
            new Object[] {1, new double[] {3}, new int[2][3]},
            "Object[3]: 1, double[1]: 3, int[2][3]"),
        Arguments.of(new boolean[][] {{true}, {false}}, "boolean[2][1]:\n   true\n  false"));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void anArrayShowsItsTypeItsShapeAndItsEnds(Object array, String text) {
    assertEquals(text, Views.bundle(array).text());
  }

  @Test
  void anArrayInsideItselfEnds() {
    Object[] array = new Object[2];
    array[0] = array;
    assertEquals("Object[2]: Object[2], null", Views.bundle(array).text());
  }

  @Test
  void manyLengthsAreARange() {
    double[][] jagged = IntStream.range(1, 9).mapToObj(double[]::new).toArray(double[][]::new);
    assertTrue(Views.bundle(jagged).text().startsWith("double[8][1…8]:\n"));
  }

  @Test
  void aMatrixIsAHeatMapUnderItsShape() {
    for (Object matrix :
        new Object[] {new double[][] {{1, -2}}, new int[][] {{1, -2}}, new float[][] {{1, -2}}}) {
      Bundle bundle = Views.bundle(matrix);
      String shape = matrix.getClass().getComponentType().getComponentType() + "[1][2]";
      assertTrue(bundle.html().contains("<p>" + shape + "</p>"), bundle.html());
      assertEquals("heat map of a matrix of 1 × 2 numbers from -2 to 1", bundle.image().alt());
      assertTrue(bundle.html().contains(">−2</text>"), bundle.html());
    }
  }

  @Test
  void aLargeMatrixIsDrawnAsMeansAndALargerOneAsText() {
    double[][] large = new double[250][3];
    large[249][2] = 1;
    Bundle bundle = Views.bundle(large);
    assertEquals(
        "heat map of a matrix of 250 × 3 numbers from 0 to 1, drawn as means of 3 × 1 entries",
        bundle.image().alt());
    assertTrue(bundle.text().endsWith("min 0, mean 0.00133333, max 1"), bundle.text());
    assertNotNull(Views.bundle(new double[1000][1]).html());
    assertNull(Views.bundle(new double[1001][1]).html());
  }

  static Stream<Object> noMatrices() {
    return Stream.of(
        new double[][] {{1}, {2, 3}},
        new double[][] {{1, Double.POSITIVE_INFINITY}},
        new double[][] {{Double.NaN}},
        new double[][] {{}},
        new double[0][0],
        new char[][] {{'a'}},
        new boolean[][] {{true}},
        new double[1][1][1]);
  }

  @ParameterizedTest
  @MethodSource("noMatrices")
  void whatIsNoMatrixOfNumbersIsText(Object array) {
    Bundle bundle = Views.bundle(array);
    assertNull(bundle.html());
    assertTrue(!bundle.text().contains("own words"), bundle.text());
  }

  @Test
  void anArrayOfRecordsIsATable() {
    record Point(int x, double y) {}
    Bundle bundle = Views.bundle(new Point[] {new Point(1, 0.5), new Point(2, Double.NaN)});
    assertEquals("Point\nx    y\n1  0.5\n2\n2 rows × 2 columns", bundle.text());
  }

  @ParameterizedTest
  @CsvSource({
    "0.1, 0.1",
    "100, 100",
    "1234567.5, 1.23457e+06",
    "1e20, 1e+20",
    "-0.00001, -1e-05",
    "Infinity, ∞",
    "-Infinity, −∞",
    "NaN, NaN",
    "0.30000000000000004, 0.3"
  })
  void numbersHaveSixDigits(double value, String text) {
    assertEquals(text, ArrayText.number(value));
  }
}
