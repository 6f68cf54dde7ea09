package cusp.plot;

import cusp.base.Interrupts;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * An immutable picture with a title and a sentence that says what it shows.
 *
 * <p>The same input always gives the same bytes. Painting needs no display.
 *
 * <pre>{@code
 * var line = Plot.of("Growth").line("", new double[] {0, 1, 2}, new double[] {0, 1, 4});
 * var figure = line.figure("A curve that rises.");
 * show(Figure.grid(2, figure.withSize(320, 240), figure.withSize(320, 240)));
 * }</pre>
 */
public final class Figure {

  static final int MIN_SIDE = 80;
  private static final int MAX_SIDE = 4000;
  private static final int PNG_SCALE = 2;

  private final String title;
  private final String alt;
  private final int width;
  private final int height;
  private final Drawing drawing;

  Figure(String title, String alt, int width, int height, Drawing drawing) {
    this.title = title;
    this.alt = Check.text("the alternative text of a figure", alt);
    this.width = Check.within("the width of a figure", width, MIN_SIDE, MAX_SIDE);
    this.height = Check.within("the height of a figure", height, MIN_SIDE, MAX_SIDE);
    this.drawing = drawing;
  }

  /**
   * Several figures in rows of {@code columns}, their axes aligned, without a title of their own.
   */
  public static Figure grid(int columns, Figure... figures) {
    return grid("", columns, List.of(figures));
  }

  /**
   * Several figures in rows of {@code columns}, their axes aligned. The alternative text is made of
   * theirs.
   *
   * @param title above all of them; may be empty
   * @param columns at least 1
   * @param figures at least one; each keeps its size, a row is as high as its highest
   */
  public static Figure grid(String title, int columns, List<Figure> figures) {
    return Grid.of(title, columns, figures);
  }

  /**
   * A chart made with XChart, in its own style. It must not be changed afterwards.
   *
   * @param alt what it shows, in words; not blank
   */
  public static Figure of(Chart<?, ?> chart, String alt) {
    String title = chart.getTitle() == null ? "" : chart.getTitle();
    return new Figure(title, alt, chart.getWidth(), chart.getHeight(), new ChartDrawing(chart));
  }

  /** The same, described by the chart's title and the names of its series. */
  public static Figure of(Chart<?, ?> chart) {
    String title = chart.getTitle();
    String titled = title == null || title.isBlank() ? "" : " titled " + title;
    return of(
        chart, "a chart" + titled + " of " + String.join(", ", chart.getSeriesMap().keySet()));
  }

  /** The title, possibly empty. */
  public String title() {
    return title;
  }

  /** What the figure shows, in words, for whoever cannot see it; never blank. */
  public String alt() {
    return alt;
  }

  /** Width in CSS pixels. */
  public int width() {
    return width;
  }

  /** Height in CSS pixels. */
  public int height() {
    return height;
  }

  Drawing drawing() {
    return drawing;
  }

  /** The same picture with another alternative text. */
  public Figure withAlt(String newAlt) {
    return new Figure(title, newAlt, width, height, drawing);
  }

  /** The same picture laid out anew at another size, in CSS pixels. */
  public Figure withSize(int newWidth, int newHeight) {
    return new Figure(title, alt, newWidth, newHeight, drawing);
  }

  /**
   * The numbers that the figure shows, all of them and as they were given, in long form: a row a
   * point. It has those of these columns that occur:
   *
   * <ul>
   *   <li>panel: the title of a panel of a grid, or its number from 1 where it has none
   *   <li>kind and series, of a plot: line, steps, points, estimates, band, histogram, contours,
   *       level or mark, and its name
   *   <li>x, y; z of contours and surfaces; low, high of a band; error, hollow of estimates; from,
   *       to, count of a histogram
   *   <li>row, column, value of a matrix; column, x, y, bias of vectors: names, or numbers from 1
   *   <li>series and what XChart knows of it, of a chart made with that
   * </ul>
   *
   * <p>Gaps are missing values.
   */
  public Table toTable() {
    return drawing.toTable().setName(title);
  }

  /** Paints in dark ink onto {@code g} from its origin, leaving the background as it is. */
  public void paint(Graphics2D g) {
    double top = Title.MAIN.paint(g, title);
    int below = height - (int) top;
    g.translate(0, top);
    drawing.paint(g, width, below, drawing.margins(width, below));
    g.translate(0, -top);
  }

  /**
   * A complete {@code <svg>} element, to be put into a page: transparent, as wide as its place
   * allows up to its own width, text and axes in the page's (or JupyterLab's) text colour.
   */
  public String svg() {
    return Interrupts.keptAcross(() -> SvgGraphics.write(this));
  }

  /**
   * A complete SVG file, which reads by itself wherever it is shown: dark ink on white. It is
   * written in UTF-8.
   */
  public String svgFile() {
    return Interrupts.keptAcross(() -> SvgGraphics.writeFile(this));
  }

  /** A PNG image at twice the size in pixels, on white. */
  public byte[] png() {
    BufferedImage image =
        new BufferedImage(width * PNG_SCALE, height * PNG_SCALE, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), image.getHeight());
    g.scale(PNG_SCALE, PNG_SCALE);
    Interrupts.keptAcross(
        () -> {
          paint(g);
          return null;
        });
    g.dispose();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The title and what the figure shows, on one line. */
  @Override
  public String toString() {
    return title.isEmpty() ? alt : title + ": " + alt;
  }
}
