package cusp.plot;

import java.util.List;

/**
 * Makes a figure of a matrix, its first row at the top, the greater a value the more colour.
 *
 * <p>Of counts (whole numbers from 0) the colour goes by the square root. Up to 15 × 15, the
 * numbers stand in their cells; a larger matrix has a colour bar. A NaN is an empty cell. A
 * diverging matrix has one colour for either sign and the same scale for both; where it has no
 * numbers, negative cells are smaller, so that they are told from positive ones without colour.
 *
 * <pre>{@code
 * var heat = Heat.of(new double[][] {{1, -0.3}, {-0.3, 0.5}}).diverging();
 * show(heat.rows("a", "b").columns("a", "b").figure("Two features that compete."));
 * }</pre>
 */
public final class Heat {

  private static final int MOST_SIDE = 1000;

  private final double[][] values;
  private List<String> rows = List.of();
  private List<String> columns = List.of();
  private String title = "";
  private String xLabel = "";
  private String yLabel = "";
  private boolean diverging;
  private boolean[][] outlined = {};
  private int width;
  private int height;

  private Heat(double[][] values) {
    this.values = values;
  }

  /**
   * A matrix without names.
   *
   * @param values [rows][columns], copied; finite, or NaN for an empty cell
   */
  public static Heat of(double[][] values) {
    Check.within("the rows of a matrix", values.length, 1, MOST_SIDE);
    Check.within("the columns of a matrix", values[0].length, 1, MOST_SIDE);
    double[][] copy = new double[values.length][];
    for (int i = 0; i < copy.length; i++) {
      Check.sameLength("row " + i + " of the matrix", values[0].length, values[i].length);
      for (int j = 0; j < values[i].length; j++) {
        if (Double.isInfinite(values[i][j])) {
          throw new IllegalArgumentException(
              "the matrix must be finite, or NaN for an empty cell, but [%d][%d] = %s"
                  .formatted(i, j, values[i][j]));
        }
      }
      copy[i] = values[i].clone();
    }
    return new Heat(copy);
  }

  /** Names the rows, from the top. */
  public Heat rows(String... names) {
    Check.sameLength("the names of the rows", values.length, names.length);
    rows = List.of(names);
    return this;
  }

  /** Names the columns, from the left. */
  public Heat columns(String... names) {
    Check.sameLength("the names of the columns", values[0].length, names.length);
    columns = List.of(names);
    return this;
  }

  /** The title of the figure. */
  public Heat title(String newTitle) {
    title = newTitle;
    return this;
  }

  /** What the columns are. */
  public Heat x(String label) {
    xLabel = label;
    return this;
  }

  /** What the rows are. */
  public Heat y(String label) {
    yLabel = label;
    return this;
  }

  /** Two colours, for values below and above 0, on one scale. */
  public Heat diverging() {
    diverging = true;
    return this;
  }

  /** Draws a line around the cells that are true. */
  public Heat outline(boolean[][] cells) {
    Check.sameLength("the rows to outline", values.length, cells.length);
    outlined = new boolean[cells.length][];
    for (int i = 0; i < cells.length; i++) {
      Check.sameLength("row " + i + " to outline", values[0].length, cells[i].length);
      outlined[i] = cells[i].clone();
    }
    return this;
  }

  /**
   * The size of the whole figure in CSS pixels; without it, cells have a size that suits their
   * number.
   */
  public Heat size(int newWidth, int newHeight) {
    width = newWidth;
    height = newHeight;
    return this;
  }

  /**
   * The figure.
   *
   * @param alt a sentence that says what the figure shows
   */
  public Figure figure(String alt) {
    HeatDrawing drawing =
        new HeatDrawing(
            values, rows, columns, xLabel, yLabel, Shades.of(values, diverging), outlined);
    return width > 0
        ? new Figure(title, alt, width, height, drawing)
        : new Figure(title, alt, drawing.width(), drawing.height(title), drawing);
  }
}
