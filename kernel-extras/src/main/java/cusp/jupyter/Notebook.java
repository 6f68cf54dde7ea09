package cusp.jupyter;

import cusp.base.Seed;
import java.util.function.Function;

/**
 * What a notebook's cells call by its plain name: {@code show(x)}, {@code seed(1)}, {@code full()}.
 */
public final class Notebook {
  private static volatile FrontEnd frontEnd = FrontEnd.CONSOLE;

  private Notebook() {}

  static void use(FrontEnd chosen) {
    frontEnd = chosen;
  }

  /** Shows a value below the cell, in the richest form that the front end takes. */
  public static void show(Object value) {
    frontEnd.show(value == null ? "null" : value);
  }

  /**
   * Does the work with a chart of its points below the cell, which is drawn again in place
   * meanwhile and once more at the end; see {@link LiveChart}.
   */
  public static <T> T live(String title, Function<LiveChart, T> work) {
    return LiveChart.follow(title, work, frontEnd);
  }

  /** The seed of a number. */
  public static Seed seed(long root) {
    return Seed.of(root);
  }

  /**
   * Whether to compute at the full scale, {@code -Dcusp.scale=full}, and not at the quick one,
   * which is the default.
   *
   * @throws IllegalArgumentException if cusp.scale is neither "quick" nor "full"
   */
  public static boolean full() {
    String scale = System.getProperty("cusp.scale", "quick");
    return switch (scale) {
      case "quick" -> false;
      case "full" -> true;
      default ->
          throw new IllegalArgumentException(
              "cusp.scale is \"quick\" or \"full\", not \"" + scale + "\"");
    };
  }

  /** One value at the quick scale, another at the full one, as {@code scale(100, 4500)} epochs. */
  public static <T> T scale(T quick, T full) {
    return full() ? full : quick;
  }
}
