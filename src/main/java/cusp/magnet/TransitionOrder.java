package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tells a transition with latent heat from a continuous one, by the energies of several lengths.
 *
 * <p>Where two phases coexist, a magnet at its transition has one of two energies, and between them
 * an interface that costs free energy in proportion to its area: ln P(E) has two peaks, whose
 * distance tends to the latent heat, and a dip whose depth, the barrier, grows as L^(d−1) (Lee and
 * Kosterlitz 1990, Phys. Rev. Lett. 65:137). The width of the energies a site, at the maximum of
 * the specific heat, then tends to half the latent heat (Challa, Landau and Binder 1986, Phys. Rev.
 * B 34:1841), while at a continuous transition it falls as L^(1/ν − d), as does the distance of
 * peaks, and the barrier does not grow.
 *
 * <p>Let the width fall as L^(−s). All at three standard errors or more, the transition is
 *
 * <ul>
 *   <li>FIRST order: the longest magnet has a barrier, higher than that of the shortest, and s &lt;
 *       d/4;
 *   <li>SECOND order, or continuous: s &gt; d/3, and no barrier that grows;
 *   <li>UNDETERMINED: otherwise.
 * </ul>
 *
 * <p>What magnets show is what they are up to their length. To all that are shorter than its
 * correlation length a weak first-order transition looks continuous: Potts's square of five states,
 * with one of 2,500 sites, has s near 0.55 up to L = 32. That of four states is continuous with s =
 * ½ and logarithms. So what lies between d/4 and d/3 is left undetermined, and a continuous
 * transition with ν below 3/(2d) always is; of Potts's three states s is 0.8, of Ising's two 1,
 * less a logarithm. That there is a transition is taken for granted: where there is none s is d/2.
 *
 * <p>The verdict is QUALIFIED where the order is undetermined, or where a reweighting is.
 *
 * <pre>{@code
 * var order = TransitionOrder.defaults()
 *     .withLengths(6, 8, 12)
 *     .withSimulation(Simulation.swendsenWang().withChains(2).withBurnIn(100).withSweeps(1000))
 *     .estimate(Magnet.potts(Lattice.square(8), 3), seed(1));
 * show(order);
 * show(order.toTable());
 * show(order.chart());
 * }</pre>
 *
 * @param lengths of the magnets, ascending, at least three
 * @param simulation of each, at the maximum of its specific heat
 * @param near a temperature near the transition; 0 to find one
 */
public record TransitionOrder(List<Integer> lengths, Simulation simulation, double near) {
  private static final double SIGNIFICANT = 3;
  private static final int MOST_MOVES = 6;

  /** A pilot run of this share finds the maximum of the specific heat. */
  private static final int SHORTER = 5;

  /** What a transition is. */
  public enum Kind {
    /** With latent heat. */
    FIRST,
    /** Continuous. */
    SECOND,
    /** These lengths do not tell. */
    UNDETERMINED
  }

  public TransitionOrder {
    lengths = List.copyOf(lengths);
    FiniteSizeScaling.requireLengths(lengths);
    if (!(near >= 0) || Double.isInfinite(near)) {
      throw new IllegalArgumentException(
          "the temperature to be near is positive and finite, or 0 to be found, not " + near);
    }
  }

  /**
   * Lengths 8, 12, 16 and 24, with two chains of 20,000 sweeps of Swendsen and Wang's algorithm.
   */
  public static TransitionOrder defaults() {
    return new TransitionOrder(
        List.of(8, 12, 16, 24),
        Simulation.swendsenWang().withChains(2).withBurnIn(500).withSweeps(20_000),
        0);
  }

  public TransitionOrder withLengths(int... newLengths) {
    return new TransitionOrder(Arrays.stream(newLengths).boxed().toList(), simulation, near);
  }

  public TransitionOrder withSimulation(Simulation newSimulation) {
    return new TransitionOrder(lengths, newSimulation, near);
  }

  public TransitionOrder withNear(double newNear) {
    return new TransitionOrder(lengths, simulation, newNear);
  }

  /**
   * Simulates a magnet at every length, each at the maximum of its specific heat, and judges.
   *
   * @param magnet of any length, without a field
   * @throws IllegalArgumentException if it has a field or no lattice of the plane or of space, or
   *     as {@link #judge(List)} does; also where the runs are too short to pass between the phases
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public OrderEstimate estimate(Magnet magnet, Seed seed) {
    requireSpace(magnet);
    List<Reweighting> sizes = new ArrayList<>();
    double t =
        near > 0 ? near : ScalingRuns.bisect(magnet.withLength(lengths.get(0)), simulation, seed);
    for (int length : lengths) {
      Magnet sized = magnet.withLength(length);
      Seed own = seed.stream("length", length);
      t = specificHeatPeak(sized, t, own);
      Measurements run = simulation.run(sized, t, own);
      Interrupts.endIfInterrupted("the study of a transition");
      sizes.add(Reweighting.of(run));
    }
    return judge(sizes);
  }

  /** Follows the maximum of the specific heat from a temperature, with pilot runs. */
  private double specificHeatPeak(Magnet sized, double from, Seed seed) {
    Simulation pilot =
        simulation.withSweeps(Math.max(simulation.every(), simulation.sweeps() / SHORTER));
    double t = from;
    for (int i = 0; i < MOST_MOVES; i++) {
      Measurements run = pilot.run(sized, t, seed.stream("pilot", i));
      Interrupts.endIfInterrupted("the search for the transition");
      double next = Pilot.hottest(run);
      boolean arrived = Math.abs(next / t - 1) * Math.sqrt(sized.lattice().sites()) < 0.3;
      t = next;
      if (arrived) {
        break;
      }
    }
    return t;
  }

  private static void requireSpace(Magnet magnet) {
    if (magnet.field() != 0 || magnet.lattice().dimension() < 2) {
      throw new IllegalArgumentException(
          "the order is that of a magnet without a field on a lattice of the plane or of space: a"
              + " chain has no transition, and a complete graph no interfaces; not of "
              + magnet);
    }
  }

  /**
   * Judges what there is.
   *
   * @param reweightings of one magnet at three lengths or more, each about the maximum of its
   *     specific heat
   * @throws IllegalArgumentException if there are fewer, if the magnets differ in more than their
   *     length, if two have the same, or if the magnet is one that {@link #estimate} refuses
   * @throws IllegalStateException if a length's specific heat has no maximum where its runs reach
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public OrderEstimate judge(List<Reweighting> reweightings) {
    List<Reweighting> sorted =
        reweightings.stream()
            .sorted(Comparator.comparingInt(r -> r.magnet().lattice().length()))
            .toList();
    FiniteSizeScaling.requireSizes(sorted);
    Magnet magnet = sorted.get(0).magnet();
    requireSpace(magnet);
    List<PhaseReading> sizes = sorted.stream().map(PhaseReading::of).toList();
    Measured fall = fall(sizes);
    PhaseReading shortest = sizes.get(0);
    PhaseReading longest = sizes.get(sizes.size() - 1);
    double grown = longest.barrier().value() - shortest.barrier().value();
    double error =
        Math.hypot(longest.barrier().standardError(), shortest.barrier().standardError());
    boolean barrier =
        longest.barrier().value() > SIGNIFICANT * longest.barrier().standardError()
            && grown > SIGNIFICANT * error;
    double d = magnet.lattice().dimension();
    Kind kind = Kind.UNDETERMINED;
    if (barrier && fall.pull(d / 4) < -SIGNIFICANT) {
      kind = Kind.FIRST;
    } else if (!barrier && fall.pull(d / 3) > SIGNIFICANT) {
      kind = Kind.SECOND;
    }
    return new OrderEstimate(kind, sizes, fall, verdict(kind, sorted), this);
  }

  /** s of the widths ~ L^(−s). */
  private static Measured fall(List<PhaseReading> sizes) {
    double[] x = sizes.stream().mapToDouble(s -> Math.log(s.length())).toArray();
    double[] y = sizes.stream().mapToDouble(s -> Math.log(s.width().value())).toArray();
    double[] errors =
        sizes.stream().mapToDouble(s -> s.width().standardError() / s.width().value()).toArray();
    Line line = Line.through(x, y, errors);
    return new Measured(-line.slope(), line.slopeError());
  }

  private static Verdict verdict(Kind kind, List<Reweighting> sizes) {
    List<String> reasons = new ArrayList<>();
    if (kind == Kind.UNDETERMINED) {
      reasons.add("these lengths do not tell the order: take longer ones, or longer runs");
    }
    for (Reweighting size : sizes) {
      for (String reason : size.verdict().reasons()) {
        reasons.add("L = " + size.magnet().lattice().length() + ", " + reason);
      }
    }
    return Verdict.qualified(reasons);
  }
}
