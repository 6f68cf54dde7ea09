package cusp.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.toy.Superposition;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DescentTest {

  @Test
  void findsTheMinimumOfAQuadraticInAFewIterations() {
    Objective quadratic = Objective.of("(a-1)^2 + 100*(b+2)^2 + (a-1)*(b+2)", "a", "b");
    Descent.Minimum minimum = Descent.defaults().from(quadratic, new double[] {10, 10});
    assertTrue(minimum.converged());
    assertTrue(minimum.iterations() < 40, "iterations " + minimum.iterations());
    assertArrayEquals(new double[] {1, -2}, minimum.w(), 1e-9);
    assertTrue(minimum.gradientNorm() <= 1e-10);
  }

  @Property(tries = 100)
  void followsTheBentValleyOfRosenbrock(
      @ForAll @DoubleRange(min = -2, max = 2) double x,
      @ForAll @DoubleRange(min = -2, max = 2) double y) {
    Objective rosenbrock = Objective.of("(1-x)^2 + 100*(y-x^2)^2", "x", "y");
    Descent.Minimum minimum = Descent.defaults().from(rosenbrock, new double[] {x, y});
    assertTrue(minimum.converged(), minimum.toString());
    assertTrue(minimum.iterations() < 300, "iterations " + minimum.iterations());
    assertArrayEquals(new double[] {1, 1}, minimum.w(), 1e-8);
  }

  @Property(tries = 100)
  void neverGoesUp(
      @ForAll @IntRange(max = 1_000) int seed, @ForAll @IntRange(min = 1, max = 40) int k) {
    Superposition model = new Superposition(6, 2);
    Objective loss = model.population();
    double[] start = model.initial(Seed.of(seed));
    double[] before = start.clone();
    double reached = Descent.defaults().withIterations(k).from(loss, start).loss();
    assertTrue(reached <= loss.loss(start));
    assertTrue(Descent.defaults().withIterations(k + 1).from(loss, start).loss() <= reached);
    assertArrayEquals(before, start);
  }

  @Test
  void endsAtOnceAtAMinimum() {
    Descent.Minimum minimum = Descent.defaults().from(Objective.of("a^2"), new double[] {0});
    assertEquals(0, minimum.iterations());
    assertTrue(minimum.converged());
  }

  @Test
  void refusesAStartWithoutALoss() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Descent.defaults().from(Objective.of("log(a)"), new double[] {-1}))
            .getMessage();
    assertTrue(message.contains("start of the descent") && message.contains("NaN"), message);
    assertThrows(
        IllegalArgumentException.class,
        () -> Descent.defaults().from(Objective.of("a^2"), new double[] {1, 2}));
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThrows(IllegalArgumentException.class, () -> Descent.defaults().withIterations(0));
    assertThrows(IllegalArgumentException.class, () -> Descent.defaults().withTolerance(-1));
    assertThrows(
        IllegalArgumentException.class, () -> Descent.defaults().withImprovement(Double.NaN));
  }
}
