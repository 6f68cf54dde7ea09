package cusp.landscape;

import static cusp.landscape.ValleyTracerTest.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CriticalSearchTest {

  private static final CriticalSearch SEARCH = CriticalSearch.defaults();
  private static final Box BOX = Box.of(-2, 2);
  private static final Seed SEED = Seed.of(1);

  private static CriticalPoints find(String formula) {
    return SEARCH.in(Objective.of(formula), BOX, SEED);
  }

  @Test
  void aDoubleWellHasTwoMinimaAndASaddle() {
    CriticalPoints found = find("(x^2-1)^2+y^2");
    assertEquals(3, found.points().size());
    assertEquals(2, found.minima().size());
    CriticalPoints.Point saddle = found.saddles().get(0);
    assertArrayEquals(new double[2], saddle.w(), 1e-8);
    assertArrayEquals(new double[] {-4, 2}, saddle.eigenvalues(), 1e-8);
    assertEquals("saddle of index 1", saddle.kind());
    assertFalse(saddle.isDegenerate());
    assertTrue(found.verdict().isOk(), found::toString);
  }

  @Test
  void himmelblauHasFourMinimaFourSaddlesAndAMaximum() {
    CriticalPoints found =
        SEARCH.withStarts(200).in(Objective.of("(x^2+y-11)^2+(x+y^2-7)^2"), Box.of(-5, 5), SEED);
    List<Integer> indices =
        found.points().stream().map(CriticalPoints.Point::index).sorted().toList();
    assertEquals(List.of(0, 0, 0, 0, 1, 1, 1, 1, 2), indices);
    assertEquals(181.6165, found.points().get(8).loss(), 1e-3);
    assertEquals("maximum", found.points().get(8).kind());
  }

  @Test
  void aCircleOfMinimaIsOneEntry() {
    CriticalPoints found = find("(x^2+y^2-1)^2");
    assertEquals(2, found.points().size(), found::toString);
    CriticalPoints.Point circle = found.minima().get(0);
    assertTrue(circle.isSet());
    assertEquals(1, circle.nullity());
    assertEquals("degenerate minimum (1 flat direction)", circle.kind());
    assertEquals("maximum", found.saddles().get(0).kind());
  }

  @Test
  void theTwoBranchesOfAHyperbolaStayApart() {
    CriticalPoints found = find("(a*b-1)^2");
    assertEquals(3, found.points().size(), found::toString);
    assertTrue(found.minima().stream().allMatch(p -> p.isSet() && p.nullity() == 1));
    assertEquals("saddle of index 1", found.saddles().get(0).kind());
    assertEquals(1, found.saddles().get(0).loss(), 1e-12);
  }

  @Test
  void crossingLinesAreOneSet() {
    CriticalPoints found = find("x^2*y^2");
    assertEquals(1, found.points().size(), found::toString);
    assertTrue(found.points().get(0).isSet());
  }

  @Test
  void aDegenerateMinimumIsOnePoint() {
    CriticalPoints found = find("x^4+y^2");
    assertEquals(1, found.points().size(), found::toString);
    assertTrue(found.points().get(0).isDegenerate());
    assertFalse(found.points().get(0).isSet());
  }

  @Test
  void givenStartsAreUsed() {
    CriticalPoints found =
        SEARCH.from(Objective.of("(x^2-1)^2+y^2"), new double[][] {{0.9, 0.1}, {0.1, 0.1}});
    assertEquals(List.of(0, 1), found.points().stream().map(CriticalPoints.Point::index).toList());
    assertEquals(1.0, found.unseen());
    assertTrue(found.verdict().toString().contains("2 were found from one start only"));
  }

  @Test
  void whereThereIsNoneThereIsNone() {
    CriticalPoints none = find("x+y^2");
    assertTrue(none.verdict().isInvalid());
    assertEquals(100, none.lost());
    assertThrows(IllegalStateException.class, none::chart);
    CriticalPoints outside = find("(x-5)^2+y^2");
    assertEquals(100, outside.outside());
  }

  @Test
  void theThreadsChangeNothing() {
    Objective wells = Objective.of("(x^2-1)^2+(y^2-1)^2+x*y/5");
    String one = Parallel.withThreads(1, () -> digits(SEARCH.in(wells, BOX, SEED)));
    assertEquals(one, Parallel.withThreads(3, () -> digits(SEARCH.in(wells, BOX, SEED))));
  }

  private static String digits(CriticalPoints found) {
    return found.points().stream().map(p -> Arrays.toString(p.w()) + p.hits()).toList().toString();
  }

  @Test
  void theTableHasARowAPoint() {
    CriticalPoints found = find("(x^2-1)^2+y^2");
    assertEquals(3, found.toTable().rowCount());
    assertEquals(List.of(0, 0, 1), found.toTable().intColumn("index").asList());
    assertEquals(3, found.chart().toTable().rowCount());
  }

  @Test
  void wrongInputIsRefused() {
    Objective loss = Objective.of("x^2+y^2");
    assertRefused("bounded box", () -> SEARCH.in(loss, Box.unbounded(), SEED));
    assertRefused("at least one start", () -> SEARCH.from(loss, new double[0][]));
    assertRefused(
        "start 1 has length 3", () -> SEARCH.from(loss, new double[][] {{0, 0}, {0, 0, 0}}));
    assertRefused(
        "the loss at start 0 must be finite, not NaN",
        () -> SEARCH.from(Objective.of("log(x)"), new double[][] {{-1}}));
    assertRefused(
        "finite at none of the starts",
        () -> SEARCH.in(Objective.of("log(x)"), Box.of(-2, -1), SEED));
    assertRefused("starts must be at least 1, not 0", () -> SEARCH.withStarts(0));
    assertRefused("same must be positive", () -> SEARCH.withSame(0));
    assertRefused("flatness must be positive", () -> SEARCH.withFlatness(-1));
    assertRefused("tolerance must be positive", () -> SEARCH.withTolerance(0));
  }
}
