package cusp.phase;

import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.posterior.PosteriorSample;
import cusp.singular.Estimated;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Whether two phases coexist in a posterior, by the histogram of nβL: at a first-order transition
 * it has two peaks, as the energies of a magnet have, with a dip between them that is the barrier
 * (Lee and Kosterlitz 1990, Phys. Rev. Lett. 65:137); at a continuous one it has one peak.
 *
 * <p>Peaks are seen only where the phases' losses, nβ(L₁ − L₂), differ by more than they fluctuate
 * in a phase, about √λ: no dip is no proof against two phases.
 *
 * <pre>{@code
 * var wells = LocalPosterior.at(Objective.of("(x^2-1)^2+0.15*(1-x)"), new double[] {1}, 40);
 * var posterior = wells.withPrior(Prior.normal(-2, 0.5));
 * var plan = new Chains.Plan(4, 1000, 4000, 4000);
 * var chains = Chains.sample(posterior, Tempering.defaults(), plan, seed(1));
 * show(Coexistence.of(PosteriorSample.of(posterior, chains)));
 * }</pre>
 *
 * @param edges of the bins of nβL, one more than there are bins
 * @param density a unit of nβL, in each bin
 * @param errors standard error of each density
 * @param barrier ln of the lower of two peaks over the dip between them, where it is largest; 0
 *     where there is one peak
 * @param peaks the two values of nβL, equal where there is one peak
 */
public record Coexistence(
    double[] edges, double[] density, double[] errors, Estimated barrier, double[] peaks) {
  private static final int BINS = 30;
  private static final int BLOCKS = 20;
  private static final double SIGNIFICANT = 3;
  private static final double TAIL = 1e-3;

  /**
   * Reads draws, or the nodes of a rule.
   *
   * @throws IllegalArgumentException if there are fewer than 20 points a bin and a block
   */
  public static Coexistence of(PosteriorSample sample) {
    int size = sample.size();
    if (size < BLOCKS * BINS) {
      throw new IllegalArgumentException(
          "a histogram with errors needs at least %d draws, not %d".formatted(BLOCKS * BINS, size));
    }
    var loss = sample.posterior().objective().fork();
    double nBeta = sample.posterior().nBeta();
    double[] energy = sample.values(w -> nBeta * loss.loss(w));
    double[] sorted = energy.clone();
    Arrays.sort(sorted);
    double low = sorted[(int) (TAIL * size)];
    double high = sorted[(int) ((1 - TAIL) * size)];
    if (!(high > low)) {
      throw new IllegalArgumentException("all draws have the same loss");
    }
    double width = (high - low) / BINS;
    double[][] parts = new double[BLOCKS][BINS];
    for (int s = 0; s < size; s++) {
      int bin = (int) ((energy[s] - low) / width);
      // Draws follow one another chain by chain, so that blocks of them are nearly independent.
      int block = (int) ((long) s * BLOCKS / size);
      parts[block][Math.max(0, Math.min(BINS - 1, bin))] += sample.weights()[s] / width;
    }
    double[] all = new double[BINS];
    for (double[] part : parts) {
      add(all, part, 1);
    }
    double least = 1 / (size * width);
    Dip dip = Dip.of(all, least);
    double[] left = new double[BLOCKS];
    double[] squares = new double[BINS];
    for (int b = 0; b < BLOCKS; b++) {
      double[] others = all.clone();
      add(others, parts[b], -1);
      left[b] = dip.depth(others, least);
      for (int i = 0; i < BINS; i++) {
        double away = parts[b][i] * BLOCKS - all[i];
        squares[i] += away * away;
      }
    }
    double mean = Arrays.stream(left).average().orElseThrow();
    double spread = Arrays.stream(left).map(x -> (x - mean) * (x - mean)).sum();
    double error = sample.exact() ? 0 : Math.sqrt(spread * (BLOCKS - 1) / BLOCKS);
    return new Coexistence(
        IntStream.rangeClosed(0, BINS).mapToDouble(i -> low + i * width).toArray(),
        all,
        Arrays.stream(squares)
            .map(q -> sample.exact() ? 0 : Math.sqrt(q / BLOCKS / (BLOCKS - 1)))
            .toArray(),
        new Estimated(dip.depth, error, Double.NaN, Double.NaN),
        new double[] {low + (dip.first + 0.5) * width, low + (dip.second + 0.5) * width});
  }

  private static void add(double[] to, double[] what, double sign) {
    for (int i = 0; i < to.length; i++) {
      to[i] += sign * what[i];
    }
  }

  /** Two peaks and what lies between them. */
  private record Dip(int first, int bottom, int second, double depth) {

    static Dip of(double[] density, double least) {
      Dip deepest = new Dip(0, 0, 0, 0);
      for (int i = 0; i < density.length; i++) {
        deepest = density[i] > density[deepest.first] ? new Dip(i, i, i, 0) : deepest;
      }
      for (int bottom = 1; bottom < density.length - 1; bottom++) {
        int first = highest(density, 0, bottom);
        int second = highest(density, bottom + 1, density.length);
        Dip dip = new Dip(first, bottom, second, 0);
        double depth = dip.depth(density, least);
        deepest = depth > deepest.depth ? new Dip(first, bottom, second, depth) : deepest;
      }
      return deepest;
    }

    private static int highest(double[] density, int from, int to) {
      int at = from;
      for (int i = from; i < to; i++) {
        at = density[i] > density[at] ? i : at;
      }
      return at;
    }

    double depth(double[] density, double least) {
      double lower = Math.min(density[first], density[second]);
      return Math.log(Math.max(least, lower) / Math.max(least, density[bottom]));
    }
  }

  /** Whether there are two peaks, by three standard errors of the barrier. */
  public boolean twoPeaks() {
    return barrier.value() > SIGNIFICANT * barrier.standardError() && barrier.value() > 0;
  }

  /** The distance of the peaks in nβL, 0 where there is one: the latent heat, in nats. */
  public double gap() {
    return twoPeaks() ? peaks[1] - peaks[0] : 0;
  }

  /** The histogram, with what two standard errors allow. */
  public Figure chart() {
    return plot("The energies of a posterior").figure("A histogram of nβL: " + this);
  }

  /** The same as a plot that more can be drawn on. */
  public Plot plot(String title) {
    int bins = density.length;
    double[] middle =
        IntStream.range(0, bins).mapToDouble(i -> (edges[i] + edges[i + 1]) / 2).toArray();
    double[] low = IntStream.range(0, bins).mapToDouble(i -> density[i] - 2 * errors[i]).toArray();
    double[] high = IntStream.range(0, bins).mapToDouble(i -> density[i] + 2 * errors[i]).toArray();
    Plot plot = Plot.of(title).x("nβL").y("density").band("± 2 errors", middle, low, high);
    plot.line("density", middle, density);
    if (twoPeaks()) {
      plot.mark("", peaks[0]);
      plot.mark("", peaks[1]);
    }
    return plot;
  }

  @Override
  public String toString() {
    return twoPeaks()
        ? "two peaks, at nβL = %.4g and %.4g, over a barrier of %s"
            .formatted(peaks[0], peaks[1], barrier)
        : "one peak; no barrier that is significant (%s)".formatted(barrier);
  }
}
