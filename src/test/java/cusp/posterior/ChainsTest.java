package cusp.posterior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.model.Objective;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainsTest {
  private static final Seed SEED = Seed.of(0);

  @AfterEach
  void clearTheInterrupt() {
    Thread.interrupted();
  }

  private static LocalPosterior interruptedAt(int gradient) {
    return LocalPosterior.at(InterruptingBowl.at(gradient), new double[2], 10);
  }

  @Test
  void anInterruptReturnsTheChainsThatWereDoneAndLeavesTheFlagSet() {
    LocalPosterior posterior = interruptedAt(2_500);
    Chains.Plan plan = new Chains.Plan(4, 0, 1_000, 1);
    Chains chains =
        Parallel.withThreads(1, () -> Chains.sample(posterior, new Sgld(0.05, 0), plan, SEED));
    assertTrue(Thread.currentThread().isInterrupted());
    assertTrue(chains.partial());
    // Two whole chains are more than three of 500 draws.
    assertEquals(2, chains.losses().length);
    assertEquals(1_000, chains.losses()[0].length);
    assertEquals(2, chains.positions().length);
    assertEquals(2, chains.stepSizes().length);
    assertEquals(2, chains.acceptances().length);
  }

  /** The step size is looked for once, not by each chain. */
  @Test
  void chainsShareTheSearchForAStepSize() {
    LocalPosterior posterior =
        LocalPosterior.at(Objective.of("(a^2 + 9*b^2)/2"), new double[2], 10);
    Chains chains = Chains.sample(posterior, Sgld.defaults(), new Chains.Plan(3, 10, 20, 1), SEED);
    assertEquals(Stiffness.COST + 3 * 30, chains.cost(), 1e-9);
    double expected = Sgld.STEP_TIMES_CURVATURE / 90;
    assertEquals(3, chains.stepSizes().length);
    for (double step : chains.stepSizes()) {
      assertEquals(expected, step, 1e-9 * expected);
    }
  }

  @Test
  void progressComesToTheWholeWork() {
    AtomicLong announced = new AtomicLong();
    AtomicLong done = new AtomicLong();
    Progress before = Progress.standard();
    Progress.setStandard(
        (what, total) -> {
          announced.addAndGet(total);
          return new Progress.Task() {
            @Override
            public void advance(long units) {
              done.addAndGet(units);
            }

            @Override
            public void close() {}
          };
        });
    try {
      Chains.Plan plan = new Chains.Plan(3, 300, 1_000, 1);
      Chains.sample(interruptedAt(InterruptingBowl.NEVER), new Sgld(0.05, 0), plan, SEED);
    } finally {
      Progress.setStandard(before);
    }
    assertEquals(3_900, announced.get());
    assertEquals(3_900, done.get());
  }

  @Test
  void whatAnInterruptLeavesIsTheBeginningOfTheWhole() {
    Chains.Plan plan = new Chains.Plan(1, 10, 1_000, 1);
    Sgld sampler = new Sgld(0.05, 0);
    Chains whole = Chains.sample(interruptedAt(InterruptingBowl.NEVER), sampler, plan, SEED);
    Chains part = Chains.sample(interruptedAt(510), sampler, plan, SEED);
    assertFalse(whole.partial());
    assertTrue(part.partial());
    assertEquals(500, part.losses()[0].length);
    assertEquals(
        Arrays.stream(whole.losses()[0]).limit(500).boxed().toList(),
        Arrays.stream(part.losses()[0]).boxed().toList());
  }

  @Test
  void ofMillionsOfDrawsAnInterruptLeavesTheLast() {
    Chains.Plan plan = new Chains.Plan(1, 0, 400_000, 1);
    Sgld sampler = new Sgld(0.05, 0);
    Chains whole = Chains.sample(interruptedAt(InterruptingBowl.NEVER), sampler, plan, SEED);
    Chains part = Chains.sample(interruptedAt(350_000), sampler, plan, SEED);
    assertTrue(part.partial());
    assertEquals(400_000, whole.losses()[0].length);
    assertEquals(200_000, part.losses()[0].length);
    assertEquals(whole.losses()[0][150_000], part.losses()[0][0]);
    assertEquals(whole.losses()[0][349_999], part.losses()[0][199_999]);
  }

  @Test
  void anInterruptDuringBurnInLeavesNoDraws() {
    Chains chains =
        Chains.sample(interruptedAt(5), new Sgld(0.05, 0), new Chains.Plan(1, 10, 100, 1), SEED);
    assertTrue(chains.partial());
    assertEquals(0, chains.losses()[0].length);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void anInterruptFromOutsideReturnsWithinASecond(int threads) throws InterruptedException {
    LocalPosterior posterior = interruptedAt(InterruptingBowl.NEVER);
    Chains.Plan plan = new Chains.Plan(2, 0, 10_000_000, 1);
    Thread waiting = Thread.currentThread();
    long[] interruptedAt = new long[1];
    Thread other =
        new Thread(
            () -> {
              try {
                Thread.sleep(100);
              } catch (InterruptedException e) {
                return;
              }
              interruptedAt[0] = System.nanoTime();
              waiting.interrupt();
            });
    other.start();
    Chains chains =
        Parallel.withThreads(
            threads, () -> Chains.sample(posterior, new Sgld(0.05, 0), plan, SEED));
    double seconds = (System.nanoTime() - interruptedAt[0]) * 1e-9;
    assertTrue(Thread.interrupted());
    other.join();
    assertTrue(chains.partial());
    assertTrue(seconds < 1, () -> seconds + " s");
  }

  @Test
  void aChainThatDivergedIsNotFiniteAndTheOthersAre() {
    double[][] losses = {{1, 2}, {1, Double.NaN}, {Double.POSITIVE_INFINITY, 2}};
    double[] none = new double[3];
    Chains chains =
        new Chains(losses, new double[3][0][], none, none, 0, 0, 0, 0, 0, List.of(), false);
    assertTrue(chains.finite(0));
    assertFalse(chains.finite(1));
    assertFalse(chains.finite(2));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 10, 1, chains",
    "1, -1, 10, 1, burn-in",
    "1, 0, 0, 1, draws",
    "1, 0, 10, 0, kept",
    "1, 0, 10, 11, kept"
  })
  void aPlanIsChecked(int chains, int burnIn, int draws, int keep, String word) {
    Exception e =
        assertThrows(
            IllegalArgumentException.class, () -> new Chains.Plan(chains, burnIn, draws, keep));
    assertTrue(e.getMessage().contains(word), e.getMessage());
  }

  @Test
  void eachChainOfReplicasHasItsSwapsAndOthersHaveNone() {
    LocalPosterior bowl = LocalPosterior.at(Objective.of("x^2"), new double[1], 10);
    Chains.Plan plan = new Chains.Plan(3, 50, 50, 50);
    Chains tempered = Chains.sample(bowl, Tempering.defaults().withHottest(0.1), plan, Seed.of(0));
    Chains plain = Chains.sample(bowl, Mala.defaults(), plan, Seed.of(0));
    assertEquals(3, tempered.swaps().size());
    assertEquals(10, tempered.swaps().get(2).nBeta()[tempered.swaps().get(2).nBeta().length - 1]);
    assertEquals(List.of(), plain.swaps());
    assertEquals(tempered.swaps(), plain.and(tempered).swaps());
    assertEquals(6, tempered.and(tempered).swaps().size());
  }
}
