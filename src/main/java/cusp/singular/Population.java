package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;

/**
 * Points that stand for the uniform law on {K &lt; a}, for falling a: those that are above the next
 * level are replaced by copies of those below it, and then all are moved. The product of the shares
 * that survived estimates the volume without bias, however well the moves mix.
 */
final class Population {

  private final Region region;
  private final RandomStream random;
  private double[][] points;
  private double[] losses;
  private double logReached;

  /** Points drawn uniformly from a region. */
  Population(Region shared, int size, Seed seed) {
    region = shared.fork();
    random = seed.random();
    points = new double[size][region.dimension()];
    losses = new double[size];
    for (int n = 0; n < size; n++) {
      Interrupts.endIfInterrupted("the sampling of volumes");
      for (int i = 0; i < points[n].length; i++) {
        double share = random.nextDouble();
        points[n][i] = region.low(i) + share * (region.high(i) - region.low(i));
      }
      losses[n] = region.loss(points[n]);
    }
  }

  double[] losses() {
    return losses;
  }

  /** ln of the share of the region's volume below a level no higher than the last one. */
  double logShare(double level) {
    return logReached + Math.log(below(level) / (double) losses.length);
  }

  private int below(double level) {
    int count = 0;
    for (double loss : losses) {
      count += loss < level ? 1 : 0;
    }
    return count;
  }

  /** The points below a level. */
  double[][] survivors(double level) {
    double[][] survivors = new double[below(level)][];
    int s = 0;
    for (int n = 0; n < losses.length; n++) {
      if (losses[n] < level) {
        survivors[s++] = points[n].clone();
      }
    }
    return survivors;
  }

  /** Goes down to a level and moves every point there. Extinct, it stays extinct. */
  void descend(double level, SliceKernel kernel) {
    logReached = logShare(level);
    int size = losses.length;
    double[][] next = new double[size][];
    double[] nextLosses = new double[size];
    int survivors = below(level);
    if (survivors == 0) {
      return;
    }
    // Systematic resampling: each survivor has size/survivors copies, rounded up or down by chance.
    double copies = size / (double) survivors;
    double due = random.nextDouble();
    int made = 0;
    for (int n = 0; n < size; n++) {
      if (losses[n] < level) {
        due += copies;
        for (; made < size && made + 1 <= due; made++) {
          next[made] = points[n].clone();
          nextLosses[made] = losses[n];
        }
      }
    }
    for (; made < size; made++) {
      next[made] = next[made - 1].clone();
      nextLosses[made] = nextLosses[made - 1];
    }
    points = next;
    losses = nextLosses;
    move(kernel);
  }

  private void move(SliceKernel kernel) {
    double[] proposal = new double[region.dimension()];
    for (int n = 0; n < points.length; n++) {
      Interrupts.endIfInterrupted("the sampling of volumes");
      losses[n] = kernel.sweep(region, points[n], losses[n], proposal, random);
    }
  }
}
