package cusp.plot;

import java.awt.Graphics2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Several figures in rows and columns. Those in a column share their left and right margins, those
 * in a row their top and bottom ones, so that equal axes lie in line.
 */
final class Grid implements Drawing {

  private static final int GAP = 14;
  private static final String PANEL = "panel";

  private final List<Figure> figures;
  private final int[] widths;
  private final int[] heights;

  private Grid(int columns, List<Figure> figures) {
    this.figures = figures;
    widths = new int[columns];
    heights = new int[(figures.size() + columns - 1) / columns];
    for (int i = 0; i < figures.size(); i++) {
      int column = i % columns;
      int row = i / columns;
      widths[column] = Math.max(widths[column], figures.get(i).width());
      heights[row] = Math.max(heights[row], figures.get(i).height());
    }
  }

  static Figure of(String title, int columns, List<Figure> figures) {
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("a grid needs at least one figure");
    }
    Check.within("the columns of a grid", columns, 1, 100);
    Grid grid = new Grid(Math.min(columns, figures.size()), List.copyOf(figures));
    String alt = figures.stream().map(Figure::toString).collect(Collectors.joining(" "));
    int width = sum(grid.widths) + GAP * (grid.widths.length - 1);
    int height = sum(grid.heights) + GAP * (grid.heights.length - 1);
    return new Figure(title, alt, width, height + Title.MAIN.room(title), grid);
  }

  private static int sum(int[] values) {
    return IntStream.of(values).sum();
  }

  /** A grid in a grid keeps its panels' own margins. */
  @Override
  public Margins margins(int width, int height) {
    return new Margins(0, 0, 0, 0);
  }

  @Override
  public void paint(Graphics2D g, int width, int height, Margins margins) {
    int[] w = shares(widths, width);
    int[] h = shares(heights, height);
    Margins[] wanted = new Margins[figures.size()];
    for (int i = 0; i < wanted.length; i++) {
      Figure panel = figures.get(i);
      int below = h[i / w.length] - Title.PANEL.room(panel.title());
      wanted[i] = panel.drawing().margins(w[i % w.length], below);
    }
    for (int i = 0; i < wanted.length; i++) {
      int column = i % w.length;
      int row = i / w.length;
      Margins common = wanted[i];
      for (int k = 0; k < wanted.length; k++) {
        common = k % w.length == column ? common.widerBy(wanted[k]) : common;
        common = k / w.length == row ? common.higherBy(wanted[k]) : common;
      }
      int x = sum(IntStream.of(w).limit(column).toArray()) + GAP * column;
      int y = sum(IntStream.of(h).limit(row).toArray()) + GAP * row;
      Figure panel = figures.get(i);
      g.translate(x, y);
      int top = Title.PANEL.paint(g, panel.title());
      g.translate(0, top);
      panel.drawing().paint(g, w[column], h[row] - top, common);
      g.translate(-x, -y - top);
    }
  }

  @Override
  public Table toTable() {
    List<Table> parts = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      Table part = figures.get(i).toTable();
      String name = name(i);
      String[] names = new String[part.rowCount()];
      if (part.containsColumn(PANEL)) {
        StringColumn inner = part.stringColumn(PANEL);
        Arrays.setAll(names, row -> name + " / " + inner.get(row));
        part.removeColumns(PANEL);
      } else {
        Arrays.fill(names, name);
      }
      parts.add(part.insertColumn(0, StringColumn.create(PANEL, names)));
    }
    return Stack.of(parts);
  }

  /** The title of a panel, its number from 1, or both where several have one title. */
  private String name(int i) {
    String title = figures.get(i).title();
    String number = Integer.toString(i + 1);
    if (title.isBlank()) {
      return number;
    }
    long same = figures.stream().filter(figure -> figure.title().equals(title)).count();
    return same == 1 ? title : number + ": " + title;
  }

  /** Natural sizes scaled to fill {@code total} with the gaps between them. */
  private static int[] shares(int[] natural, double total) {
    double scale = (total - GAP * (natural.length - 1)) / sum(natural);
    return IntStream.of(natural).map(size -> (int) Math.floor(size * scale + 1e-9)).toArray();
  }
}
