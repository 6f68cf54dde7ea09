package cusp.develop;

import cusp.base.Interval;
import java.util.Locale;

/**
 * A change of a series that noise does not explain: what kind it is, and when it happened.
 *
 * <pre>{@code
 * var date = new Interval(2.2, 2.3, 0.95);
 * var kink = new Transition("energy", Transition.Kind.KINK, 2.27, date, 1.5, 0.1, 0, 0.001);
 * show(kink);
 * }</pre>
 *
 * @param series the name of the series
 * @param kind its shape
 * @param at the control parameter where it happens; between two points for a jump, the middle of a
 *     crossover
 * @param interval of {@code at}, 95 %
 * @param size the height of a jump or a crossover, or the change of slope at a kink, by x or, on a
 *     logarithmic scale, by ln x; estimated where it is largest, and so rather too large when
 *     barely significant
 * @param standardError of the size, given the place
 * @param width of a crossover: over this distance three quarters of it happen; 0 for the others
 * @param pValue how often noise alone looks at least as much like a change
 */
public record Transition(
    String series,
    Kind kind,
    double at,
    Interval interval,
    double size,
    double standardError,
    double width,
    double pValue) {

  /** The shapes that are told apart. */
  public enum Kind {
    /** From one value to another between two points, as at a first-order transition. */
    JUMP,
    /** Continuous, with another slope before and after. */
    KINK,
    /** From one level to another over several points: no sharp transition at this resolution. */
    CROSSOVER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return String.format("%s: %s at %.5g %s, p = %.2g", series, kind, at, interval, pValue);
  }
}
