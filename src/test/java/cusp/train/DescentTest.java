package cusp.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.toy.Superposition;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

  /**
   * A loss in float32, as networks have: within rounding of its floor no step lowers it, and each
   * search for one would take 60 trials.
   */
  @Test
  void doesNotSearchForWhatRoundingHides() {
    AtomicInteger gradients = new AtomicInteger();
    Objective bowl = Objective.of("(a^2 + 4*b^2 + 9*c^2)/2 + a*b*c + 3", "a", "b", "c");
    Potential rounded =
        new Potential() {
          @Override
          public int dimension() {
            return 3;
          }

          @Override
          public double loss(double[] w) {
            return (float) bowl.loss(w);
          }

          @Override
          public double gradient(double[] w, double[] into) {
            gradients.incrementAndGet();
            return (float) bowl.gradient(w, into);
          }

          @Override
          public Objective fork() {
            return this;
          }
        };
    double[] start = {0.5, -0.4, 0.3};
    double loss = Descent.defaults().withImprovement(1e-4).from(rounded, start).loss();
    assertEquals(3, loss, 1e-4);
    assertTrue(gradients.get() <= 40, "gradients " + gradients.get());
  }

  /** What is still to be won along flat directions is more than the improvement waited for. */
  @ParameterizedTest
  @ValueSource(doubles = {1e2, 1e4, 1e6})
  void doesNotEndEarlyInAFlatValley(double steep) {
    Objective valley = Objective.of("(a^2 + " + steep + "*(b - a^2)^2)/2", "a", "b");
    double[] start = {1.5, 1};
    Descent.Minimum minimum = Descent.defaults().withImprovement(1e-4).from(valley, start);
    assertTrue(minimum.loss() < 1e-3, minimum.toString());
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
