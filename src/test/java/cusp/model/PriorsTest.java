package cusp.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class PriorsTest {

  @Property
  void gradientsAreThoseOfTheDensity(
      @ForAll @DoubleRange(min = -3, max = 3) double mean,
      @ForAll @DoubleRange(min = 0.2, max = 5) double sd,
      @ForAll @DoubleRange(min = -0.9, max = 0.9) double x,
      @ForAll @DoubleRange(min = -2, max = 2) double scale) {
    for (Prior prior : new Prior[] {Prior.normal(mean, sd), Prior.uniform(-1, 1), Prior.flat()}) {
      double[] w = {x, -x / 2, 0.3};
      double[] gradient = {7, 8, 9};
      prior.addGradient(w, scale, gradient);
      for (int i = 0; i < 3; i++) {
        double[] above = w.clone();
        double[] below = w.clone();
        above[i] += 1e-4;
        below[i] -= 1e-4;
        double slope = (prior.logDensity(above) - prior.logDensity(below)) / 2e-4;
        assertEquals(7 + i + scale * slope, gradient[i], 1e-6 * (1 + Math.abs(slope)));
      }
    }
  }

  @Test
  void properPriorsIntegrateToOne() {
    assertEquals(1, integral(Prior.normal(0.5, 0.7), -9, 9), 1e-12);
    assertEquals(1, integral(Prior.uniform(-2, 3), -2, 3), 1e-12);
    assertTrue(Prior.normal(0, 1).proper() && Prior.uniform(0, 1).proper());
    assertFalse(Prior.flat().proper());
    assertFalse(Prior.uniform(0, Double.POSITIVE_INFINITY).proper());
  }

  @Test
  void aUniformPriorWithOneWallIsFlatInsideIt() {
    Prior prior = Prior.uniform(0, Double.POSITIVE_INFINITY);
    assertEquals(0, prior.logDensity(new double[] {1, 1e9}));
    assertEquals(Double.NEGATIVE_INFINITY, prior.logDensity(new double[] {1, -1}));
  }

  /** Over two coordinates, by the midpoint rule, which is exact here to rounding. */
  private static double integral(Prior prior, double low, double high) {
    int cells = 100;
    double width = (high - low) / cells;
    double sum = 0;
    for (int i = 0; i < cells; i++) {
      for (int j = 0; j < cells; j++) {
        double[] w = {low + (i + 0.5) * width, low + (j + 0.5) * width};
        sum += Math.exp(prior.logDensity(w)) * width * width;
      }
    }
    return sum;
  }

  @Test
  void theUniformPriorVanishesOutsideItsBox() {
    Prior prior = Prior.uniform(-1, 2);
    assertEquals(-2 * Math.log(3), prior.logDensity(new double[] {-1, 2}), 1e-15);
    assertEquals(Double.NEGATIVE_INFINITY, prior.logDensity(new double[] {0, 2.1}));
    assertEquals(Box.of(-1, 2), prior.support());
    assertTrue(Prior.flat().support().isUnbounded());
    assertTrue(Prior.normal(0, 1).support().isUnbounded());
    assertEquals(0, Prior.flat().logDensity(new double[] {3, 4}));
  }

  @Test
  void sidesOfTheirOwnAreDensitiesToo() throws JsonProcessingException {
    Prior prior = Prior.uniform(new double[] {0, -5}, new double[] {1, 5});
    assertEquals(-Math.log(10), prior.logDensity(new double[] {0.5, -4}), 1e-15);
    assertEquals(Double.NEGATIVE_INFINITY, prior.logDensity(new double[] {-4, 0.5}));
    assertEquals(Box.of(-5, 5), prior.support());
    assertEquals(Box.of(0, 1), prior.support(0));
    assertEquals(Prior.uniform(-1, 2).support(), Prior.uniform(-1, 2).support(1));
    assertTrue(prior.proper() && prior.independent() && !prior.quadratic());
    assertTrue(Prior.normal(0, 1).quadratic() && Prior.flat().quadratic());
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(prior, mapper.readValue(mapper.writeValueAsString(prior), Prior.class));
    String message =
        assertThrows(IllegalArgumentException.class, () -> prior.supports(new double[3]))
            .getMessage();
    assertTrue(message.contains("length 3") && message.contains("2 coordinates"), message);
    double[] unbounded = {0, Double.NEGATIVE_INFINITY};
    assertThrows(
        IllegalArgumentException.class, () -> Prior.uniform(unbounded, new double[] {1, 1}));
    assertThrows(
        IllegalArgumentException.class, () -> Prior.uniform(new double[1], new double[] {1, 1}));
    assertThrows(IllegalArgumentException.class, () -> Prior.uniform(new double[0], new double[0]));
  }

  @Test
  void aPartOfADensityIsTheSameInsideAndNoneOutside() throws JsonProcessingException {
    double infinity = Double.POSITIVE_INFINITY;
    Prior whole = Prior.normal(0.5, 0.7);
    Prior part = whole.within(new double[] {0, -infinity}, new double[] {1, 2});
    double[] inside = {0.3, -7};
    assertEquals(whole.logDensity(inside), part.logDensity(inside));
    double[] gradient = new double[2];
    double[] expected = new double[2];
    part.addGradient(inside, 3, gradient);
    whole.addGradient(inside, 3, expected);
    assertArrayEquals(expected, gradient);
    for (double[] w : new double[][] {{-0.1, 0}, {1.1, 0}, {0.5, 2.1}, {Double.NaN, 0}}) {
      assertFalse(part.supports(w));
      assertEquals(Double.NEGATIVE_INFINITY, part.logDensity(w));
    }
    assertTrue(part.supports(new double[] {0, 2}), "edges belong to it");
    assertEquals(Box.of(0, 1), part.support(0));
    assertEquals(Box.of(-infinity, 2), part.support(1));
    assertEquals(Box.of(-infinity, 2), part.support());
    assertTrue(part.proper() && part.independent() && !part.quadratic());
    assertTrue(whole.normalised() && !part.normalised() && !Prior.flat().normalised());
    ObjectMapper mapper = new ObjectMapper();
    assertEquals(part, mapper.readValue(mapper.writeValueAsString(part), Prior.class));
    Prior nested = part.within(new double[] {0.5, 0}, new double[] {3, 1});
    assertEquals(nested, mapper.readValue(mapper.writeValueAsString(nested), Prior.class));
    assertEquals(Box.of(0.5, 1), nested.support(0));
    assertFalse(nested.supports(new double[] {1.5, 0.5}), "the first walls hold too");
  }

  @Test
  void partsOfADensityAddUp() {
    Prior whole = Prior.normal(0.5, 0.7);
    double sum = 0;
    double[] cuts = {-9, 0, 9};
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double[] low = {cuts[i], cuts[j]};
        double[] high = {cuts[i + 1], cuts[j + 1]};
        sum += integral(whole.within(low, high), -9, 9);
      }
    }
    assertEquals(1, sum, 1e-12);
  }

  @Test
  void aPartOfAnImproperDensityIsProperBetweenFiniteEnds() {
    double infinity = Double.POSITIVE_INFINITY;
    assertTrue(Prior.flat().within(new double[1], new double[] {2}).proper());
    assertFalse(Prior.flat().within(new double[1], new double[] {infinity}).proper());
    assertFalse(Prior.flat().within(new double[1], new double[] {2}).quadratic());
  }

  @Test
  void aPartThatIsEmptyOrOfOtherCoordinatesIsRefused() {
    Prior whole = Prior.normal(0, 1);
    double[] one = {1};
    assertThrows(IllegalArgumentException.class, () -> whole.within(one, one));
    assertThrows(IllegalArgumentException.class, () -> whole.within(new double[2], one));
    assertThrows(
        IllegalArgumentException.class, () -> whole.within(new double[] {Double.NaN}, one));
    assertThrows(IllegalArgumentException.class, () -> whole.within(new double[0], new double[0]));
    for (String empty :
        List.of(
            "{\"type\":\"uniform by coordinate\",\"sides\":[]}",
            "{\"type\":\"within\",\"prior\":{\"type\":\"flat\"},\"sides\":[]}")) {
      String none =
          assertThrows(
                  JsonProcessingException.class,
                  () -> new ObjectMapper().readValue(empty, Prior.class))
              .getMessage();
      assertTrue(none.contains("at least one coordinate, not 0"), none);
    }
    Prior part = whole.within(new double[1], one);
    assertThrows(IllegalArgumentException.class, () -> part.logDensity(new double[2]));
    String beside =
        assertThrows(
                IllegalArgumentException.class,
                () -> Prior.uniform(-1, 1).within(new double[] {2}, new double[] {3}))
            .getMessage();
    assertTrue(beside.contains("coordinate 0") && beside.contains("[low=-1.0, high=1.0]"), beside);
  }

  @Test
  void refusesWhatIsNoDensity() {
    for (double sd : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Prior.normal(0, sd)).getMessage();
      assertTrue(message.contains("sd > 0") && message.contains("" + sd), message);
    }
    assertThrows(IllegalArgumentException.class, () -> Prior.normal(Double.NaN, 1));
    assertThrows(IllegalArgumentException.class, () -> Prior.uniform(1, 1));
  }
}
