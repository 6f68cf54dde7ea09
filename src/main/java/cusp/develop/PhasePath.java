package cusp.develop;

import cusp.base.Interrupts;
import cusp.train.Checkpoint;
import cusp.train.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The phases that a run visits, in order.
 *
 * <pre>{@code
 * var data = new SparseFeatures(6).sample(1000, seed(1));
 * var model = new Superposition(6, 2);
 * var trainer = Trainer.sgd(0.01).withBatch(20).withEpochs(20);
 * var run = trainer.train(model, data, model.near(new CriticalPoint(6, 4, 0), 0.05, seed(5)));
 * show(PhasePath.of(run, w -> model.nearestCriticalPoint(w).within(0.5), 3));
 * }</pre>
 *
 * @param visits in order of time; successive ones differ in phase
 */
public record PhasePath(List<Visit> visits) {

  /**
   * A stay in one phase.
   *
   * @param phase its name
   * @param from step of the first checkpoint found there
   * @param to step of the last
   */
  public record Visit(String phase, long from, long to) {}

  public PhasePath {
    visits = List.copyOf(visits);
  }

  /**
   * Reads the path of a run off its checkpoints.
   *
   * @param phase the phase of a point, empty where it is in none
   * @param stay checkpoints in a row that make a visit; shorter ones are passages and left out
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static PhasePath of(Run run, Function<double[], ? extends Optional<?>> phase, int stay) {
    if (stay < 1) {
      throw new IllegalArgumentException("a visit lasts at least 1 checkpoint, not " + stay);
    }
    List<Visit> visits = new ArrayList<>();
    String open = null;
    long since = 0;
    long until = 0;
    int count = 0;
    for (Checkpoint checkpoint : run.checkpoints()) {
      Interrupts.endIfInterrupted("the reading of phases");
      String now = phase.apply(checkpoint.w()).map(Object::toString).orElse(null);
      if (now == null || !now.equals(open)) {
        close(visits, open, since, until, count, stay);
        open = now;
        since = checkpoint.step();
        count = 0;
      }
      until = checkpoint.step();
      count++;
    }
    close(visits, open, since, until, count, stay);
    return new PhasePath(visits);
  }

  private static void close(
      List<Visit> visits, String phase, long from, long to, int count, int stay) {
    if (phase == null || count < stay) {
      return;
    }
    int last = visits.size() - 1;
    if (last >= 0 && visits.get(last).phase().equals(phase)) {
      visits.set(last, new Visit(phase, visits.get(last).from(), to));
    } else {
      visits.add(new Visit(phase, from, to));
    }
  }

  /** The number of changes of phase. */
  public int transitions() {
    return Math.max(0, visits.size() - 1);
  }

  /** As in "4 → 4⁺ → 5", or "none". */
  @Override
  public String toString() {
    return visits.isEmpty()
        ? "none"
        : visits.stream().map(Visit::phase).collect(Collectors.joining(" → "));
  }
}
