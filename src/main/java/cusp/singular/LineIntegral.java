package cusp.singular;

import static cusp.singular.GaussKronrod.POINTS;

import cusp.base.Interrupts;
import java.util.ArrayList;
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

  /** Smaller relative errors that halving does not lower are rounding. */
  private static final double ROUNDING = 1e-6;

  private final double tolerance;
  private final double split;
  private final Budget budget;
  private final double[] logs = new double[POINTS];
  private final LogMoment[] values = new LogMoment[POINTS];
  private double floor;

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

  /** Integrates from the first of the rising break points to the last. */
  void integrate(double[] breaks, Density density, LogMoment into) {
    floor = Double.NEGATIVE_INFINITY;
    List<LineCell> cells = new ArrayList<>();
    for (int k = 0; k + 1 < breaks.length; k++) {
      cells.add(cell(breaks[k], breaks[k + 1], density));
    }
    while (true) {
      sum(cells, into);
      double top = top(cells);
      if (top <= LineCell.NOTHING / 2) {
        into.clear();
        return;
      }
      floor = into.log + NEGLIGIBLE;
      double scale = Math.exp(into.log - top) * Math.max(1, Math.abs(into.mean));
      double allowed = tolerance * scale / (2 * cells.size());
      List<LineCell> next = new ArrayList<>();
      for (LineCell cell : cells) {
        boolean divide =
            !cell.settled
                && !cell.isNarrow()
                && (cell.mayHide(floor) || cell.error * Math.exp(cell.top - top) > allowed);
        if (divide && budget.isLeft()) {
          divide(cell, density, next);
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

  private void divide(LineCell cell, Density density, List<LineCell> into) {
    double middle = cell.from + split * cell.width();
    LineCell left = cell(cell.from, middle, density);
    LineCell right = cell(middle, cell.to, density);
    double error =
        left.error * Math.exp(left.top - cell.top) + right.error * Math.exp(right.top - cell.top);
    if (!cell.mayHide(floor) && cell.error < ROUNDING * cell.mass && error > 0.3 * cell.error) {
      left.settled = true;
      right.settled = true;
    }
    into.add(left);
    into.add(right);
  }

  private LineCell cell(double from, double to, Density density) {
    Interrupts.endIfInterrupted("the quadrature");
    LineCell cell = new LineCell(from, to);
    for (int i = 0; i < POINTS; i++) {
      double x = (from + to) / 2 + (to - from) / 2 * GaussKronrod.NODES[i];
      density.at(x, values[i]);
      logs[i] = Math.max(values[i].log, LineCell.NOTHING);
    }
    cell.take(logs, values, floor);
    return cell;
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
    into.edge =
        Math.max(
            left.logFrom + Math.log(left.width()), right.logTo + Math.log(right.width()));
  }
}
