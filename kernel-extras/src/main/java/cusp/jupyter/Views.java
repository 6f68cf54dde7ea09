package cusp.jupyter;

import cusp.plot.Figure;
import java.util.List;
import java.util.function.Function;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/** How the values of the library look; the same for every kernel. */
final class Views {

  /** How the values of one type, and of its subtypes, look. */
  private record View<T>(Class<T> type, Function<? super T, Bundle> bundle) {
    Bundle of(Object value) {
      return bundle.apply(type.cast(value));
    }
  }

  /** The first whose type fits. */
  private static final List<View<?>> ALL =
      List.of(
          new View<>(Bundle.class, bundle -> bundle),
          new View<>(Figure.class, FigureView::of),
          new View<>(Slider.class, SliderView::of),
          new View<>(Chart.class, Views::chart),
          new View<>(Table.class, TableView::of),
          new View<>(double[].class, values -> Bundle.text(ArrayText.of(values))),
          new View<>(double[][].class, rows -> Bundle.text(ArrayText.of(rows))));

  private Views() {}

  private static Bundle chart(Chart<?, ?> chart) {
    String title = chart.getTitle();
    String alt =
        "a chart"
            + (title == null || title.isBlank() ? "" : " titled " + title)
            + " of "
            + String.join(", ", chart.getSeriesMap().keySet());
    return FigureView.of(Figure.of(chart, alt));
  }

  /** How any value looks; by its own words where there is no view of its type. */
  static Bundle bundle(Object value) {
    return ALL.stream()
        .filter(view -> view.type.isInstance(value))
        .findFirst()
        .map(view -> view.of(value))
        .orElseGet(() -> Bundle.text(String.valueOf(value)));
  }
}
