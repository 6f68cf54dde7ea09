package cusp.phase;

import cusp.model.Objective;
import cusp.train.Descent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A division of parameter space into phases, and what lies between them.
 *
 * <p>Either boxes, for exact shares in up to three coordinates, or any function of w, for draws of
 * chains. What is in none of them is <i>between</i>: leave room there, and the share that lies in
 * it tells how far the phases run into one another.
 *
 * <pre>{@code
 * var phases = Phases.boxes()
 *     .and("left", new double[] {-3}, new double[] {-0.2})
 *     .and("right", new double[] {0.2}, new double[] {3});
 * show(phases.of(new double[] {1.1}));
 * var model = new Superposition(6, 2);
 * var polygons = Phases.of(model.criticalPoints(), w -> model.nearestCriticalPoint(w).within(1));
 * show(polygons.of(new CriticalPoint(6, 5, 0).near(0.05, seed(1))));
 * }</pre>
 */
public final class Phases {
  private final List<String> names;
  private final Function<double[], ? extends Optional<?>> label;
  private final List<Region> regions;

  /** A box that is a phase. */
  record Region(String name, double[] low, double[] high) {
    boolean contains(double[] w) {
      if (w.length != low.length) {
        throw new IllegalArgumentException(
            "%s has %d coordinates, not %d as w has".formatted(name, low.length, w.length));
      }
      for (int i = 0; i < w.length; i++) {
        if (!(w[i] >= low[i] && w[i] <= high[i])) {
          return false;
        }
      }
      return true;
    }

    private boolean meets(Region other) {
      for (int i = 0; i < low.length; i++) {
        if (!(low[i] < other.high[i] && other.low[i] < high[i])) {
          return false;
        }
      }
      return true;
    }
  }

  private Phases(
      List<String> names, Function<double[], ? extends Optional<?>> label, List<Region> regions) {
    this.names = List.copyOf(names);
    this.label = label;
    this.regions = regions;
    if (this.names.stream().distinct().count() < this.names.size()) {
      throw new IllegalArgumentException("two phases have the same name: " + names);
    }
  }

  /** No phase yet: add boxes by {@link #and}. */
  public static Phases boxes() {
    return ofRegions(List.of());
  }

  private static Phases ofRegions(List<Region> regions) {
    return new Phases(
        regions.stream().map(Region::name).toList(),
        w -> regions.stream().filter(r -> r.contains(w)).map(Region::name).findFirst(),
        List.copyOf(regions));
  }

  /**
   * These boxes and one more.
   *
   * @param low lower end of each coordinate, −∞ for none
   * @param high upper end of each coordinate, ∞ for none
   * @throws IllegalArgumentException if it has another number of coordinates, is empty or meets one
   *     that is there
   * @throws IllegalStateException if these phases are no boxes
   */
  public Phases and(String name, double[] low, double[] high) {
    requireBoxes();
    int d = regions.isEmpty() ? low.length : regions.get(0).low.length;
    if (low.length != d || high.length != d || d == 0) {
      throw new IllegalArgumentException(
          "%s has %d lower and %d upper ends for %d coordinates"
              .formatted(name, low.length, high.length, d));
    }
    for (int i = 0; i < d; i++) {
      if (!(low[i] < high[i])) {
        throw new IllegalArgumentException(
            "%s is empty: coordinate %d goes from %s to %s".formatted(name, i, low[i], high[i]));
      }
    }
    Region added = new Region(name, low.clone(), high.clone());
    for (Region region : regions) {
      if (region.meets(added)) {
        throw new IllegalArgumentException(name + " and " + region.name + " have points in common");
      }
    }
    List<Region> all = new ArrayList<>(regions);
    all.add(added);
    return ofRegions(all);
  }

  /**
   * Phases by a function of w.
   *
   * @param phases whose names, by {@code toString}, are those of the phases
   * @param label the phase of a point, by {@code toString}; empty where it is in none
   */
  public static Phases of(List<?> phases, Function<double[], ? extends Optional<?>> label) {
    return new Phases(phases.stream().map(Object::toString).toList(), label, null);
  }

  /**
   * The same phases, each point counted to that of the minimum in whose valley it lies: its
   * inherent structure (Stillinger and Weber 1982, Phys. Rev. A 25:978). What thermal motion blurs
   * is told apart so, at the price of a descent a point.
   *
   * @param loss what is descended on, by a fork for each point
   */
  public Phases settled(Descent descent, Objective loss) {
    return new Phases(names, w -> label.apply(descent.from(loss, w).w()), null);
  }

  /** The names, in order. */
  public List<String> names() {
    return names;
  }

  /**
   * The phase of a point; empty between them.
   *
   * @throws IllegalArgumentException if the function names a phase that is not listed, or a box has
   *     another number of coordinates
   */
  public Optional<String> of(double[] w) {
    Optional<String> found = label.apply(w).map(Object::toString);
    found.ifPresent(this::index);
    return found;
  }

  /** The place of a phase in the list. */
  int index(String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException("there is no phase " + name + ", only " + names);
    }
    return at;
  }

  List<Region> requireBoxes() {
    if (regions == null) {
      throw new IllegalStateException("phases by a function have no boxes to integrate over");
    }
    return regions;
  }

  /** The box of a phase. */
  Region region(String name) {
    return requireBoxes().get(index(name));
  }

  @Override
  public String toString() {
    return "phases " + names;
  }
}
