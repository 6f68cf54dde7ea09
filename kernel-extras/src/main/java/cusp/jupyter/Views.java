package cusp.jupyter;

import cusp.base.Interrupts;
import cusp.model.Formula;
import cusp.plot.Figure;
import cusp.singular.Estimator;
import java.awt.Image;
import java.awt.image.RenderedImage;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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
          new View<>(Chart.class, chart -> FigureView.of(Figure.of(chart))),
          new View<>(Slider.class, SliderView::of),
          new View<>(Table.class, TableView::of),
          new View<>(Tex.class, LatexView::of),
          new View<>(Formula.class, LatexView::of),
          new View<>(RenderedImage.class, ImageView::of),
          new View<>(Image.class, ImageView::painted),
          new View<>(Estimator.Estimate.class, ResultView::of),
          new View<>(Record.class, RecordView::of),
          new View<>(Collection.class, CollectionView::of),
          new View<>(Map.class, CollectionView::of));

  private Views() {}

  /**
   * How any value looks; by its own words where there is no view of its type.
   *
   * <p>Never throws: a value whose view fails is shown by its words and the reason.
   */
  static Bundle bundle(Object value) {
    try {
      return Interrupts.keptAcross(() -> view(value));
    } catch (Exception | Error e) {
      return Bundle.text(words(value) + "\n(in its own words, since " + Component.reason(e) + ")");
    }
  }

  private static Bundle view(Object value) {
    if (value == null) {
      return Bundle.text("null");
    }
    if (value.getClass().isArray()) {
      return ArrayView.of(value);
    }
    // By name first, since a question to NdArrayView loads ND4J.
    if (value.getClass().getName().startsWith("org.nd4j.") && NdArrayView.fits(value)) {
      return NdArrayView.of(value);
    }
    return ALL.stream()
        .filter(view -> view.type.isInstance(value))
        .findFirst()
        .map(view -> view.of(value))
        .orElseGet(() -> Bundle.text(String.valueOf(value)));
  }

  private static String words(Object value) {
    try {
      return Brief.own(value);
    } catch (Exception | Error e) {
      return Brief.type(value.getClass());
    }
  }
}
