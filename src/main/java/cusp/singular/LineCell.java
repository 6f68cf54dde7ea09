package cusp.singular;

import static cusp.singular.GaussKronrod.POINTS;

/**
 * An interval of a {@link LineIntegral} with both rules' values there. Masses are relative to
 * exp(top).
 */
final class LineCell {
  /** Stands for densities of 0, so that differences of logarithms are numbers. */
  static final double NOTHING = -1e300;

  /** How much wider than its neighbour a cell may be. */
  private static final double GRADING = 40;

  /** The relative noise with which a jump is none. */
  private static final double QUIET = 1e-3;

  final double from;
  final double to;

  /** The largest ln density at the nodes. */
  double top;

  /** A bound on the ln density between the nodes, as far as they tell. */
  double ceiling;

  private final double[] ceilings = new double[POINTS - 1];

  double mass;
  double first;

  /** Estimated error of both rules in mass and first moment together. */
  double error;

  /** Errors of the values themselves, integrated. */
  double massNoise;

  double firstNoise;

  /** ln density at the outermost nodes. */
  double logFrom;

  double logTo;

  /** Whether halving it has not made its error smaller: noise is all that is left. */
  boolean settled;

  LineCell(double from, double to) {
    this.from = from;
    this.to = to;
  }

  double width() {
    return to - from;
  }

  double node(int i) {
    return (from + to) / 2 + width() / 2 * GaussKronrod.NODES[i];
  }

  /** Whether the rules differ by more than is allowed, and than the values' own errors explain. */
  boolean exceeds(double allowed) {
    return error > allowed && error > massNoise + firstNoise;
  }

  /** Whether something may be hidden between the nodes that weighs more than exp(floor). */
  boolean mayHide(double floor) {
    return ceiling > top + 2 && ceiling + Math.log(width()) > floor;
  }

  /**
   * Whether something may be hidden in the gap between the outermost nodes of this and a cell
   * beside it: a layer that the other shows by being much narrower, or by what it jumps to.
   */
  boolean mayHideBeside(LineCell other, double floor) {
    if (isEmpty() || other.isEmpty() || width() < other.width()) {
      return false;
    }
    double here = other.from >= to ? logTo : logFrom;
    double there = other.from >= to ? other.logFrom : other.logTo;
    LineCell higher = here > there ? this : other;
    boolean jumps = Math.abs(here - there) > 1 && higher.massNoise < QUIET * higher.mass;
    return Math.max(here, there) + Math.log(width()) > floor
        && (jumps || width() > GRADING * other.width());
  }

  private boolean isEmpty() {
    return top <= NOTHING / 2;
  }

  /** Whether there is no double between the nodes to speak of. */
  boolean isNarrow() {
    return width() <= 64 * Math.ulp(Math.max(Math.abs(from), Math.abs(to)));
  }

  /**
   * Takes the values at the nodes.
   *
   * @param floor ln of a mass that may be neglected
   */
  void take(double[] logs, LogMoment[] values, double floor) {
    top = logs[0];
    for (int i = 1; i < POINTS; i++) {
      top = Math.max(top, logs[i]);
    }
    logFrom = logs[0];
    logTo = logs[POINTS - 1];
    bound(logs, values);
    if (ceiling + Math.log(width()) >= floor) {
      sum(logs, values);
    }
  }

  // Between two nodes a smooth function rises above both by less than it changes over the
  // neighbouring gaps; where degree 9 does not describe it, by what is left besides.
  private void bound(double[] logs, LogMoment[] values) {
    ceiling = NOTHING;
    double before = Math.abs(logs[1] - logs[0]);
    double here = before;
    for (int i = 0; i < ceilings.length; i++) {
      double after = i + 2 < POINTS ? Math.abs(logs[i + 2] - logs[i + 1]) : here;
      int even = i % 2 == 0 ? i : i + 1;
      double unresolved = Math.abs(GaussKronrod.interpolate(logs, even / 2) - logs[even]);
      double noise = values[i].massError + values[i + 1].massError;
      double change = Math.max(before, Math.max(here, after));
      double rise = Math.max(0, change - noise) / 2 + 2 * Math.max(0, unresolved - 4 * noise);
      ceilings[i] = Math.max(logs[i], logs[i + 1]) + rise;
      ceiling = Math.max(ceiling, ceilings[i]);
      before = here;
      here = after;
    }
  }

  /**
   * Where something may weigh more than exp(floor), from the first to the last such gap between
   * nodes and one to each side; all of the cell where there is none.
   */
  LineCell live(double floor) {
    double density = floor - Math.log(width());
    int first = 0;
    while (first < ceilings.length && ceilings[first] <= density) {
      first++;
    }
    int last = ceilings.length - 1;
    while (last > first && ceilings[last] <= density) {
      last--;
    }
    boolean none = first == ceilings.length;
    return new LineCell(
        first < 2 || none ? from : node(first - 1),
        last > ceilings.length - 3 ? to : node(last + 2));
  }

  /** A part of this in which there is nothing. */
  LineCell empty(double from, double to) {
    LineCell empty = new LineCell(from, to);
    empty.top = NOTHING;
    empty.ceiling = NOTHING;
    empty.logFrom = logFrom;
    empty.logTo = logTo;
    return empty;
  }

  private void sum(double[] logs, LogMoment[] values) {
    double half = width() / 2;
    double gaussMass = 0;
    double gaussFirst = 0;
    double absolute = 0;
    for (int i = 0; i < POINTS; i++) {
      double density = Math.exp(logs[i] - top);
      if (density == 0) {
        continue;
      }
      LogMoment value = values[i];
      double weight = half * GaussKronrod.WEIGHTS[i] * density;
      double gaussWeight = half * GaussKronrod.GAUSS_WEIGHTS[i] * density;
      mass += weight;
      first += weight * value.mean;
      absolute += weight * Math.abs(value.mean);
      gaussMass += gaussWeight;
      gaussFirst += gaussWeight * value.mean;
      massNoise += weight * value.massError;
      firstNoise += weight * (value.meanError + Math.abs(value.mean) * value.massError);
    }
    error = difference(mass, gaussMass, mass) + difference(first, gaussFirst, absolute);
  }

  /** QUADPACK's estimate of the Kronrod rule's error from its distance to the Gauss rule. */
  private static double difference(double kronrod, double gauss, double scale) {
    double difference = Math.abs(kronrod - gauss);
    return scale == 0 ? 0 : difference * Math.min(1, Math.sqrt(200 * difference / scale));
  }
}
