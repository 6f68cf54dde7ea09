package cusp.develop;

import cusp.base.Interrupts;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;

/**
 * A series cut into pieces, each with a mean or a straight line of its own, so that the squares
 * about them sum to the least: exactly, by dynamic programming (Bellman 1961; Bai and Perron 2003,
 * doi:10.1002/jae.659).
 *
 * <p>How many pieces there are must be known. Whether there is a change at all, and how surely,
 * {@link TransitionDetector} says.
 *
 * <pre>{@code
 * double[] x = {0, 1, 2, 3, 4, 5, 6, 7};
 * double[] y = {0.1, 0, -0.1, 2, 2.1, 1.9, 0, 0.1};
 * var pieces = Segmentation.constant(Series.of("y", x, y), 2, 2);
 * show(pieces.starts());
 * show(pieces.chart());
 * }</pre>
 *
 * @param series the series
 * @param starts the index of each piece's first point, but for the first piece's: the changes
 * @param fitted mean or line at each point
 * @param cost the sum of squares about it, each divided by its error's square where errors are
 *     known
 */
public record Segmentation(Series series, int[] starts, double[] fitted, double cost) {

  /**
   * Pieces with a mean each.
   *
   * @param changes pieces less one
   * @param least points of a piece
   * @throws IllegalArgumentException if the series is too short for so many pieces
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Segmentation constant(Series series, int changes, int least) {
    return of(series, changes, least, 0);
  }

  /**
   * Pieces with a straight line each, which need not meet.
   *
   * @param changes pieces less one
   * @param least points of a piece, 2 or more
   * @throws IllegalArgumentException if the series is too short for so many pieces
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Segmentation linear(Series series, int changes, int least) {
    return of(series, changes, least, 1);
  }

  private static Segmentation of(Series series, int changes, int least, int degree) {
    int n = series.size();
    if (changes < 0 || least <= degree || (changes + 1L) * least > n) {
      throw new IllegalArgumentException(
          "%d changes with at least %d points (%d are the fewest) on either side do not fit into"
                  .formatted(changes, least, degree + 1)
              + " %d points".formatted(n));
    }
    Pieces pieces = new Pieces(series, degree);
    // best[c][end]: the least cost of the points before end in c + 1 pieces.
    double[][] best = new double[changes + 1][n + 1];
    int[][] cut = new int[changes + 1][n + 1];
    for (int c = 0; c <= changes; c++) {
      Arrays.fill(best[c], Double.POSITIVE_INFINITY);
      for (int end = (c + 1) * least; end <= n; end++) {
        Interrupts.endIfInterrupted("the segmentation");
        if (c == 0) {
          best[0][end] = pieces.cost(0, end);
          continue;
        }
        for (int start = c * least; start <= end - least; start++) {
          double cost = best[c - 1][start] + pieces.cost(start, end);
          if (cost < best[c][end]) {
            best[c][end] = cost;
            cut[c][end] = start;
          }
        }
      }
    }
    int[] starts = new int[changes];
    double[] fitted = new double[n];
    int end = n;
    double cost = 0;
    for (int c = changes; c >= 0; c--) {
      int start = cut[c][end];
      cost += pieces.fit(start, end, fitted);
      if (c > 0) {
        starts[c - 1] = start;
      }
      end = start;
    }
    return new Segmentation(series, starts, fitted, cost);
  }

  /** The control parameter of each piece's first point, but for the first piece's. */
  public double[] at() {
    return Arrays.stream(starts).mapToDouble(start -> series.x()[start]).toArray();
  }

  /** The series and its pieces. */
  public Figure chart() {
    Plot plot =
        Plot.of(series.name()).x(series.parameter()).points("", series.x(), series.values());
    for (int piece = 0; piece <= starts.length; piece++) {
      int from = piece == 0 ? 0 : starts[piece - 1];
      int to = piece == starts.length ? series.size() : starts[piece];
      plot =
          plot.line(
              "", Arrays.copyOfRange(series.x(), from, to), Arrays.copyOfRange(fitted, from, to));
    }
    if (series.logarithmic()) {
      plot = plot.logX();
    }
    return plot.figure(toString());
  }

  @Override
  public String toString() {
    return "%s in %d pieces that begin at %s: cost %.5g"
        .formatted(series.name(), starts.length + 1, Arrays.toString(at()), cost);
  }
}
