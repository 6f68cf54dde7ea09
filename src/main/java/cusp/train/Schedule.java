package cusp.train;

/**
 * The learning rate over a run: a linear rise from 0, then constant or falling along half a cosine.
 *
 * <pre>{@code
 * var schedule = Schedule.cosine().withWarmUp(100);
 * show(schedule.factor(550, 1000));
 * var trainer = Trainer.adam(0.01).withSchedule(schedule);
 * }</pre>
 *
 * @param warmUp steps of the rise, not negative
 * @param finalShare share of the peak rate that is left at the end, in [0, 1]; 1 is constant
 */
public record Schedule(long warmUp, double finalShare) {

  public Schedule {
    if (warmUp < 0) {
      throw new IllegalArgumentException("warm-up steps are not negative, not " + warmUp);
    }
    if (!(finalShare >= 0 && finalShare <= 1)) {
      throw new IllegalArgumentException(
          "the final share of the rate lies in [0, 1], not " + finalShare);
    }
  }

  /** The peak rate throughout. */
  public static Schedule constant() {
    return new Schedule(0, 1);
  }

  /** A cosine from the peak rate down to 0. */
  public static Schedule cosine() {
    return new Schedule(0, 0);
  }

  public Schedule withWarmUp(long steps) {
    return new Schedule(steps, finalShare);
  }

  /** The factor of the peak rate at a step counted from 0. */
  public double factor(long step, long steps) {
    if (step < warmUp) {
      return (step + 1.0) / (warmUp + 1.0);
    }
    if (finalShare == 1 || steps <= warmUp) {
      return 1;
    }
    double done = (double) (step - warmUp) / (steps - warmUp);
    return finalShare + (1 - finalShare) * (1 + Math.cos(Math.PI * done)) / 2;
  }
}
