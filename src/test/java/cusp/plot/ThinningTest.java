package cusp.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ThinningTest {

  /** A noisy line over 600 pixels with a share of gaps. */
  private static Pixels line(long seed, int points) {
    Random random = new Random(seed);
    double[] x = random.doubles(points, 0, 600).sorted().toArray();
    double[] y =
        IntStream.range(0, points)
            .mapToDouble(i -> random.nextInt(10) == 0 ? Double.NaN : 300 * random.nextDouble())
            .toArray();
    return new Pixels(x, y);
  }

  @Property(tries = 200)
  void everyColumnKeepsItsExtremes(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 4000) int n) {
    Pixels line = line(seed, n);
    Pixels kept = line.only(Thinning.keep(line));
    assertEquals(columns(line, true), columns(kept, true));
    assertEquals(columns(line, false), columns(kept, false));
  }

  private static Map<Integer, Double> columns(Pixels line, boolean greatest) {
    Map<Integer, Double> extremes = new HashMap<>();
    for (int i = 0; i < line.x().length; i++) {
      if (!line.isGap(i)) {
        extremes.merge((int) line.x()[i], line.y()[i], greatest ? Math::max : Math::min);
      }
    }
    return extremes;
  }

  @Property(tries = 200)
  void everyGapStaysAGap(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4000) int n) {
    Pixels line = line(seed, n);
    assertEquals(runs(line), runs(line.only(Thinning.keep(line))));
  }

  private static int runs(Pixels line) {
    int runs = 0;
    for (int i = 0; i < line.x().length; i++) {
      runs += !line.isGap(i) && (i == 0 || line.isGap(i - 1)) ? 1 : 0;
    }
    return runs;
  }

  @Test
  void aHundredThousandPointsBecomeAtMostFourAPixel() {
    double[] x = IntStream.range(0, 100_000).mapToDouble(i -> 600 * i / 1e5).toArray();
    double[] y = new Random(2).doubles(100_000).toArray();
    int kept = Thinning.keep(new Pixels(x, y)).length;
    assertTrue(kept <= 2400, kept + " points");
  }

  @Test
  void aLineThatTurnsBackIsKeptWhole() {
    double[] x = {0, 0.1, 0.2, 0.1, 0};
    assertArrayEquals(
        new int[] {0, 1, 2, 3, 4}, Thinning.keep(new Pixels(x, new double[] {0, 1, 2, 3, 4})));
  }

  @Test
  void pointsOnTheSamePixelAreDrawnOnce() {
    double[] x = {0.1, 0.2, 5, 0.3, Double.NaN};
    double[] y = {0.1, 0.2, 5, 7, 1};
    assertEquals("[0, 2, 3]", Arrays.toString(Thinning.distinct(new Pixels(x, y))));
  }
}
