package cusp.singular;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Interval;
import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Objective;
import cusp.singular.VolumeScaling.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Measured volumes and exponents against exact ones. */
class VolumeScalingTest {
  private static final Seed SEED = Seed.of(1);
  private static final Box CUBE = Box.of(-1, 1);
  private static final VolumeScaling COUNTED =
      VolumeScaling.defaults().withMethod(Method.SUBDIVISION);
  private static final VolumeScaling SAMPLED =
      VolumeScaling.defaults().withMethod(Method.SUBSET_SIMULATION).withParticles(500);

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  static Stream<Volumes> known() {
    return Volumes.all().stream();
  }

  static Stream<Volumes> curves() {
    return known().filter(v -> Objective.of(v.formula()).dimension() <= 2);
  }

  @ParameterizedTest
  @MethodSource("known")
  void boundsHoldTheVolumeAtEveryLevel(Volumes known) {
    VolumeEstimate counted =
        COUNTED.withBoxes(30_000).estimate(Objective.of(known.formula()), CUBE, SEED);
    assertEquals(33, counted.levels().size());
    for (VolumeLevel level : counted.levels()) {
      double exact = Math.log(known.exact().applyAsDouble(level.level()));
      // The volume is known, and sums are rounded, to twelve digits or so.
      assertTrue(
          level.logLow() <= exact + 1e-10 && exact <= level.logHigh() + 1e-10,
          () -> level + " does not hold " + exact);
    }
  }

  @ParameterizedTest
  @MethodSource("curves")
  void countedExponentsAreExactWithinTheirError(Volumes known) {
    VolumeEstimate counted =
        COUNTED.withBoxes(120_000).estimate(Objective.of(known.formula()), CUBE, SEED);
    assertTrue(counted.interval().contains(known.lambda()), counted::toString);
    assertTrue(counted.interval().halfWidth() < 0.05, counted::toString);
    assertTrue(counted.multiplicities()[known.m() - 1] > 0.1, counted::toString);
    assertTrue(!counted.verdict().isOk() || counted.multiplicity() == known.m(), counted::toString);
    assertEquals(0, counted.standardError());
    assertTrue(
        counted.levels().stream().allMatch(level -> level.uncertainty() < 2e-3), counted::toString);
  }

  /**
   * Student's law for 32 replicates leaves 94 % within 1.96 errors; the standard deviation of the
   * share in 200 seeds is 0.017.
   */
  @Tag("seeds")
  @Test
  void ninetyFivePercentOfSampledVolumesAreCovered() {
    int seeds = 200;
    VolumeScaling rough = SAMPLED.withParticles(60).withLevels(9).withHighest(0.1);
    int[] covered = new int[9];
    for (int s = 0; s < seeds; s++) {
      VolumeEstimate sampled =
          rough.estimate(Objective.of("x^2*y^2"), CUBE, Seed.of(s).stream("coverage"));
      for (int k = 0; k < covered.length; k++) {
        VolumeLevel level = sampled.levels().get(k);
        double exact = Math.log(Volumes.CROSS.exact().applyAsDouble(level.level()));
        double distance = Math.abs(level.logVolume() - exact);
        covered[k] += distance < Interval.normal(0, level.standardError()).high() ? 1 : 0;
      }
    }
    for (int count : covered) {
      assertEquals(0.94, count / (double) seeds, 3 * 0.017);
    }
  }

  @Test
  void aBallInTenDimensionsIsSampledDownTo1e40() {
    String ball = "a^2+b^2+c^2+d^2+e^2+f^2+g^2+h^2+i^2+j^2";
    VolumeEstimate sampled =
        SAMPLED.withParticles(100).withReplicates(16).estimate(Objective.of(ball), CUBE, SEED);
    for (VolumeLevel level : sampled.levels()) {
      if (level.level() < 1) {
        double exact = Math.log(Math.pow(Math.PI, 5) / 120) + 5 * Math.log(level.level());
        assertEquals(exact, level.logVolume(), 3 * level.standardError(), level::toString);
      }
    }
    assertTrue(sampled.levels().get(32).logVolume() < -90);
    assertTrue(sampled.interval().contains(5), sampled::toString);
  }

  static Stream<Volumes> sampled() {
    return Stream.concat(known(), Stream.of(Volumes.CROSSES));
  }

  @Tag("seeds")
  @ParameterizedTest
  @MethodSource("sampled")
  void ninetyFivePercentOfSampledExponentsAreCovered(Volumes known) {
    int seeds = 10;
    int covered = 0;
    for (int s = 0; s < seeds; s++) {
      VolumeEstimate estimate =
          SAMPLED.withParticles(250).estimate(Objective.of(known.formula()), CUBE, Seed.of(s));
      covered += estimate.interval().contains(known.lambda()) ? 1 : 0;
      assertTrue(estimate.interval().halfWidth() < 0.2 * Math.max(1, known.lambda()));
    }
    // Three or more of ten missed has a probability of 1 % at 95 %.
    assertTrue(covered >= 8, covered + " of " + seeds);
  }

  @Test
  void dimensionAndKindChooseTheMethod() {
    VolumeScaling quick = VolumeScaling.defaults().withBoxes(500).withParticles(50);
    assertEquals(Method.SUBDIVISION, quick.estimate(Objective.of("x^2+y^2"), CUBE, SEED).method());
    assertEquals(
        Method.SUBSET_SIMULATION, quick.estimate(Objective.of("x^2*y^2*z^2"), CUBE, SEED).method());
    assertEquals(
        Method.SUBSET_SIMULATION,
        quick.estimate(new Bump(w -> w[0] * w[0], 1), CUBE, SEED).method());
  }

  @Test
  void aRegionLiesAroundItsCenter() {
    VolumeEstimate corner =
        COUNTED
            .withTolerance(1e-3)
            .withHalfWidth(0.25)
            .estimate(Objective.of("x^2+y^2"), new double[] {0.25, 0}, SEED);
    VolumeLevel lowest = corner.levels().get(32);
    assertEquals(Math.PI / 2 * 1e-8, lowest.volume(), 1e-11);
  }

  @Test
  void doubtAboutMIsSaid() {
    VolumeEstimate rough =
        SAMPLED.withParticles(50).estimate(Objective.of("x^2*y^2*z^2"), CUBE, SEED);
    assertTrue(rough.verdict().toString().contains("m is not resolved: m = 1 has"));
    double total = 0;
    for (double share : rough.multiplicities()) {
      total += share;
    }
    assertEquals(1, total, 1e-12);
    assertEquals(3, rough.multiplicities().length);
    VolumeEstimate sharp = COUNTED.estimate(Objective.of("x^2*y^2"), CUBE, SEED);
    assertTrue(sharp.verdict().isOk(), sharp::toString);
  }

  @Test
  void theLowestLevelIsFoundWhereKIsFlat() {
    VolumeEstimate flat =
        COUNTED.withHalfWidth(0.2).estimate(Objective.of("x^10"), new double[1], SEED);
    double lowest = flat.levels().get(32).level();
    assertEquals(1e-5, lowest / flat.levels().get(0).level(), 1e-12);
    assertTrue(lowest < 1e-15, () -> "lowest " + lowest);
    assertTrue(flat.interval().contains(0.1), flat::toString);
  }

  @Test
  void aFewDecadesAreTooFew() {
    VolumeEstimate narrow = COUNTED.withLowest(1e-2).estimate(Objective.of("x^2"), CUBE, SEED);
    assertTrue(narrow.verdict().toString().contains("decades of levels"), narrow::toString);
  }

  /** In half-width 1/2 the branches at the origin cross in a scale that 1e−8 does not reach. */
  @Test
  void aLawThatStillChangesIsSaid() {
    VolumeEstimate saddle =
        COUNTED.withHalfWidth(0.5).estimate(Objective.of("(x^3-3*y^2-x*y)^2"), new double[2], SEED);
    assertTrue(saddle.verdict().toString().contains("still changing at the lowest level"));
    assertTrue(saddle.interval().contains(0.5), saddle::toString);
  }

  @Test
  void coarseBoundsAreSaid() {
    VolumeEstimate coarse =
        COUNTED.withBoxes(2_000).estimate(Objective.of("x^2*y^2*z^2"), CUBE, SEED);
    assertTrue(coarse.verdict().toString().contains("after 200"), coarse::toString);
  }

  @Test
  void theNumberOfThreadsChangesNothing() {
    List<VolumeEstimate> both =
        Stream.of(1, 3)
            .map(
                threads ->
                    Parallel.withThreads(
                        threads,
                        () ->
                            SAMPLED
                                .withParticles(50)
                                .estimate(Objective.of("x^2*y^2+z^2"), CUBE, SEED)))
            .toList();
    assertEquals(both.get(0).levels(), both.get(1).levels());
    assertEquals(both.get(0).reading(), both.get(1).reading());
  }

  @Test
  void everyLevelIsToldOnce() {
    for (VolumeScaling scaling : List.of(COUNTED.withTolerance(1e-3), SAMPLED.withParticles(50))) {
      List<VolumeLevel> told = new ArrayList<>();
      VolumeEstimate estimate =
          scaling.estimate(Objective.of("x^2+y^2"), new double[2], SEED, told::add);
      assertEquals(
          estimate.levels().stream().map(VolumeLevel::level).toList(),
          told.stream().map(VolumeLevel::level).sorted((a, b) -> Double.compare(b, a)).toList());
    }
  }

  @Test
  void tableAndChart() {
    VolumeEstimate counted = COUNTED.estimate(Objective.of("x^2"), CUBE, SEED);
    assertEquals(33, counted.toTable().rowCount());
    assertArrayEquals(
        new String[] {"ε", "ln V", "standard error", "at least", "at most", "law"},
        counted.toTable().columnNames().toArray());
    assertTrue(counted.chart().title().contains("λ = 0.500"));
    VolumeEstimate sampled =
        SAMPLED.withParticles(50).estimate(Objective.of("x^2*y^2"), CUBE, SEED);
    assertTrue(sampled.chart().alt().startsWith("λ̂ = "));
    assertEquals(0, sampled.chart().toTable().column("y").countMissing());
  }

  @Test
  void anInterruptKeepsTheLevelsSoFar() {
    VolumeScaling rough = SAMPLED.withParticles(50);
    VolumeEstimate stopped =
        rough.estimate(
            Objective.of("x^2+y^2"),
            CUBE,
            SEED,
            level -> {
              if (level.level() < 1e-5) {
                Thread.currentThread().interrupt();
              }
            });
    assertTrue(Thread.interrupted(), "the flag stays set");
    int reached = stopped.levels().size();
    assertTrue(reached > 10 && reached < 33, () -> reached + " levels");
    assertTrue(stopped.verdict().toString().contains("partial: interrupted after " + reached));
    assertTrue(stopped.interval().contains(1));
    List<VolumeLevel> whole = rough.estimate(Objective.of("x^2+y^2"), CUBE, SEED).levels();
    assertEquals(whole.subList(0, reached), stopped.levels());
  }

  @Test
  void anInterruptKeepsTheBoundsSoFar() {
    VolumeEstimate stopped =
        COUNTED
            .withTolerance(1e-2)
            .estimate(
                Objective.of("x^2*y^2"), CUBE, SEED, level -> Thread.currentThread().interrupt());
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertTrue(stopped.verdict().toString().contains("partial: interrupted after"));
    for (VolumeLevel level : stopped.levels()) {
      double exact = Math.log(Volumes.CROSS.exact().applyAsDouble(level.level()));
      assertTrue(level.logLow() <= exact + 1e-10 && exact <= level.logHigh() + 1e-10);
    }
  }

  @Test
  void anInterruptBeforeAnyLevelGivesNoNumber() {
    AtomicInteger calls = new AtomicInteger();
    Bump interrupting =
        new Bump(
            w -> {
              if (calls.incrementAndGet() == 1_500) {
                Thread.currentThread().interrupt();
              }
              return w[0] * w[0];
            },
            1);
    VolumeEstimate none =
        Parallel.withThreads(1, () -> SAMPLED.estimate(interrupting, CUBE, Seed.of(4)));
    assertTrue(Thread.interrupted(), "the flag stays set");
    assertTrue(none.verdict().isInvalid());
    assertThrows(IllegalStateException.class, none::value);
    assertThrows(IllegalStateException.class, none::chart);
    assertTrue(none.toString().contains("give no law"));
    Thread.currentThread().interrupt();
    assertThrows(
        CancellationException.class, () -> SAMPLED.estimate(Objective.of("x^2"), CUBE, SEED));
  }

  private static void assertRefused(String reason, Runnable work) {
    String message = assertThrows(IllegalArgumentException.class, work::run).getMessage();
    assertTrue(message.contains(reason), message);
  }

  @Test
  void aKThatIsNoneIsNamed() {
    for (VolumeScaling scaling : List.of(COUNTED, SAMPLED)) {
      assertRefused(
          "K must not be negative; it is -",
          () -> scaling.estimate(Objective.of("x^2-y^2"), CUBE, SEED));
      assertRefused("K is NaN at [-", () -> scaling.estimate(Objective.of("log(x)^2"), CUBE, SEED));
      assertRefused(
          "K does not come below ε = 1.0E-8",
          () -> scaling.estimate(Objective.of("x^2+y^2+1/1000"), CUBE, SEED));
      assertRefused(
          "the center has length 1; the objective has 2",
          () -> scaling.estimate(Objective.of("x^2+y^2"), new double[1], SEED));
      assertRefused(
          "the center is finite",
          () -> scaling.estimate(Objective.of("x^2"), new double[] {Double.NaN}, SEED));
      assertRefused(
          "a bounded box, not [0.0, Infinity]",
          () -> scaling.estimate(Objective.of("x^2"), Box.of(0, Double.POSITIVE_INFINITY), SEED));
      assertRefused(
          "must be below the largest K of the region",
          () -> scaling.withHighest(2).estimate(Objective.of("x^2"), CUBE, SEED));
      assertRefused(
          "a fifth of the region has K below",
          () -> scaling.withLowest(0.5).estimate(Objective.of("x^2"), CUBE, SEED));
    }
    assertThrows(
        IllegalArgumentException.class,
        () -> SAMPLED.estimate(Objective.of("(x^2-1/4)^2-1/100000"), CUBE, SEED));
  }

  @Test
  void whatCannotBeCountedIsNamed() {
    assertRefused(
        "up to 4 variables, not for 5 variables",
        () -> COUNTED.estimate(Objective.of("a^2+b^2+c^2+d^2+e^2"), CUBE, SEED));
    assertRefused(
        "not for a Bump", () -> COUNTED.estimate(new Bump(w -> w[0] * w[0], 1), CUBE, SEED));
  }

  @Test
  void settingsAreChecked() {
    VolumeScaling good = VolumeScaling.defaults();
    assertRefused(
        "half-width of the region is positive and finite, not 0.0", () -> good.withHalfWidth(0));
    assertRefused(
        "lowest level is positive and finite, or 0 to be found, not -1.0",
        () -> good.withLowest(-1));
    assertRefused(
        "highest level is above the lowest, 1.0E-8, and finite, or 0 to be found, not 1.0E-9",
        () -> good.withLowest(1e-8).withHighest(1e-9));
    assertRefused("levels must be at least 8, not 7", () -> good.withLevels(7));
    assertRefused("tolerance is between 0 and 1, not 0.0", () -> good.withTolerance(0));
    assertRefused("boxes must be at least 1, not 0", () -> good.withBoxes(0));
    assertRefused("replicates must be at least 8, not 7", () -> good.withReplicates(7));
    assertRefused("particles must be at least 50, not 49", () -> good.withParticles(49));
    assertFalse(good.equals(good.withMethod(Method.SUBDIVISION)));
  }
}
