package cusp.singular;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * An integral over the unit cube of up to three coordinates of a density that is peaked somewhere:
 * the cell that holds most of it is divided until none holds much.
 */
final class AdaptiveCells {
  /** Cells a coordinate to begin with, by their number. */
  private static final int[] FIRST = {1, 32, 12, 8};

  private static final int MOST_DIVISIONS = 1_500;

  /** Share of the whole that no cell is to exceed. */
  private static final double LARGEST = 0.005;

  private AdaptiveCells() {}

  /** A point of the density at the middle of a cell, with what else is known there. */
  interface Point {
    double logDensity();
  }

  private record Cell<T extends Point>(double[] middle, double half, T point, double logMass) {}

  /**
   * A part of the integral.
   *
   * @param logMass logarithm of the density times the volume of the cell
   */
  record Part<T extends Point>(T point, double logMass) {}

  static <T extends Point> List<Part<T>> of(int dimension, Function<double[], T> density) {
    PriorityQueue<Cell<T>> cells =
        new PriorityQueue<>(Comparator.comparingDouble((Cell<T> cell) -> -cell.logMass));
    int first = FIRST[dimension];
    int count = (int) Math.round(Math.pow(first, dimension));
    for (int i = 0; i < count; i++) {
      double[] middle = new double[dimension];
      int rest = i;
      for (int k = 0; k < dimension; k++) {
        middle[k] = (rest % first + 0.5) / first;
        rest /= first;
      }
      cells.add(cell(middle, 0.5 / first, density));
    }
    for (int division = 0; dimension > 0 && division < MOST_DIVISIONS; division++) {
      if (division % 50 == 0 && cells.peek().logMass < Math.log(LARGEST) + logSum(cells)) {
        break;
      }
      Cell<T> cell = cells.poll();
      for (int corner = 0; corner < 1 << dimension; corner++) {
        double[] middle = cell.middle.clone();
        for (int k = 0; k < dimension; k++) {
          middle[k] += (corner >> k & 1) == 0 ? -cell.half / 2 : cell.half / 2;
        }
        cells.add(cell(middle, cell.half / 2, density));
      }
    }
    return cells.stream().map(cell -> new Part<>(cell.point, cell.logMass)).toList();
  }

  private static <T extends Point> Cell<T> cell(
      double[] middle, double half, Function<double[], T> density) {
    T point = density.apply(middle);
    double logVolume = middle.length * Math.log(2 * half);
    return new Cell<>(middle, half, point, point.logDensity() + logVolume);
  }

  private static <T extends Point> double logSum(PriorityQueue<Cell<T>> cells) {
    double most = cells.peek().logMass;
    return most + Math.log(cells.stream().mapToDouble(c -> Math.exp(c.logMass - most)).sum());
  }
}
