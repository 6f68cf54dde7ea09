package cusp.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * An XChart of nothing but series, which fills a plot area pixel for pixel.
 *
 * <p>XChart sets words as outlines and rounds logarithmic axes to whole decades; so axes, words and
 * scales are the drawing's, and the series come here in pixels from the top left corner of the plot
 * area.
 */
final class SeriesChart {

  private static final Color NONE = new Color(0, 0, 0, 0);

  private final int width;
  private final int height;
  private final XYChart chart;

  SeriesChart(Rectangle plot) {
    width = plot.width;
    height = plot.height;
    chart = new XYChart(width, height);
    chart
        .getStyler()
        .setLegendVisible(false)
        .setChartTitleVisible(false)
        .setChartPadding(0)
        .setChartBackgroundColor(NONE)
        .setPlotBackgroundColor(NONE)
        .setPlotBorderVisible(false)
        .setPlotContentSize(1);
    chart
        .getStyler()
        .setPlotMargin(0)
        .setPlotGridLinesVisible(false)
        .setPlotTicksMarksVisible(false)
        .setAxisTicksVisible(false)
        .setXAxisTitleVisible(false)
        .setYAxisTitleVisible(false)
        .setXAxisMin(0.0)
        .setXAxisMax((double) width)
        .setYAxisMin(0.0)
        .setYAxisMax((double) height);
    chart.getStyler().setMarkerSize(Marker.SIZE);
  }

  void line(Pixels points, boolean steps, Color color, BasicStroke stroke) {
    XYSeries series = add(points);
    series.setXYSeriesRenderStyle(steps ? XYSeriesRenderStyle.Step : XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(color);
    series.setLineStyle(stroke);
  }

  void markers(Pixels points, Color color, Marker marker) {
    XYSeries series = add(points);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    series.setMarker(marker);
    series.setMarkerColor(color);
  }

  private XYSeries add(Pixels points) {
    double[] xs = points.x().clone();
    double[] ys = new double[xs.length];
    for (int i = 0; i < ys.length; i++) {
      // XChart knows gaps by y alone, and counts y upwards.
      ys[i] = points.isGap(i) ? Double.NaN : height - points.y()[i];
      xs[i] = points.isGap(i) ? 0 : xs[i];
    }
    return chart.addSeries(Integer.toString(chart.getSeriesMap().size()), xs, ys);
  }

  /** Paints the series in the order added. */
  void paint(Graphics2D g) {
    if (!chart.getSeriesMap().isEmpty()) {
      JoiningGraphics joining = new JoiningGraphics(g);
      chart.paint(joining, width, height);
      joining.flush();
    }
  }
}
