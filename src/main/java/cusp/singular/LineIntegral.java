package cusp.singular;

import static cusp.singular.GaussKronrod.POINTS;

import cusp.base.Interrupts;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Integrates exp of a smooth function over an interval by adaptive subdivision, with the mean of a
 * quantity under that density. A cell is divided where the rules differ, and where the logarithm,
 * which is smooth on a scale on which the density may be a needle, could rise between the nodes to
 * something that counts: so needles are found. Keeps workspace; not thread-safe.
 */
final class LineIntegral {

  /** A density on the line. */
  interface Density {
    void at(double x, LogMoment into);
  }

  /** ln of the share of the mass that is neglected. */
  private static final double NEGLIGIBLE = -42;

  /** ln of the share below which a part is left at what is known of it. */
  private static final double HOPELESS = -200;

  private static final int MOST_CELLS = 20_000;

  /** Smaller relative errors that halving does not lower are rounding. */
  private static final double ROUNDING = 1e-6;

  /** What is left of the accuracy where there is next to no mass; it keeps the logarithm smooth. */
  private static final double COARSEST = 1e-3;

  /** How far the error of a part stays below what its share of the mass allows. */
  private static final double CAUTION = 0.01;

  /** The share of a cell below which only what is live of it is kept. */
  private static final double WORTH_TRIMMING = 0.7;

  private final double tolerance;
  private final double split;
  private final Budget budget;
  private final double[] logs = new double[POINTS];
  private final LogMoment[] values = new LogMoment[POINTS];

  /** ln of the mass found so far, or of the larger one that this is a part of. */
  private double known;

  private double width;

  private List<LineCell> found = List.of();

  /**
   * @param tolerance relative error of the mass, absolute or relative error of the mean
   * @param split where a cell is divided, as a share of its length
   */
  LineIntegral(double tolerance, double split, Budget budget) {
    this.tolerance = tolerance;
    this.split = split;
    this.budget = budget;
    for (int i = 0; i < POINTS; i++) {
      values[i] = new LogMoment();
    }
  }

  /** ln of the density that would have the mass known so far on the cell being evaluated. */
  double reference() {
    return known - Math.log(width);
  }

  /** The cells of the last integral. */
  List<LineCell> cells() {
    return found;
  }

  /**
   * Integrates from the first of the rising break points to the last.
   *
   * @param reference ln of the mass that this is a part of, −∞ where it is not known: a small part
   *     is integrated less accurately
   */
  void integrate(double[] breaks, double reference, Density density, LogMoment into) {
    known = reference;
    List<LineCell> cells = start(breaks, density);
    while (true) {
      found = cells;
      sum(cells, into);
      double top = top(cells);
      if (top <= LineCell.NOTHING / 2) {
        into.clear();
        return;
      }
      double bound = bound(cells);
      if (bound < reference + HOPELESS) {
        // It is no mass, and not worth a better logarithm than is known to be uncertain.
        into.massError += bound - into.log;
        return;
      }
      known = Math.max(reference, into.log);
      double scale = Math.exp(into.log - top) * Math.max(1, Math.abs(into.mean));
      double relaxed = tolerance * Math.max(1, CAUTION * Math.exp(reference - into.log));
      double allowed =
          Math.min(relaxed, Math.max(COARSEST, tolerance)) * scale / (2 * cells.size());
      double floor = into.log + NEGLIGIBLE;
      List<LineCell> next = new ArrayList<>();
      for (int i = 0; i < cells.size(); i++) {
        LineCell cell = cells.get(i);
        boolean divide =
            cell.mayHide(floor)
                || (i > 0 && cell.mayHideBeside(cells.get(i - 1), floor))
                || (i + 1 < cells.size() && cell.mayHideBeside(cells.get(i + 1), floor))
                || (!cell.settled && cell.exceeds(allowed * Math.exp(top - cell.top)));
        if (divide && !cell.isNarrow() && budget.isLeft() && cells.size() < MOST_CELLS) {
          divide(cell, floor, density, next);
        } else {
          next.add(cell);
        }
      }
      if (next.size() == cells.size()) {
        return;
      }
      cells = next;
    }
  }

  /** The cells between the break points; the narrow ones first, since they tell what counts. */
  private List<LineCell> start(double[] breaks, Density density) {
    List<LineCell> cells = new ArrayList<>();
    for (int k = 0; k + 1 < breaks.length; k++) {
      cells.add(new LineCell(breaks[k], breaks[k + 1]));
    }
    List<LineCell> rising = new ArrayList<>(cells);
    rising.sort(Comparator.comparingDouble(LineCell::width));
    for (LineCell cell : rising) {
      evaluate(cell, Double.NEGATIVE_INFINITY, density);
      known = Math.max(known, cell.top + Math.log(cell.mass));
    }
    return cells;
  }

  private void divide(LineCell cell, double floor, Density density, List<LineCell> into) {
    LineCell live = cell.live(floor);
    if (live.width() < WORTH_TRIMMING * cell.width()) {
      evaluate(live, floor, density);
      if (live.from > cell.from) {
        into.add(cell.empty(cell.from, live.from));
      }
      into.add(live);
      if (live.to < cell.to) {
        into.add(cell.empty(live.to, cell.to));
      }
      return;
    }
    double middle = cell.from + split * cell.width();
    LineCell left = new LineCell(cell.from, middle);
    LineCell right = new LineCell(middle, cell.to);
    evaluate(left, floor, density);
    evaluate(right, floor, density);
    double error =
        left.error * Math.exp(left.top - cell.top) + right.error * Math.exp(right.top - cell.top);
    if (!cell.mayHide(floor) && cell.error < ROUNDING * cell.mass && error > 0.3 * cell.error) {
      left.settled = true;
      right.settled = true;
    }
    into.add(left);
    into.add(right);
  }

  private void evaluate(LineCell cell, double floor, Density density) {
    Interrupts.endIfInterrupted("the quadrature");
    width = cell.width();
    for (int i = 0; i < POINTS; i++) {
      density.at(cell.node(i), values[i]);
      logs[i] = Math.max(values[i].log, LineCell.NOTHING);
    }
    cell.take(logs, values, floor);
  }

  /** ln of what the cells' ceilings allow for in all. */
  private static double bound(List<LineCell> cells) {
    double bound = LineCell.NOTHING;
    double length = 0;
    for (LineCell cell : cells) {
      bound = Math.max(bound, cell.ceiling);
      length += cell.width();
    }
    return bound + Math.log(length);
  }

  private static double top(List<LineCell> cells) {
    double top = LineCell.NOTHING;
    for (LineCell cell : cells) {
      top = Math.max(top, cell.top);
    }
    return top;
  }

  private void sum(List<LineCell> cells, LogMoment into) {
    double top = top(cells);
    double mass = 0;
    double first = 0;
    double error = 0;
    double massNoise = 0;
    double firstNoise = 0;
    for (LineCell cell : cells) {
      double scale = cell.mass == 0 ? 0 : Math.exp(cell.top - top);
      mass += scale * cell.mass;
      first += scale * cell.first;
      error += scale * cell.error;
      massNoise += scale * cell.massNoise;
      firstNoise += scale * cell.firstNoise;
    }
    LineCell left = cells.get(0);
    LineCell right = cells.get(cells.size() - 1);
    into.log = top + Math.log(mass);
    into.mean = first / mass;
    into.massError = (error + massNoise) / mass;
    into.meanError = (error * Math.max(1, Math.abs(into.mean)) + firstNoise) / mass;
    into.edgeBelow = left.logFrom + Math.log(left.width());
    into.edgeAbove = right.logTo + Math.log(right.width());
  }
}
