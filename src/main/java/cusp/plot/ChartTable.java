package cusp.plot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import org.knowm.xchart.BoxSeries;
import org.knowm.xchart.BubbleSeries;
import org.knowm.xchart.DialSeries;
import org.knowm.xchart.HeatMapSeries;
import org.knowm.xchart.OHLCSeries;
import org.knowm.xchart.PieSeries;
import org.knowm.xchart.RadarChart;
import org.knowm.xchart.RadarSeries;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.internal.series.AxesChartSeriesCategory;
import org.knowm.xchart.internal.series.AxesChartSeriesNumericalNoErrorBars;
import org.knowm.xchart.internal.series.Series;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.InstantColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** The series of a chart made with XChart, which have no common way to their numbers. */
final class ChartTable {

  private ChartTable() {}

  /** The series that are shown, one below the other. */
  static Table of(Chart<?, ?> chart) {
    List<Table> parts = new ArrayList<>();
    for (Series series : chart.getSeriesMap().values()) {
      if (series.isEnabled()) {
        Table data = Table.create(columns(chart, series));
        String[] names = new String[data.rowCount()];
        Arrays.fill(names, series.getName());
        parts.add(data.insertColumn(0, StringColumn.create("series", names)));
      }
    }
    return Stack.of(parts);
  }

  private static List<Column<?>> columns(Chart<?, ?> chart, Series series) {
    if (series instanceof AxesChartSeriesNumericalNoErrorBars points) {
      return points(points);
    }
    if (series instanceof BoxSeries box) {
      return List.of(column("y", box.getYData()));
    }
    if (series instanceof AxesChartSeriesCategory bars) {
      Column<?> x = column("x", bars.getXData());
      Column<?> y = column("y", bars.getYData());
      Collection<?> errors = bars.getExtraValues();
      return errors == null ? List.of(x, y) : List.of(x, y, column("error", errors));
    }
    if (series instanceof HeatMapSeries heat) {
      List<Number[]> cells = List.copyOf(heat.getHeatData());
      return List.of(
          column("x", cells.stream().map(c -> heat.getXData().get(c[0].intValue())).toList()),
          column("y", cells.stream().map(c -> heat.getYData().get(c[1].intValue())).toList()),
          column("value", cells.stream().map(c -> c[2]).toList()));
    }
    if (series instanceof OHLCSeries prices) {
      return prices(prices);
    }
    if (series instanceof RadarSeries radar && chart instanceof RadarChart circle) {
      return List.of(
          StringColumn.create("radius", circle.getRadiiLabels()),
          DoubleColumn.create("value", radar.getValues()));
    }
    if (series instanceof PieSeries slice) {
      return List.of(column("value", Collections.singletonList(slice.getValue())));
    }
    return series instanceof DialSeries dial
        ? List.of(DoubleColumn.create("value", dial.getValue()))
        : List.of();
  }

  private static List<Column<?>> points(AxesChartSeriesNumericalNoErrorBars points) {
    List<Column<?>> columns = new ArrayList<>();
    columns.add(numbers("x", points.getXData(), points.getxAxisDataType()));
    columns.add(DoubleColumn.create("y", points.getYData()));
    double[] extra = points.getExtraValues();
    if (extra != null) {
      columns.add(DoubleColumn.create(points instanceof BubbleSeries ? "size" : "error", extra));
    }
    return columns;
  }

  private static List<Column<?>> prices(OHLCSeries prices) {
    List<Column<?>> columns = new ArrayList<>();
    columns.add(numbers("x", prices.getXData(), prices.getxAxisDataType()));
    add(columns, "y", prices.getYData());
    add(columns, "open", prices.getOpenData());
    add(columns, "high", prices.getHighData());
    add(columns, "low", prices.getLowData());
    add(columns, "close", prices.getCloseData());
    long[] volume = prices.getVolumeData();
    add(
        columns,
        "volume",
        volume == null ? null : Arrays.stream(volume).asDoubleStream().toArray());
    return columns;
  }

  private static void add(List<Column<?>> columns, String name, double[] values) {
    if (values != null) {
      columns.add(DoubleColumn.create(name, values));
    }
  }

  /** XChart keeps dates as milliseconds. */
  private static Column<?> numbers(String name, double[] values, Series.DataType type) {
    return type == Series.DataType.Date
        ? InstantColumn.create(
            name, Arrays.stream(values).mapToObj(v -> Instant.ofEpochMilli((long) v)).toList())
        : DoubleColumn.create(name, values);
  }

  /** Numbers or dates where all are, and otherwise words; null is missing. */
  private static Column<?> column(String name, Collection<?> values) {
    if (values.stream().allMatch(v -> v == null || v instanceof Number)) {
      return DoubleColumn.create(
          name,
          values.stream().mapToDouble(v -> v == null ? Double.NaN : ((Number) v).doubleValue()));
    }
    return values.stream().allMatch(v -> v instanceof Date)
        ? InstantColumn.create(name, values.stream().map(v -> ((Date) v).toInstant()).toList())
        : StringColumn.create(name, values.stream().map(v -> Objects.toString(v, "")));
  }
}
