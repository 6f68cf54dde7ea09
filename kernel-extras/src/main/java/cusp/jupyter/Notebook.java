package cusp.jupyter;

import cusp.base.Progress;
import cusp.base.Seed;
import java.nio.file.Path;
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

  /** Sends what is shown, and the progress of long work, to a front end. */
  static void connect(FrontEnd chosen) {
    use(chosen);
    if (chosen.isWatched()) {
      Progress.setStandard(new ProgressBars(chosen));
    }
  }

  /** Says what is not as it should be, and why, in one line. */
  static void complain(String what, Throwable reason) {
    System.err.println(
        "cusp: " + what + ", because of " + reason.toString().replaceAll("\\s+", " "));
  }

  /** Shows a value below the cell, in the richest form that the front end takes. */
  public static void show(Object value) {
    frontEnd.show(value == null ? "null" : value);
  }

  /** Shows the packages of the library, and what a cell may call. */
  public static void help() {
    show(HelpView.ofLibrary());
  }

  /**
   * Shows what a type is for, its options with their defaults, and an example: of a class, as
   * {@code help(Trainer.class)}, of the library's type of a name, as {@code help("Trainer")}, or of
   * the type of any other value, as {@code help(run)}.
   *
   * @throws IllegalArgumentException if the library has no type of the name; it names those near it
   */
  public static void help(Object about) {
    show(HelpView.of(about));
  }

  /**
   * Saves a figure for a text or a blog: as PNG and SVG, its numbers as CSV, a card of the results
   * with their settings and seeds, versions and commit as JSON, and a few lines of Markdown that
   * show it. As in {@code save("figures/loss", run.chart(), run)}.
   *
   * @param name without an ending, beside the notebook or in a folder there, which is made where it
   *     is missing; files of that name are replaced
   * @param figure a {@link cusp.plot.Figure} or a chart made with XChart
   * @param results what it shows: results of the library, or numbers and words
   * @throws IllegalArgumentException if the name is none, or the figure is no figure
   * @throws java.io.UncheckedIOException if a file cannot be written, and then none has changed, or
   *     not be moved into place
   */
  public static SavedFigure save(String name, Object figure, Object... results) {
    return SavedFigure.in(Path.of(""), name, figure, results);
  }

  /**
   * A formula in the language of TeX, as {@code tex("\\lambda")}, to be shown set as mathematics.
   */
  public static Tex tex(String source) {
    return new Tex(source);
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
