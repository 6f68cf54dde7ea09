package cusp.jupyter;

import cusp.plot.Figure;
import java.util.Collection;
import java.util.List;
import org.knowm.xchart.internal.chartpart.Chart;

/** Several figures or charts as one figure. */
final class FigureGrid {
  private static final int MOST = 24;
  private static final int WIDTH = 1000;
  private static final int MOST_HEIGHT = 3600;

  private FigureGrid() {}

  /** Whether there are items, and each of them is a figure or a chart. */
  static boolean fits(Collection<?> items) {
    return !items.isEmpty()
        && items.stream().allMatch(item -> item instanceof Figure || item instanceof Chart);
  }

  /** As many columns as a page is wide for, or as it takes to be no higher than a figure may be. */
  static Bundle of(Collection<?> items) {
    List<Figure> figures = items.stream().limit(MOST).map(FigureGrid::figure).toList();
    int width = figures.stream().mapToInt(Figure::width).max().orElseThrow();
    int height = figures.stream().mapToInt(Figure::height).max().orElseThrow();
    int rows = Math.max(1, MOST_HEIGHT / height);
    int columns = Math.max(WIDTH / width, (figures.size() + rows - 1) / rows);
    String title =
        items.size() > MOST ? "the first %d of %d figures".formatted(MOST, items.size()) : "";
    return FigureView.of(Figure.grid(title, Math.max(1, columns), figures));
  }

  private static Figure figure(Object item) {
    return item instanceof Figure figure ? figure : Figure.of((Chart<?, ?>) item);
  }
}
