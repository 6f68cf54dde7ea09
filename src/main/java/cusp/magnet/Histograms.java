package cusp.magnet;

import cusp.base.Interrupts;
import java.util.Arrays;

/**
 * Samples with the free energies of their temperatures, from all of them and without each block in
 * turn: thermal means at any temperature, in as many replicates.
 */
final class Histograms {
  final Samples samples;
  final double sites;
  private final FreeEnergies[] solved;

  Histograms(Samples samples, double sites) {
    this.samples = samples;
    this.sites = sites;
    solved = new FreeEnergies[samples.blocks + 1];
    double[] start = integrated();
    for (int b = 0; b <= samples.blocks; b++) {
      Interrupts.endIfInterrupted("reweighting");
      solved[b] =
          new FreeEnergies(
              samples.energy,
              samples.beta,
              samples.countsWithout(b),
              samples.independentWithout(b),
              b == 0 ? start : solved[0].f);
    }
  }

  /** Free energies by df/dβ = ⟨E⟩ and the trapezoidal rule: near enough to begin with. */
  private double[] integrated() {
    Integer[] order = new Integer[samples.runs];
    Arrays.setAll(order, k -> k);
    Arrays.sort(order, (k, l) -> Double.compare(samples.beta[k], samples.beta[l]));
    double[] mean = samples.meanEnergy;
    double[] f = new double[samples.runs];
    for (int i = 1; i < order.length; i++) {
      int k = order[i - 1];
      int l = order[i];
      f[l] = f[k] + (samples.beta[l] - samples.beta[k]) * (mean[k] + mean[l]) / 2;
    }
    double first = f[0];
    return Arrays.stream(f).map(x -> x - first).toArray();
  }

  int replicates() {
    return solved.length;
  }

  /** A quantity at 1/T in every replicate. */
  double[] replicates(Quantity quantity, double beta) {
    double[] values = new double[solved.length];
    Arrays.setAll(values, b -> quantity.of(moments(b, beta)));
    return values;
  }

  /** ln Z at 1/T in every replicate, up to a constant of the replicate. */
  double[] logPartition(double beta) {
    double[] values = new double[solved.length];
    for (int b = 0; b < values.length; b++) {
      double[] weight = new double[samples.energy.length];
      double shift = weights(b, beta, weight);
      values[b] = shift - beta * samples.origin + Math.log(sum(b, weight));
    }
    return values;
  }

  private double sum(int b, double[] weight) {
    double sum = 0;
    for (int e = 0; e < weight.length; e++) {
      sum += samples.all.count()[e] * weight[e];
    }
    if (b > 0) {
      Samples.Part left = samples.part[b - 1];
      for (int n = 0; n < left.at().length; n++) {
        sum -= left.sums().count()[n] * weight[left.at()[n]];
      }
    }
    return sum;
  }

  /** exp(−βE)/denominator of a sample of each energy, the largest being 1; ln of the factor. */
  private double weights(int b, double beta, double[] weight) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int e = 0; e < weight.length; e++) {
      weight[e] = -beta * samples.energy[e] - solved[b].logDenominator[e];
      largest = Math.max(largest, weight[e]);
    }
    for (int e = 0; e < weight.length; e++) {
      weight[e] = Math.exp(weight[e] - largest);
    }
    return largest;
  }

  /** How many independent samples an average at 1/T is worth (Kish 1965). */
  double effective(double beta) {
    double[] weight = new double[samples.energy.length];
    weights(0, beta, weight);
    double sum = 0;
    double squares = 0;
    for (int e = 0; e < weight.length; e++) {
      double part = samples.all.count()[e] * weight[e];
      sum += part;
      squares += part * weight[e];
    }
    return sum * sum / squares;
  }

  /** The share of the energies that two runs' temperatures have in common, between 0 and 1. */
  double overlap(int k, int l) {
    double[] first = distribution(samples.beta[k]);
    double[] second = distribution(samples.beta[l]);
    double overlap = 0;
    for (int e = 0; e < first.length; e++) {
      overlap += Math.min(first[e], second[e]);
    }
    return overlap;
  }

  /** The probability of each energy at 1/T. */
  double[] distribution(double beta) {
    return distribution(0, beta);
  }

  /** The probability of each energy at 1/T in a replicate. */
  double[] distribution(int b, double beta) {
    double[] weight = new double[samples.energy.length];
    weights(b, beta, weight);
    double sum = sum(b, weight);
    for (int e = 0; e < weight.length; e++) {
      weight[e] *= samples.all.count()[e] / sum;
    }
    if (b > 0) {
      Samples.Part left = samples.part[b - 1];
      for (int n = 0; n < left.at().length; n++) {
        int e = left.at()[n];
        weight[e] *= 1 - left.sums().count()[n] / samples.all.count()[e];
      }
    }
    return weight;
  }

  /** Thermal means at 1/T without block b − 1; from all samples for b = 0. */
  Moments moments(int b, double beta) {
    double[] weight = new double[samples.energy.length];
    weights(b, beta, weight);
    double[] sums = new double[9];
    Samples.Sums all = samples.all;
    for (int e = 0; e < weight.length; e++) {
      add(sums, weight[e], samples.energy[e], all, e);
    }
    if (b > 0) {
      Samples.Part left = samples.part[b - 1];
      for (int n = 0; n < left.at().length; n++) {
        int e = left.at()[n];
        add(sums, -weight[e], samples.energy[e], left.sums(), n);
      }
    }
    double z = sums[0];
    double energy = sums[1] / z;
    double m1 = sums[3] / z;
    double m2 = sums[4] / z;
    double m4 = sums[5] / z;
    return new Moments(
        beta,
        sites,
        energy + samples.origin,
        sums[2] / z - energy * energy,
        m1,
        m2,
        m4,
        m1 * energy - sums[6] / z,
        m2 * energy - sums[7] / z,
        m4 * energy - sums[8] / z);
  }

  private static void add(double[] sums, double w, double energy, Samples.Sums from, int at) {
    double z = w * from.count()[at];
    double m1 = w * from.m1()[at];
    double m2 = w * from.m2()[at];
    double m4 = w * from.m4()[at];
    sums[0] += z;
    sums[1] += z * energy;
    sums[2] += z * energy * energy;
    sums[3] += m1;
    sums[4] += m2;
    sums[5] += m4;
    sums[6] += m1 * energy;
    sums[7] += m2 * energy;
    sums[8] += m4 * energy;
  }
}
