package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class SortingTest {

  @Property
  void ordersAsAStableSortDoes(@ForAll double[] values) {
    int[] expected =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i] + 0.0))
            .mapToInt(i -> i)
            .toArray();
    assertArrayEquals(expected, Sorting.order(values));
  }

  @Example
  void knowsTheEndsAndTheTwoZeros() {
    double[] values = {
      Double.POSITIVE_INFINITY,
      0.0,
      -0.0,
      -1,
      Double.MIN_VALUE,
      Double.NEGATIVE_INFINITY,
      1,
      Double.NaN
    };
    assertArrayEquals(new int[] {5, 3, 1, 2, 4, 6, 0, 7}, Sorting.order(values));
  }
}
