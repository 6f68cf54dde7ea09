package cusp.singular;

import cusp.model.Objective;
import cusp.posterior.LocalPosterior;
import java.util.Arrays;

/**
 * The mass of exp(−nβ (L − level) − γ/2 |w − w*|²) φ over some coordinates, one line integral
 * inside another, with the mean of nβ (L − level). Not thread-safe.
 */
final class NestedIntegral {
  /** An inner integral is that much more accurate, so that it looks smooth to the outer one. */
  private static final double INNER_TOLERANCE = 0.1;

  /** ln of less than the volume of any needle at w*. */
  private static final double NEEDLE = -150;

  /** With fewer coordinates there is time to look everywhere. */
  private static final int PARABOLAS_FROM = 2;

  private static final double LOSS_ROUNDING = 2 * Math.ulp(1.0);

  private final LocalPosterior posterior;
  private final Objective objective;
  private final double level;
  private final int[] order;
  private final double[][] breaks;
  private final LineIntegral[] lines;
  private final Parabola parabola = new Parabola();
  private final Budget budget;
  private final double[] w;
  private double lowest = Double.POSITIVE_INFINITY;

  /**
   * @param level the loss from which the excess is measured
   * @param order the coordinates from the outermost to the innermost
   * @param breaks of each coordinate of the order
   */
  NestedIntegral(
      LocalPosterior posterior,
      double level,
      int[] order,
      double[][] breaks,
      double tolerance,
      double split,
      Budget budget) {
    this.posterior = posterior;
    this.objective = posterior.objective();
    this.level = level;
    this.order = order;
    this.breaks = breaks;
    this.budget = budget;
    w = posterior.center().clone();
    lines = new LineIntegral[order.length];
    double within = tolerance;
    for (int k = 0; k < lines.length; k++) {
      lines[k] = new LineIntegral(within, split, budget);
      within = tolerance * INNER_TOLERANCE;
    }
  }

  LogMoment integrate() {
    LogMoment moment = new LogMoment();
    evaluate(moment);
    integrate(0, moment.log + NEEDLE, moment);
    return moment;
  }

  /** The lowest loss seen. */
  double lowest() {
    return lowest;
  }

  /** How many evaluations of the loss it has taken. */
  long used() {
    return budget.used();
  }

  /** ln of the mass there is where the outermost coordinate has the given value. */
  double log(double outermost) {
    LogMoment moment = new LogMoment();
    w[order[0]] = outermost;
    integrate(1, Double.NEGATIVE_INFINITY, moment);
    return moment.log;
  }

  /** The nodes of the rule that the integral comes to. */
  NodeRule nodes() {
    NodeRule rule = new NodeRule();
    LogMoment moment = new LogMoment();
    evaluate(moment);
    collect(0, 0, moment.log + NEEDLE, rule);
    return rule;
  }

  private void collect(int depth, double logWeight, double reference, NodeRule into) {
    LogMoment moment = new LogMoment();
    if (depth == order.length) {
      evaluate(moment);
      into.add(w, logWeight + moment.log);
      return;
    }
    lines[depth].integrate(breaks[depth], reference, density(depth), moment);
    double known = Math.max(reference, moment.log);
    for (LineCell cell : lines[depth].cells()) {
      if (!(cell.mass > 0)) {
        continue;
      }
      double beyond = known - Math.log(cell.width());
      for (int i = 0; i < GaussKronrod.POINTS; i++) {
        w[order[depth]] = cell.node(i);
        double log = Math.log(cell.width() / 2 * GaussKronrod.WEIGHTS[i]);
        collect(depth + 1, logWeight + log, beyond, into);
      }
    }
  }

  private LineIntegral.Density density(int depth) {
    return (x, value) -> {
      w[order[depth]] = x;
      integrate(depth + 1, lines[depth].reference(), value);
    };
  }

  private void integrate(int depth, double reference, LogMoment into) {
    if (depth == order.length) {
      evaluate(into);
      return;
    }
    LineIntegral.Density density = density(depth);
    double[] ends = breaks[depth];
    if (depth < PARABOLAS_FROM
        || !parabola.integrate(ends[0], ends[ends.length - 1], density, into)) {
      lines[depth].integrate(ends, reference, density, into);
    }
  }

  private void evaluate(LogMoment into) {
    budget.spend();
    double loss = objective.loss(w);
    if (Double.isNaN(loss) || loss == Double.NEGATIVE_INFINITY) {
      throw new IllegalArgumentException(
          "the loss is " + loss + " at w = " + Arrays.toString(w) + ": a box can keep w away");
    }
    lowest = Math.min(lowest, loss);
    double excess = posterior.nBeta() * (loss - level);
    if (excess == Double.POSITIVE_INFINITY) {
      into.clear();
      return;
    }
    double noise = LOSS_ROUNDING * posterior.nBeta() * (Math.abs(loss) + Math.abs(level));
    into.log = -excess - posterior.restraint(w);
    into.mean = excess;
    into.massError = noise;
    into.meanError = noise;
  }
}
