package cusp.truth;

import com.fasterxml.jackson.databind.JsonNode;
import cusp.develop.Segmentation;
import cusp.develop.Series;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The best way to cut a series into a known number of pieces. */
final class SegmentationKind implements TruthKind {
  private static final int MOST_CHANGES = 5;
  private final boolean linear;

  SegmentationKind(boolean linear) {
    this.linear = linear;
  }

  @Override
  public Map<String, Object> compute(JsonNode input) {
    double[] y = Json.vector(input, "series");
    double[] x = IntStream.range(0, y.length).asDoubleStream().toArray();
    Series series = Series.of("series", x, y);
    int least = (int) Json.number(input, "minSegment");
    Map<String, Object> results = new LinkedHashMap<>();
    for (int changes = 1; changes <= MOST_CHANGES && (changes + 1) * least <= y.length; changes++) {
      Segmentation pieces =
          linear
              ? Segmentation.linear(series, changes, least)
              : Segmentation.constant(series, changes, least);
      results.put("optimal_K" + changes, pieces.starts());
      results.put("cost_K" + changes, pieces.cost());
    }
    return results;
  }
}
