package cusp.plot;

import java.awt.Graphics2D;
import org.knowm.xchart.internal.chartpart.Chart;
import tech.tablesaw.api.Table;

/**
 * A chart that someone made with XChart, as it is; it lays itself out, whatever room is left to it.
 */
record ChartDrawing(Chart<?, ?> chart) implements Drawing {

  @Override
  public Margins margins(int width, int height) {
    return new Margins(0, 0, 0, 0);
  }

  @Override
  public void paint(Graphics2D g, int width, int height, Margins margins) {
    chart.paint(g, width, height);
  }

  @Override
  public Table toTable() {
    return ChartTable.of(chart);
  }
}
