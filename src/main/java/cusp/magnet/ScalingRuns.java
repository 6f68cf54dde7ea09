package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The simulations of a study: each length near where those before it have the transition. */
final class ScalingRuns {
  /** A cumulant that magnets have near their critical point, whatever their class. */
  private static final double USUAL_BINDER = 0.6;

  private static final int BISECTIONS = 9;

  /** Neighbours order spins at a temperature below their number; this far below they have. */
  private static final double COLDEST = 1.0 / 20;

  /** The share of a run that a step of the bisection takes. */
  private static final int SHORTER = 5;

  private final FiniteSizeScaling settings;
  private final Magnet magnet;
  private final Seed seed;

  ScalingRuns(FiniteSizeScaling settings, Magnet magnet, Seed seed) {
    this.settings = settings;
    this.magnet = magnet;
    this.seed = seed;
  }

  List<Reweighting> reweightings() {
    List<Reweighting> sizes = new ArrayList<>();
    double near =
        settings.near() > 0
            ? settings.near()
            : bisect(magnet.withLength(settings.lengths().get(0)), settings.simulation(), seed);
    for (int length : settings.lengths()) {
      Magnet sized = magnet.withLength(length);
      double step = settings.spread() / Math.sqrt(sized.lattice().sites());
      double[] temperatures = {near * Math.exp(-step), near, near * Math.exp(step)};
      List<Measurements> runs =
          settings.simulation().run(sized, temperatures, seed.stream("length", length));
      Interrupts.endIfInterrupted("finite-size scaling");
      sizes.add(Reweighting.of(runs));
      if (settings.near() == 0) {
        near = nearer(sizes).orElse(near);
      }
    }
    return sizes;
  }

  /** Where the last length has the cumulant at which it crosses the one before. */
  private static Optional<Double> nearer(List<Reweighting> sizes) {
    if (sizes.size() < 2) {
      return Optional.empty();
    }
    Reweighting last = sizes.get(sizes.size() - 1);
    return Crossing.of(sizes.get(sizes.size() - 2), last).map(c -> c.temperature().value());
  }

  /** Where the shortest length has a cumulant as at a critical point, to some per cent. */
  static double bisect(Magnet shortest, Simulation simulation, Seed seed) {
    boolean meanField = shortest.lattice().kind() == Lattice.Kind.COMPLETE_GRAPH;
    double high = meanField ? 2 : shortest.lattice().coordination();
    double low = high * COLDEST;
    Simulation brief =
        simulation.withSweeps(Math.max(simulation.every(), simulation.sweeps() / SHORTER));
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = Math.sqrt(low * high);
      Measurements run = brief.run(shortest, middle, seed.stream("search", i));
      Interrupts.endIfInterrupted("the search for the transition");
      double[] squares = Arrays.stream(run.magnetizations()).map(m -> m * m).toArray();
      double second = Arrays.stream(squares).average().orElseThrow();
      double fourth = Arrays.stream(squares).map(s -> s * s).average().orElseThrow();
      if (1 - fourth / (3 * second * second) > USUAL_BINDER) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(low * high);
  }
}
