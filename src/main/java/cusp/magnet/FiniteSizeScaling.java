package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds a critical temperature and its exponents from magnets of several lengths.
 *
 * <p>Near a continuous transition all depends on the length only through x = L^(1/ν) ln(T/Tc): U =
 * f(x), ⟨|m|⟩ = L^(−β/ν) g(x), χ = L^(γ/ν) h(x) (Fisher and Barber 1972, Phys. Rev. Lett. 28:1516;
 * Binder 1981, Z. Phys. B 43:119). Each length is reweighted about its runs, and read twice:
 *
 * <ul>
 *   <li>at a fixed Binder cumulant, that of the crossings: power laws of the length, by straight
 *       lines on logarithmic axes;
 *   <li>all together: polynomials f, g, h of degree 5 with the first analytic corrections, those of
 *       T and of the order 1/N of ⟨m²⟩, and the Tc and exponents at which the lengths collapse
 *       best.
 * </ul>
 *
 * <p>The second is the estimate, since it uses every temperature. Errors come from jackknife blocks
 * of each length, independent of each other, carried through the fit: so the correlation of
 * reweighted points is in them. Corrections from irrelevant fields are not fitted: the shortest
 * length is left out as long as the collapse is worse than one true one in twenty is, and the
 * lengths that are left are named.
 *
 * <p>The verdict is
 *
 * <ul>
 *   <li>INVALID: no collapse is the best, or an error is not finite;
 *   <li>QUALIFIED: what fits no better with fewer lengths; fewer than four lengths are left, or
 *       they do not span a factor of two; ν has an error above a fifth; a reweighting is itself
 *       qualified;
 *   <li>OK otherwise.
 * </ul>
 *
 * <p>Where Tc is is found unless it is given: by bisection at the shortest length, then from each
 * length for the next.
 *
 * <pre>{@code
 * var study = FiniteSizeScaling.defaults()
 *     .withLengths(6, 8, 12, 16)
 *     .withSimulation(Simulation.wolff().withChains(2).withBurnIn(50).withSweeps(300));
 * var scaling = study.estimate(Magnet.ising(Lattice.square(8)), seed(1));
 * show(scaling);
 * show(scaling.toTable());
 * show(scaling.chart());
 * }</pre>
 *
 * @param lengths of the magnets, ascending, at least three
 * @param simulation of each, at three temperatures
 * @param near a temperature near Tc; 0 to find one
 * @param spread distance of the temperatures, as a difference of ln T times √N
 * @param window largest |x| of the collapse, in which the runs of every length should reach
 */
public record FiniteSizeScaling(
    List<Integer> lengths, Simulation simulation, double near, double spread, double window) {
  private static final int LEAST_LENGTHS = 3;
  private static final int ENOUGH_LENGTHS = 4;
  private static final double LEAST_PROBABILITY = 0.05;
  private static final double LARGEST_ERROR = 0.2;

  public FiniteSizeScaling {
    lengths = List.copyOf(lengths);
    requireLengths(lengths);
    if (!(near >= 0) || Double.isInfinite(near)) {
      throw new IllegalArgumentException(
          "the temperature to be near is positive and finite, or 0 to be found, not " + near);
    }
    requirePositive("the spread of the temperatures", spread);
    requirePositive("the window of the collapse", window);
  }

  /** Three at least, ascending. */
  static void requireLengths(List<Integer> lengths) {
    if (lengths.size() < LEAST_LENGTHS) {
      throw new IllegalArgumentException(
          "at least %d lengths are needed, not %s".formatted(LEAST_LENGTHS, lengths));
    }
    for (int i = 0; i < lengths.size(); i++) {
      if (lengths.get(i) < (i == 0 ? 2 : lengths.get(i - 1) + 1)) {
        throw new IllegalArgumentException(
            "lengths ascend, differ and are at least 2, not " + lengths);
      }
    }
  }

  /** Of one magnet, ascending in length. */
  static void requireSizes(List<Reweighting> sizes) {
    requireLengths(sizes.stream().map(r -> r.magnet().lattice().length()).toList());
    Magnet magnet = sizes.get(0).magnet();
    for (Reweighting size : sizes) {
      if (!magnet.withLength(size.magnet().lattice().length()).equals(size.magnet())) {
        throw new IllegalArgumentException(
            "lengths of one magnet can be compared, not %s and %s"
                .formatted(magnet, size.magnet()));
      }
    }
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " is positive and finite, not " + value);
    }
  }

  /**
   * Lengths 16, 20, 24, 32 and 48, each with two chains of 1,500 sweeps of Wolff's algorithm at
   * each of three temperatures: some seconds for Ising's magnet in the plane, and errors of 5 % of
   * ν.
   */
  public static FiniteSizeScaling defaults() {
    return new FiniteSizeScaling(
        List.of(16, 20, 24, 32, 48),
        Simulation.wolff().withChains(2).withBurnIn(150).withSweeps(1_500),
        0,
        0.7,
        1);
  }

  public FiniteSizeScaling withLengths(int... newLengths) {
    return new FiniteSizeScaling(
        Arrays.stream(newLengths).boxed().toList(), simulation, near, spread, window);
  }

  public FiniteSizeScaling withSimulation(Simulation newSimulation) {
    return new FiniteSizeScaling(lengths, newSimulation, near, spread, window);
  }

  public FiniteSizeScaling withNear(double newNear) {
    return new FiniteSizeScaling(lengths, simulation, newNear, spread, window);
  }

  public FiniteSizeScaling withSpread(double newSpread) {
    return new FiniteSizeScaling(lengths, simulation, near, newSpread, window);
  }

  public FiniteSizeScaling withWindow(double newWindow) {
    return new FiniteSizeScaling(lengths, simulation, near, spread, newWindow);
  }

  /**
   * Simulates a magnet at every length, and scales.
   *
   * @param magnet of any length, without a field
   * @throws IllegalArgumentException if it has a field, or as {@link #fit(List)} does
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ScalingEstimate estimate(Magnet magnet, Seed seed) {
    if (magnet.field() != 0) {
      throw new IllegalArgumentException(
          "in a field there is no critical temperature: give a magnet without, not " + magnet);
    }
    return fit(new ScalingRuns(this, magnet, seed).reweightings());
  }

  /**
   * Scales what there is.
   *
   * @param reweightings of one magnet at three lengths or more, each about the critical temperature
   * @throws IllegalArgumentException if there are fewer, if the magnets differ in more than their
   *     length, if two have the same, if no two cumulants cross, or if a length does not reach the
   *     crossing
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ScalingEstimate fit(List<Reweighting> reweightings) {
    List<Reweighting> sizes =
        reweightings.stream()
            .sorted(Comparator.comparingInt(r -> r.magnet().lattice().length()))
            .toList();
    requireSizes(sizes);
    List<Crossing> crossings = crossings(sizes);
    int from = 0;
    Fits fits = new Fits(sizes, crossings, window);
    while (fits.collapse.probability() < LEAST_PROBABILITY && sizes.size() - from > LEAST_LENGTHS) {
      from++;
      fits = new Fits(sizes.subList(from, sizes.size()), crossings, window);
    }
    List<Reweighting> used = sizes.subList(from, sizes.size());
    return new ScalingEstimate(
        fits.collapse.exponents(),
        fits.laws.exponents(),
        fits.binder,
        crossings,
        used.stream().map(r -> r.magnet().lattice().length()).toList(),
        fits.collapse.chiSquared(),
        fits.collapse.expectedChiSquared(),
        fits.collapse.probability(),
        verdict(fits, used),
        this,
        sizes);
  }

  private static List<Crossing> crossings(List<Reweighting> sizes) {
    List<Crossing> crossings = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      for (int j = i + 1; j < sizes.size(); j++) {
        Interrupts.endIfInterrupted("finite-size scaling");
        Crossing.of(sizes.get(i), sizes.get(j)).ifPresent(crossings::add);
      }
    }
    return crossings;
  }

  /** The mean cumulant of crossings, by their errors; empty where there are none. */
  static Optional<Double> binder(List<Crossing> crossings) {
    double weights = 0;
    double sum = 0;
    for (Crossing crossing : crossings) {
      double weight = Math.pow(crossing.binder().standardError(), -2);
      weights += weight;
      sum += weight * crossing.binder().value();
    }
    return weights > 0 ? Optional.of(sum / weights) : Optional.empty();
  }

  /** Both readings of some lengths. */
  private static final class Fits {
    final double binder;
    final PowerLaws laws;
    final CollapseFit collapse;

    Fits(List<Reweighting> sizes, List<Crossing> all, double window) {
      int shortest = sizes.get(0).magnet().lattice().length();
      binder =
          binder(all.stream().filter(c -> c.smaller() >= shortest).toList())
              .or(() -> binder(all))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the cumulants of no two lengths cross where their runs reach: run nearer"
                              + " to the critical temperature, if there is one, or longer"));
      laws = new PowerLaws(sizes.stream().map(s -> new SizeReading(s, binder)).toList());
      collapse = new CollapseFit(sizes, laws.exponents(), window);
    }
  }

  private static Verdict verdict(Fits fits, List<Reweighting> used) {
    Exponents found = fits.collapse.exponents();
    if (!fits.collapse.converged()) {
      return Verdict.invalid(
          List.of("no collapse near the crossings is the best: take more lengths, or longer runs"));
    }
    for (Measured one :
        List.of(found.criticalTemperature(), found.nu(), found.beta(), found.gamma())) {
      if (!Double.isFinite(one.value()) || !(one.standardError() > 0)) {
        return Verdict.invalid(
            List.of("the collapse has no finite error: take more lengths, or longer runs"));
      }
    }
    List<String> reasons = new ArrayList<>();
    if (fits.collapse.probability() < LEAST_PROBABILITY) {
      reasons.add(
          "the lengths do not collapse (p = %.2g): take longer lengths"
              .formatted(fits.collapse.probability()));
    }
    int shortest = used.get(0).magnet().lattice().length();
    int longest = used.get(used.size() - 1).magnet().lattice().length();
    if (used.size() < ENOUGH_LENGTHS || longest < 2 * shortest) {
      reasons.add(
          "%d lengths from %d to %d are few to judge corrections by: add longer ones"
              .formatted(used.size(), shortest, longest));
    }
    double relative = found.nu().standardError() / found.nu().value();
    if (!(relative > 0 && relative < LARGEST_ERROR)) {
      reasons.add("ν is known to %.0f %% only: run longer".formatted(100 * relative));
    }
    for (Reweighting reweighting : used) {
      for (String reason : reweighting.verdict().reasons()) {
        reasons.add("L = " + reweighting.magnet().lattice().length() + ", " + reason);
      }
    }
    return Verdict.qualified(reasons);
  }
}
