package cusp.plot;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The cells of a matrix with their numbers or a colour bar, and names of rows and columns. */
record HeatDrawing(
    double[][] values,
    List<String> rows,
    List<String> columns,
    String xLabel,
    String yLabel,
    Shades shades,
    boolean[][] outlined)
    implements Drawing {

  private static final int MOST_WITH_NUMBERS = 15;
  private static final double NAME_GAP = 8;
  private static final double BAR = 14;
  private static final double BAR_GAP = 14;

  /** Of a cell in an image, each way: enough for a border around a negative one. */
  private static final int CELL_PIXELS = 5;

  /** Cells may be so much longer than high. */
  private static final double LONGEST = 1.6;

  /** The side of a negative cell without a number, as a share of the full one. */
  private static final double NEGATIVE_SIDE = 0.6;

  private int m() {
    return values.length;
  }

  private int n() {
    return values[0].length;
  }

  private boolean numbered() {
    return m() <= MOST_WITH_NUMBERS && n() <= MOST_WITH_NUMBERS;
  }

  private static double widest(List<String> names) {
    return names.stream().mapToDouble(name -> Theme.width(name, Theme.TEXT)).max().orElse(0);
  }

  /** A width that suits the number of columns. */
  int width() {
    double cell = numbered() ? Math.max(48, widestNumber() + 12) : Math.max(1, 420.0 / n());
    Margins margins = margins(Theme.WIDTH, Theme.HEIGHT);
    double title = xLabel.isEmpty() ? 0 : Theme.width(xLabel, Theme.TEXT);
    double width = margins.left() + Math.max(title, n() * cell) + margins.right();
    return (int) Math.ceil(Math.max(Figure.MIN_SIDE, width));
  }

  /** A height that suits the number of rows. */
  int height(String title) {
    double cell = numbered() ? 40 : Math.min(40, Math.max(1, 420.0 / Math.max(m(), n())));
    Margins margins = margins(width(), Theme.HEIGHT);
    double height = margins.top() + Math.max(60, m() * cell) + margins.bottom();
    return (int) Math.ceil(Math.max(Figure.MIN_SIDE, height + Title.MAIN.room(title)));
  }

  @Override
  public Margins margins(int width, int height) {
    double yRoom = yLabel.isEmpty() ? 0 : Theme.LINE_HEIGHT + 4;
    double left = Theme.EDGE + yRoom + (rows.isEmpty() ? 0 : widest(rows) + NAME_GAP);
    double right = Theme.EDGE + (numbered() ? 0 : BAR_GAP + BAR + NAME_GAP + barLabelWidth());
    double top =
        Theme.EDGE / 2
            + (xLabel.isEmpty() ? 0 : Theme.LINE_HEIGHT + 4)
            + (columns.isEmpty()
                ? 0
                : upright(width - left - right) ? widest(columns) + NAME_GAP : 20);
    return new Margins(top, right, Theme.EDGE, left);
  }

  /** Whether the names of columns must be turned to have room. */
  private boolean upright(double plotWidth) {
    return widest(columns) > plotWidth / n() - 6;
  }

  @Override
  public void paint(Graphics2D g, int width, int height, Margins margins) {
    Rectangle room = margins.inside(width, height);
    double cellWidth = (double) room.width / n();
    double cellHeight = (double) room.height / m();
    cellWidth = Math.min(cellWidth, LONGEST * cellHeight);
    cellHeight = Math.min(cellHeight, LONGEST * cellWidth);
    cells(g, room.x, room.y, cellWidth, cellHeight);
    names(g, room.x, room.y, cellWidth, cellHeight);
    if (!numbered()) {
      colourBar(g, room.x + n() * cellWidth + BAR_GAP, room.y, m() * cellHeight);
    }
  }

  @Override
  public Table toTable() {
    return Table.create(
        places("row", rows, i -> i / n()),
        places("column", columns, i -> i % n()),
        DoubleColumn.create("value", Arrays.stream(values).flatMapToDouble(Arrays::stream)));
  }

  /** Names where there are any, and otherwise numbers from 1. */
  private Column<?> places(String name, List<String> names, IntUnaryOperator place) {
    IntStream places = IntStream.range(0, m() * n()).map(place);
    return names.isEmpty()
        ? IntColumn.create(name, places.map(p -> p + 1).toArray())
        : StringColumn.create(name, places.mapToObj(names::get));
  }

  private void cells(Graphics2D g, double x, double y, double w, double h) {
    if (numbered()) {
      fills(g, x, y, w, h);
      numbers(g, x, y, w, h);
    } else {
      // Thousands of cells are smaller as an image than as elements.
      BufferedImage image =
          new BufferedImage(n() * CELL_PIXELS, m() * CELL_PIXELS, BufferedImage.TYPE_INT_ARGB);
      Graphics2D pixels = image.createGraphics();
      fills(pixels, 0, 0, CELL_PIXELS, CELL_PIXELS);
      pixels.dispose();
      AffineTransform place = AffineTransform.getTranslateInstance(x, y);
      place.scale(w / CELL_PIXELS, h / CELL_PIXELS);
      boolean enlarged = Math.min(w, h) > CELL_PIXELS;
      g.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION,
          enlarged
              ? RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR
              : RenderingHints.VALUE_INTERPOLATION_BICUBIC);
      g.drawImage(image, place, null);
    }
    g.setColor(Theme.GRID);
    g.setStroke(Theme.stroke(1));
    g.draw(new Rectangle2D.Double(x, y, n() * w, m() * h));
    if (outlined.length > 0) {
      outlines(g, x, y, w, h);
    }
  }

  private void outlines(Graphics2D g, double x, double y, double w, double h) {
    g.setColor(Theme.INK);
    g.setStroke(Theme.stroke(2));
    for (int i = 0; i < m(); i++) {
      for (int j = 0; j < n(); j++) {
        outline(g, i, j, x + j * w, y + i * h, w, h);
      }
    }
  }

  /** The sides of a cell behind which the outline ends. */
  private void outline(Graphics2D g, int i, int j, double x, double y, double w, double h) {
    if (inside(i, j)) {
      side(g, inside(i - 1, j), x, y, x + w, y);
      side(g, inside(i + 1, j), x, y + h, x + w, y + h);
      side(g, inside(i, j - 1), x, y, x, y + h);
      side(g, inside(i, j + 1), x + w, y, x + w, y + h);
    }
  }

  private static void side(Graphics2D g, boolean on, double x, double y, double toX, double toY) {
    if (!on) {
      g.draw(new Line2D.Double(x, y, toX, toY));
    }
  }

  private boolean inside(int i, int j) {
    return i >= 0 && i < outlined.length && j >= 0 && j < n() && outlined[i][j];
  }

  private void fills(Graphics2D g, double x, double y, double w, double h) {
    double gap = Math.min(w, h) > 8 && numbered() ? 1 : 0;
    for (int i = 0; i < m(); i++) {
      for (int j = 0; j < n(); j++) {
        Color color = shades.of(values[i][j]);
        if (color.getAlpha() > 0) {
          boolean small = !numbered() && shades.diverging() && values[i][j] < 0;
          double cw = (small ? NEGATIVE_SIDE : 1) * (w - gap);
          double ch = (small ? NEGATIVE_SIDE : 1) * (h - gap);
          g.setColor(color);
          g.fill(
              new Rectangle2D.Double(
                  x + (j + 0.5) * w - cw / 2, y + (i + 0.5) * h - ch / 2, cw, ch));
        }
      }
    }
  }

  private void numbers(Graphics2D g, double x, double y, double w, double h) {
    for (int i = 0; i < m(); i++) {
      double baseline = Words.centred(y + (i + 0.5) * h, Theme.TEXT);
      for (int j = 0; j < n(); j++) {
        double value = values[i][j];
        if (!Double.isNaN(value)) {
          Color ink = value == 0 ? Theme.REFERENCE : shades.textOn(value);
          double middle = x + (j + 0.5) * w;
          Words.at(g, number(value), middle, baseline, Words.Anchor.MIDDLE, Theme.TEXT, ink);
        }
      }
    }
  }

  private void names(Graphics2D g, double x, double y, double w, double h) {
    boolean upright = upright(n() * w);
    // Where names would touch, only every so many are written.
    int columnStride = upright ? stride(w) : 1;
    for (int j = 0; j < columns.size(); j += columnStride) {
      double middle = x + (j + 0.5) * w;
      if (upright) {
        Graphics2D turned = (Graphics2D) g.create();
        turned.translate(Words.centred(middle, Theme.TEXT), y - 6);
        turned.rotate(-Math.PI / 2);
        Words.at(turned, columns.get(j), 0, 0, Words.Anchor.START);
        turned.dispose();
      } else {
        Words.at(g, columns.get(j), middle, y - 6, Words.Anchor.MIDDLE);
      }
    }
    for (int i = 0; i < rows.size(); i += stride(h)) {
      double baseline = Words.centred(y + (i + 0.5) * h, Theme.TEXT);
      Words.at(g, rows.get(i), x - NAME_GAP, baseline, Words.Anchor.END);
    }
    muted(g, xLabel, x + n() * w / 2, 14);
    if (!yLabel.isEmpty()) {
      Graphics2D turned = (Graphics2D) g.create();
      turned.translate(Theme.EDGE + 11, y + m() * h / 2);
      turned.rotate(-Math.PI / 2);
      muted(turned, yLabel, 0, 0);
      turned.dispose();
    }
  }

  private static int stride(double cell) {
    return (int) Math.ceil(Theme.LINE_HEIGHT / cell);
  }

  private static void muted(Graphics2D g, String text, double x, double baseline) {
    Words.at(g, text, x, baseline, Words.Anchor.MIDDLE, Theme.TEXT, Theme.MUTED);
  }

  private double barLow() {
    return shades.diverging() ? -shades.high() : shades.low();
  }

  private double barLabelWidth() {
    return Math.max(
        Theme.width(number(barLow()), Theme.TEXT), Theme.width(number(shades.high()), Theme.TEXT));
  }

  private void colourBar(Graphics2D g, double x, double y, double height) {
    int steps = 40;
    double length = Math.min(height, 200);
    for (int k = 0; k < steps; k++) {
      double value = shades.high() + (barLow() - shades.high()) * (k + 0.5) / steps;
      g.setColor(shades.of(value));
      g.fill(new Rectangle2D.Double(x, y + k * length / steps, BAR, length / steps));
    }
    g.setColor(Theme.GRID);
    g.setStroke(Theme.stroke(1));
    g.draw(new Rectangle2D.Double(x, y, BAR, length));
    double middle = (barLow() + shades.high()) / 2;
    barLabel(g, shades.high(), x, y);
    barLabel(g, middle, x, y + length / 2);
    barLabel(g, barLow(), x, y + length);
  }

  private void barLabel(Graphics2D g, double value, double x, double y) {
    double baseline = Words.centred(y, Theme.TEXT);
    Words.at(
        g,
        number(value),
        x + BAR + NAME_GAP,
        baseline,
        Words.Anchor.START,
        Theme.TEXT,
        Theme.MUTED);
  }

  private double widestNumber() {
    double widest = 0;
    for (double[] row : values) {
      for (double value : row) {
        widest = Math.max(widest, Theme.width(number(value), Theme.TEXT));
      }
    }
    return widest;
  }

  /** As a whole number where all are, else with three digits of the greatest. */
  private String number(double value) {
    double most = Math.max(Math.abs(shades.low()), Math.abs(shades.high()));
    if (value == 0) {
      return "0";
    }
    if (value == Math.rint(value) && most < 1e7 && Shades.whole(values)) {
      return String.format(Locale.ROOT, "%,.0f", value).replace('-', '−');
    }
    if (most < 0.01 || most >= 1e7) {
      return String.format(Locale.ROOT, "%.1e", value).replace('-', '−');
    }
    int decimals = most >= 100 ? 0 : most >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value).replace('-', '−');
  }
}
