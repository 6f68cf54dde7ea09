package cusp.magnet;

import java.util.Arrays;
import java.util.List;

/**
 * The samples of several runs, gathered by their exact energy: reweighting sees a sample's energy
 * only, so that sums over samples of equal energy lose nothing, and there are no bins.
 *
 * <p>A sample of run k counts 1/g with the run's statistical inefficiency g, so that what is summed
 * are independent samples. Block b holds the b-th part of every run.
 */
final class Samples {

  /**
   * One run.
   *
   * @param beta 1/T
   * @param energies H of the whole magnet
   * @param orders |m| a site
   * @param inefficiency g ≥ 1: samples for each independent one
   */
  record Series(double beta, double[] energies, double[] orders, double inefficiency) {
    double independent() {
      return energies.length / inefficiency;
    }
  }

  final int blocks;
  final int runs;
  final double[] beta;

  /** Distinct energies, ascending, from their mean {@link #origin}. */
  final double[] energy;

  final double origin;

  /** The mean energy of each run, from the origin. */
  final double[] meanEnergy;

  /** Independent samples of each run, in all and by block. */
  final double[] independent;

  final double[][] independentIn;

  /** At each energy: independent samples, and the sums of |m|, m² and m⁴ over them. */
  final Sums all;

  /** The same of one block, at the energies that occur in it. */
  final Part[] part;

  /** Columns of sums, one entry an energy. */
  record Sums(double[] count, double[] m1, double[] m2, double[] m4) {
    static Sums of(int size) {
      return new Sums(new double[size], new double[size], new double[size], new double[size]);
    }

    void add(int at, double weight, double m) {
      count[at] += weight;
      m1[at] += weight * m;
      m2[at] += weight * m * m;
      m4[at] += weight * m * m * m * m;
    }
  }

  /** Sums at some of the energies. */
  record Part(int[] at, Sums sums) {}

  Samples(List<Series> series, int blocks) {
    this.blocks = blocks;
    runs = series.size();
    beta = series.stream().mapToDouble(Series::beta).toArray();
    independent = series.stream().mapToDouble(Series::independent).toArray();
    origin =
        series.stream().flatMapToDouble(s -> Arrays.stream(s.energies)).average().orElseThrow();
    meanEnergy =
        series.stream()
            .mapToDouble(s -> Arrays.stream(s.energies).average().orElseThrow() - origin)
            .toArray();
    double[] distinct =
        series.stream()
            .flatMapToDouble(s -> Arrays.stream(s.energies))
            .sorted()
            .distinct()
            .toArray();
    all = Sums.of(distinct.length);
    part = new Part[blocks];
    independentIn = new double[blocks][runs];
    Sums block = Sums.of(distinct.length);
    for (int b = 0; b < blocks; b++) {
      for (int k = 0; k < runs; k++) {
        gather(series.get(k), b, k, distinct, block);
      }
      part[b] = move(block);
    }
    energy = Arrays.stream(distinct).map(e -> e - origin).toArray();
  }

  private void gather(Series run, int b, int k, double[] distinct, Sums into) {
    double weight = 1 / run.inefficiency;
    int from = start(run.energies.length, b);
    int to = start(run.energies.length, b + 1);
    for (int i = from; i < to; i++) {
      into.add(Arrays.binarySearch(distinct, run.energies[i]), weight, run.orders[i]);
    }
    independentIn[b][k] = (to - from) * weight;
  }

  private int start(int length, int b) {
    return (int) ((long) length * b / blocks);
  }

  /** Takes what a block has gathered, adds it to all, and leaves the sums empty. */
  private Part move(Sums block) {
    int size = (int) Arrays.stream(block.count).filter(c -> c > 0).count();
    Part moved = new Part(new int[size], Sums.of(size));
    int n = 0;
    for (int e = 0; e < block.count.length; e++) {
      if (block.count[e] > 0) {
        moved.at[n] = e;
        move(block.count, e, moved.sums.count, n, all.count);
        move(block.m1, e, moved.sums.m1, n, all.m1);
        move(block.m2, e, moved.sums.m2, n, all.m2);
        move(block.m4, e, moved.sums.m4, n, all.m4);
        n++;
      }
    }
    return moved;
  }

  private static void move(double[] from, int e, double[] to, int n, double[] total) {
    to[n] = from[e];
    total[e] += from[e];
    from[e] = 0;
  }

  /** How many independent samples have each energy, without block b − 1; all for b = 0. */
  double[] countsWithout(int b) {
    double[] counts = all.count.clone();
    if (b > 0) {
      Part left = part[b - 1];
      for (int n = 0; n < left.at.length; n++) {
        counts[left.at[n]] -= left.sums.count[n];
      }
    }
    return counts;
  }

  /** How many independent samples the runs have without block b − 1. */
  double[] independentWithout(int b) {
    double[] left = independent.clone();
    if (b > 0) {
      Arrays.setAll(left, k -> independent[k] - independentIn[b - 1][k]);
    }
    return left;
  }
}
