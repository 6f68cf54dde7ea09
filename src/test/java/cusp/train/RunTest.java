package cusp.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.model.Objective;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunTest {
  private static final Run RUN =
      Trainer.sgd(0.1)
          .withSteps(100)
          .withCheckpoints(CheckpointPlan.even(11))
          .train(Objective.of("(a*b-1)^2/2"), new double[] {2, 2}, Seed.of(1));

  @Test
  void takesAnotherObjectiveOfAsManyParameters() {
    Objective other = Objective.of("a^2 + b^2");
    assertEquals(other, RUN.on(other).objective());
    assertEquals(RUN.checkpoints(), RUN.on(other).checkpoints());
    assertThrows(IllegalArgumentException.class, () -> RUN.on(Objective.of("a*b*c")));
  }

  @Test
  void nearKeepsTheNearestCheckpointsOnceAndInOrder() {
    Run near = RUN.near(1_000, 34, 0, 29, 65);
    assertArrayEquals(new double[] {0, 30, 60, 100}, near.steps());
    assertEquals(List.of(RUN.checkpoints().get(0), RUN.checkpoints().get(3)), first(near, 2));
    assertEquals(RUN.trainer(), near.trainer());
    assertEquals(RUN.seed(), near.seed());
    assertEquals(RUN.objective(), near.objective());
    assertEquals(RUN.verdict(), near.verdict());
  }

  private static List<Checkpoint> first(Run run, int count) {
    return run.checkpoints().subList(0, count);
  }

  @Test
  void nearNeedsAStep() {
    String message = assertThrows(IllegalArgumentException.class, () -> RUN.near()).getMessage();
    assertTrue(message.contains("at least one step"), message);
  }
}
