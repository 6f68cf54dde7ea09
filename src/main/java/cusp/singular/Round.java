package cusp.singular;

import cusp.posterior.LocalPosterior;
import java.util.List;

/** A quadrature of a {@link Quadrature} with one of the coordinates outermost. */
record Round(
    LocalPosterior posterior, int outermost, Reach reach, NestedIntegral nested, LogMoment moment) {
  /** ln of the density at an end relative to the mass, times the length, that is negligible. */
  private static final double NEGLIGIBLE = -30;

  /** The same for coordinates that nothing pulls back: power laws are allowed to reach farther. */
  private static final double IMPROPER = Math.log(1e-4);

  /** ln of the share of the mass that may lie beyond the ends that are no walls. */
  double beyond() {
    double below = reach.cutBelow() ? moment.edgeBelow : Double.NEGATIVE_INFINITY;
    double above = reach.cutAbove() ? moment.edgeAbove : Double.NEGATIVE_INFINITY;
    return Math.max(below, above) - moment.log;
  }

  void requireProper() {
    if (reach.free() && !(beyond() < IMPROPER && reach.fallsOff(nested::log))) {
      throw improper(posterior, outermost);
    }
  }

  boolean escapes() {
    return reach.cut() && !reach.free() && !(beyond() < NEGLIGIBLE);
  }

  double error() {
    return moment.massError + (reach.free() ? Math.exp(beyond()) : 0);
  }

  static IllegalArgumentException improper(LocalPosterior posterior, int coordinate) {
    return new IllegalArgumentException(
        "the posterior is improper: its density does not fall off along coordinate "
            + coordinate
            + " with γ = "
            + posterior.localization()
            + ", the prior "
            + posterior.prior()
            + " and the box "
            + posterior.box()
            + "; set a box, a proper prior or γ > 0");
  }

  /** The most accurate of some rounds, with the largest difference to another as its error. */
  static LogMoment agree(List<Round> rounds) {
    Round best = rounds.get(0);
    for (Round round : rounds) {
      // A needle that was missed lowers the mass.
      double more = round.moment.log - best.moment.log;
      double error = best.error() + round.error();
      if (more > error || (more > -error && round.error() < best.error())) {
        best = round;
      }
    }
    best.moment.massError = best.error();
    for (Round round : rounds) {
      best.moment.widen(round.moment);
    }
    return best.moment;
  }
}
