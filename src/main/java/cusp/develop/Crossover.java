package cusp.develop;

import cusp.base.Interrupts;

/** The best smooth passage between two levels: its middle and its width by search. */
final class Crossover {
  /** Widths of a first search, in rows on either side of the middle. */
  private static final double RATIO = 1.6;

  private static final int NARROWEST = 2;
  private static final int MIDDLES = 40;
  private static final double FINEST = 0.01;

  private final Design design;
  private final Whitened[] whites;
  private final double[][] residuals;
  private final double[] squares;
  private final double floor;

  /**
   * Over the rows of a design.
   *
   * @param noise about the best jump or kink: that about a crossover is much like it
   */
  Crossover(Design design, double[] rows, Autoregression.Peak noise) {
    this.design = design;
    Design.Window window = Design.Window.about(noise);
    int count = window.to() - window.from() + 1;
    whites = new Whitened[count];
    residuals = new double[count][];
    squares = new double[count];
    for (int j = 0; j < count; j++) {
      whites[j] = design.at(window.from() + j);
      residuals[j] = whites[j].residual(rows);
      squares[j] = Whitened.dot(residuals[j], residuals[j]);
    }
    floor = Design.floor(rows);
  }

  /** Twice the log-likelihood with one more column. */
  private double likelihood(double[] column) {
    double[] heights = new double[whites.length];
    for (int j = 0; j < heights.length; j++) {
      double left = squares[j] - whites[j].gain(residuals[j], column);
      heights[j] = whites[j].likelihood(Math.max(left, floor));
    }
    return Autoregression.peak(heights).height();
  }

  /** The best one of all; null where the rows are too few for one. */
  Change best() {
    double[] x = design.x();
    int n = x.length;
    Change best = null;
    int stride = Math.max(1, n / MIDDLES);
    for (int k = NARROWEST; k < n - NARROWEST; k += stride) {
      if (design.allows(k)) {
        for (double rows = NARROWEST; k - rows >= 0 && k + rows < n; rows *= RATIO) {
          double width = (x[k + (int) rows] - x[k - (int) rows]) / 2;
          best = better(best, x[k], width);
        }
      }
    }
    return best == null ? null : refined(best, true);
  }

  /** Twice the log-likelihood of the best width with a given middle, from a width near it. */
  double likelihoodAt(double at, double width) {
    Change start = change(at, width);
    return refined(start, false).likelihood();
  }

  private Change better(Change best, double at, double width) {
    Change tried = change(at, width);
    return best == null || tried.likelihood() > best.likelihood() ? tried : best;
  }

  private Change change(double at, double width) {
    double[] x = design.x();
    int row = 1;
    while (row < x.length - 1 && x[row] < at) {
      row++;
    }
    row -= at - x[row - 1] < x[row] - at ? 1 : 0;
    double[] column = Passages.of(design.x(), design.weight(), at, width);
    return new Change(Transition.Kind.CROSSOVER, row, at, width, likelihood(column), column);
  }

  /** A pattern search in the middle and in ln width, down to a hundredth of the width. */
  private Change refined(Change from, boolean move) {
    Change best = from;
    for (double step = 0.5; step > FINEST; ) {
      Interrupts.endIfInterrupted("the search for a crossover");
      Change before = best;
      double reached = best.likelihood();
      double ratio = Math.exp(step);
      best = within(best, best.at(), before.width() * ratio);
      best = within(best, best.at(), before.width() / ratio);
      if (move) {
        best = moved(best, before.at() + step * before.width(), before.width());
        best = moved(best, before.at() - step * before.width(), before.width());
      }
      if (best.likelihood() <= reached) {
        step /= 2;
      }
    }
    return best;
  }

  /** The middle stays where a change may be. */
  private Change moved(Change best, double at, double width) {
    Change next = within(best, at, width);
    return design.allows(next.row()) ? next : best;
  }

  /** Both levels must be seen, and rows between them. */
  private Change within(Change best, double at, double width) {
    double[] x = design.x();
    int n = x.length;
    boolean seen = at - width >= x[0] && at + width <= x[n - 1];
    if (!seen) {
      return best;
    }
    int between = 0;
    for (double value : x) {
      between += Math.abs(value - at) < width ? 1 : 0;
    }
    return between < 2 * NARROWEST - 1 ? best : better(best, at, width);
  }
}
