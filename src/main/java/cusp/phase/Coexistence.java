package cusp.phase;

import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.posterior.Diagnostics;
import cusp.posterior.PosteriorSample;
import cusp.singular.Estimated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Whether two phases coexist in a posterior, by the histogram of nβL: at a first-order transition
 * it has two peaks, as the energies of a magnet have, with a dip between them that is the barrier
 * (Lee and Kosterlitz 1990, Phys. Rev. Lett. 65:137); at a continuous one it has one peak.
 *
 * <p>Peaks are seen only where the phases' losses, nβ(L₁ − L₂), differ by more than they fluctuate
 * in a phase, about √λ: no dip is no proof against two phases. A dip counts where its depth in ln
 * density is seven of its standard errors, which about 1 of 100 posteriors with one peak reach, or
 * a tenth among the nodes of a rule.
 *
 * <p>INVALID, so that there are no peaks, where chains disagree on nβL by R̂ &gt; 1.05, as those do
 * that are each stuck in a phase of their own, or where the effective sample size of nβL is below
 * 100. QUALIFIED for one chain, which has no other to disagree with.
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
 * @param density a unit of nβL, in each bin, of all but the outermost thousandth on each side
 * @param errors standard error of each density
 * @param barrier ln of the lower of two peaks over the dip between them, three bins wide; 0 where
 *     there is one peak
 * @param peaks the two values of nβL, equal where there is one peak
 * @param verdict whether peaks may be read
 */
public record Coexistence(
    double[] edges,
    double[] density,
    double[] errors,
    Estimated barrier,
    double[] peaks,
    Verdict verdict) {
  private static final int BINS = 30;
  private static final int BLOCKS = 20;

  /** Errors, of the most significant of some hundred pairs of bins. */
  private static final double SIGNIFICANT = 7;

  /** Of the nodes of a rule, whose histogram is not smooth, in ln density. */
  private static final double LEAST_DEPTH = 0.1;

  private static final double TAIL = 1e-3;
  private static final double MOST_R_HAT = 1.05;
  private static final double LEAST_ESS = 100;

  /**
   * Reads draws, or the nodes of a rule.
   *
   * @throws IllegalArgumentException if there are fewer than 600 points, one for each of 20 blocks
   *     in each of 30 bins, or all but a thousandth have the same loss
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
    int[] order =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingDouble(s -> energy[s]))
            .mapToInt(Integer::intValue)
            .toArray();
    double low = energy[quantile(sample.weights(), order, TAIL)];
    double high = energy[quantile(sample.weights(), order, 1 - TAIL)];
    if (!(high > low)) {
      throw new IllegalArgumentException("all draws have the same loss");
    }
    double width = (high - low) / BINS;
    double inside = 0;
    for (int s = 0; s < size; s++) {
      inside += energy[s] >= low && energy[s] <= high ? sample.weights()[s] : 0;
    }
    double[][] parts = new double[BLOCKS][BINS];
    for (int s = 0; s < size; s++) {
      // Tails would make peaks of the bins at the ends.
      if (energy[s] < low || energy[s] > high) {
        continue;
      }
      int bin = Math.min(BINS - 1, (int) ((energy[s] - low) / width));
      // Draws follow one another chain by chain, so that blocks of them are nearly independent.
      int block = (int) ((long) s * BLOCKS / size);
      parts[block][bin] += sample.weights()[s] / (inside * width);
    }
    double[] all = new double[BINS];
    for (double[] part : parts) {
      add(all, part, 1);
    }
    boolean exact = sample.exact();
    double[] errors = exact ? new double[BINS] : errors(all, parts);
    double draw = exact ? 0 : 1 / (size * width);
    Dip dip = Dip.of(all, parts, draw, exact);
    double first = low + (dip.first + 0.5) * width;
    double second = low + (dip.second + 0.5) * width;
    return new Coexistence(
        IntStream.rangeClosed(0, BINS).mapToDouble(i -> low + i * width).toArray(),
        all,
        errors,
        dip.barrier(all, parts, draw, exact),
        new double[] {first, second},
        exact ? Verdict.ok() : judged(sample.diagnostics(energy)));
  }

  /** The point at which the weights, in an order, exceed a share. */
  private static int quantile(double[] weights, int[] order, double share) {
    double sum = 0;
    for (int s : order) {
      sum += weights[s];
      if (sum > share) {
        return s;
      }
    }
    return order[order.length - 1];
  }

  private static Verdict judged(Diagnostics energy) {
    List<String> fatal = new ArrayList<>();
    if (energy.rHat() > MOST_R_HAT) {
      fatal.add(
          "the chains disagree on nβL, R̂ = %.3f > %.2f: more burn-in or draws, or a ladder"
              .formatted(energy.rHat(), MOST_R_HAT));
    }
    if (!(energy.essMean() >= LEAST_ESS)) {
      fatal.add(
          "the effective sample size of nβL is %.0f < %.0f: more draws"
              .formatted(energy.essMean(), LEAST_ESS));
    }
    if (!fatal.isEmpty()) {
      return Verdict.invalid(fatal);
    }
    return energy.chains() > 1
        ? Verdict.ok()
        : Verdict.qualified(
            List.of("one chain has no other to agree with: at least 2 show whether they mix"));
  }

  /** Of sums over blocks, from how the blocks differ. */
  private static double[] errors(double[] all, double[][] parts) {
    double[] errors = new double[all.length];
    for (int i = 0; i < errors.length; i++) {
      int bin = i;
      errors[i] = error(parts, part -> part[bin]);
    }
    return errors;
  }

  private static double error(double[][] parts, ToDoubleFunction<double[]> of) {
    double mean = Arrays.stream(parts).mapToDouble(of).average().orElseThrow();
    double squares = Arrays.stream(parts).mapToDouble(of).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares * BLOCKS / (BLOCKS - 1));
  }

  private static void add(double[] to, double[] what, double sign) {
    for (int i = 0; i < to.length; i++) {
      to[i] += sign * what[i];
    }
  }

  /** Two peaks and what lies between them; one bin where there is one peak. */
  private record Dip(int first, int bottom, int second) {

    /**
     * The most significant dip. Not the deepest: between the few draws of a tail there are bins
     * that are empty, and infinitely deep.
     */
    static Dip of(double[] density, double[][] parts, double draw, boolean exact) {
      int highest = highest(density, 0, density.length);
      Dip best = new Dip(highest, highest, highest);
      double most = exact ? LEAST_DEPTH : SIGNIFICANT;
      for (int bottom = 2; bottom < density.length - 2; bottom++) {
        Dip dip =
            new Dip(
                highest(density, 0, bottom - 1),
                bottom,
                highest(density, bottom + 2, density.length));
        double error = exact ? 1 : dip.error(density, parts, draw);
        double rise = dip.depth(density, draw);
        if (rise > most * error) {
          most = rise / error;
          best = dip;
        }
      }
      return best.deepened(density);
    }

    /** With the lowest bottom between its peaks. */
    private Dip deepened(double[] density) {
      Dip deepest = this;
      for (int at = first + 2; at < second - 1; at++) {
        Dip dip = new Dip(first, at, second);
        deepest = dip.least(density) < deepest.least(density) ? dip : deepest;
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

    /** Of some part, in the bin that is the lower peak of the whole. */
    private double lower(double[] whole, double[] part) {
      return part[whole[first] < whole[second] ? first : second];
    }

    /** Over three bins, of which one alone would be the emptiest of many by chance. */
    private double least(double[] part) {
      return (part[bottom - 1] + part[bottom] + part[bottom + 1]) / 3;
    }

    private double floored(double[] all, double draw) {
      return Math.max(draw / 3, least(all));
    }

    /** ln of the lower peak over the dip; ∞ where no node of a rule lies in it. */
    private double depth(double[] all, double draw) {
      return Math.log(lower(all, all) / floored(all, draw));
    }

    /**
     * Of the depth, by the delta method over the blocks; of next to no draws, what these few allow.
     */
    private double error(double[] all, double[][] parts, double draw) {
      double lower = lower(all, all);
      double least = floored(all, draw);
      double few = Math.sqrt(draw / 3 / least);
      double blocks = Coexistence.error(parts, p -> lower(all, p) / lower - least(p) / least);
      return Math.max(blocks, few);
    }

    /**
     * The depth with its error.
     *
     * @param draw density that one draw makes in a bin; 0 of the nodes of a rule
     */
    Estimated barrier(double[] all, double[][] parts, double draw, boolean exact) {
      if (first == second) {
        return Estimated.exact(0);
      }
      double depth = depth(all, draw);
      return exact
          ? Estimated.exact(depth)
          : new Estimated(depth, error(all, parts, draw), Double.NaN, Double.NaN);
    }
  }

  /**
   * Whether there are two peaks: whether a dip is deeper than seven of its errors.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public boolean twoPeaks() {
    verdict.requireValid("there are no peaks");
    return peaks[0] != peaks[1];
  }

  /**
   * The distance of the peaks in nβL, 0 where there is one: the latent heat, in nats.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   */
  public double gap() {
    return twoPeaks() ? peaks[1] - peaks[0] : 0;
  }

  /** The histogram, with what two standard errors allow. */
  public Figure chart() {
    return plot("The energies of a posterior").figure("A histogram of nβL: " + this);
  }

  /** The same as a plot that more can be drawn on; without peaks where the verdict is INVALID. */
  public Plot plot(String title) {
    int bins = density.length;
    double[] middle =
        IntStream.range(0, bins).mapToDouble(i -> (edges[i] + edges[i + 1]) / 2).toArray();
    double[] low = IntStream.range(0, bins).mapToDouble(i -> density[i] - 2 * errors[i]).toArray();
    double[] high = IntStream.range(0, bins).mapToDouble(i -> density[i] + 2 * errors[i]).toArray();
    Plot plot = Plot.of(title).x("nβL").y("density").band("± 2 errors", middle, low, high);
    plot.line("density", middle, density);
    if (!verdict.isInvalid() && twoPeaks()) {
      plot.mark("", peaks[0]);
      plot.mark("", peaks[1]);
    }
    return plot;
  }

  @Override
  public String toString() {
    if (verdict.isInvalid()) {
      return "energies: " + verdict;
    }
    String text = verdict.isOk() ? "" : " (" + verdict + ")";
    return twoPeaks()
        ? "two peaks, at nβL = %.4g and %.4g, over a barrier of %s"
                .formatted(peaks[0], peaks[1], barrier)
            + text
        : "one peak, at nβL = %.4g; no dip that is significant".formatted(peaks[0]) + text;
  }
}
