package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class NdArrayViewTest {

  static Stream<Arguments> arrays() {
    return Stream.of(
        Arguments.of(Nd4j.scalar(3.5), "INDArray scalar, DOUBLE, order c: 3.5"),
        Arguments.of(Nd4j.scalar(true), "INDArray scalar, BOOL, order c: 1"),
        Arguments.of(Nd4j.empty(), "INDArray scalar, FLOAT, order c: empty"),
        Arguments.of(Nd4j.createFromArray(1, 2, 3), "INDArray 3, INT, order c: 1 2 3"),
        Arguments.of(
            Nd4j.arange(100).castTo(DataType.DOUBLE),
            "INDArray 100, DOUBLE, order c: 0 1 2 3 4 … 95 96 97 98 99\n"
                + "min 0, mean 49.5, max 99"),
        Arguments.of(
            Nd4j.createFromArray(new double[][] {{1, 2}, {3, 40}}).transpose(),
            "INDArray 2 × 2, DOUBLE, order f:\n  1  3\n  2 40"),
        Arguments.of(
            Nd4j.arange(8).castTo(DataType.INT64).reshape(2, 2, 2),
            "INDArray 2 × 2 × 2, LONG, order c:\n"
                + "  [0]\n    0 1\n    2 3\n  [1]\n    4 5\n    6 7"),
        Arguments.of(Nd4j.create("a", "<b>"), "INDArray 2, UTF8, order c: \"a\" \"<b>\""));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void anArrayShowsItsShapeItsTypeItsOrderAndItsEnds(INDArray array, String text) {
    assertEquals(text, Views.bundle(array).text());
  }

  @Test
  void aMatrixIsAHeatMapOfItsEntries() {
    INDArray matrix = Nd4j.createFromArray(new double[][] {{1, -2, 3}, {4, 5, 6}});
    for (INDArray array : List.of(matrix, matrix.dup('f'), matrix.transpose().transpose())) {
      Bundle bundle = Views.bundle(array);
      assertEquals("heat map of a matrix of 2 × 3 numbers from -2 to 6", bundle.image().alt());
      assertEquals(
          List.of("1", "3", "4", "5", "6", "−2"),
          Arrays.stream(bundle.html().split("<text"))
              .skip(1)
              .map(part -> part.replaceAll("(?s)^[^>]*>|</text>.*", ""))
              .sorted()
              .toList());
    }
    assertTrue(Views.bundle(Nd4j.ones(1, 5)).html().contains("INDArray 1 × 5, FLOAT, order c"));
    assertNull(Views.bundle(Nd4j.zeros(1001, 2)).html());
    assertNull(Views.bundle(Nd4j.zeros(2, 2, 2)).html());
  }

  /** Loads every class anew but those of the JDK, and notes their names. */
  private static final class Noting extends URLClassLoader {
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    Noting() {
      super(
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(Noting::url)
              .toArray(URL[]::new),
          ClassLoader.getPlatformClassLoader());
    }

    private static URL url(String path) {
      try {
        return new File(path).toURI().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(path, e);
      }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      names.add(name);
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void nothingOfNd4jIsLoadedBeforeOneOfItsArraysIsShown() throws Exception {
    try (Noting loader = new Noting()) {
      Method bundle =
          loader.loadClass("cusp.jupyter.Views").getDeclaredMethod("bundle", Object.class);
      bundle.setAccessible(true);
      for (Object value : List.of(1, new double[2][2], List.of("a"), new Object())) {
        bundle.invoke(null, value);
      }
      assertTrue(loader.names.contains("cusp.jupyter.ArrayView"), loader.names.toString());
      List<String> early =
          loader.names.stream()
              .filter(name -> name.contains("nd4j") || name.equals("cusp.jupyter.NdArrayView"))
              .toList();
      assertEquals(List.of(), early);
      assertFalse(loader.names.isEmpty());
    }
  }
}
