package cusp.plot;

import java.util.Collections;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** One thing drawn between the axes of a plot. */
sealed interface Layer {

  String name();

  /** Its numbers, a row a point; where it has a name, with that as the series. */
  Table toTable();

  /** A line through points, or a staircase; an empty dash is solid. */
  record Curve(String name, double[] x, double[] y, boolean steps, float[] dash) implements Layer {
    @Override
    public Table toTable() {
      return rows(steps ? "steps" : "line", name, numbers("x", x), numbers("y", y));
    }
  }

  /** Unconnected markers. */
  record Dots(String name, double[] x, double[] y) implements Layer {
    @Override
    public Table toTable() {
      return rows("points", name, numbers("x", x), numbers("y", y));
    }
  }

  /** Markers with vertical error bars, NaN for none; some of them hollow. */
  record Estimates(String name, double[] x, double[] y, double[] errors, boolean[] hollow)
      implements Layer {
    @Override
    public Table toTable() {
      BooleanColumn hollows = BooleanColumn.create("hollow");
      for (boolean one : hollow) {
        hollows.append(one);
      }
      return rows(
          "estimates", name, numbers("x", x), numbers("y", y), numbers("error", errors), hollows);
    }
  }

  /** A shaded region between two lines. */
  record Band(String name, double[] x, double[] low, double[] high) implements Layer {
    @Override
    public Table toTable() {
      return rows("band", name, numbers("x", x), numbers("low", low), numbers("high", high));
    }
  }

  /** Counts between consecutive edges, of which there is one more. */
  record Bars(String name, double[] edges, double[] counts) implements Layer {
    @Override
    public Table toTable() {
      int n = counts.length;
      return rows(
          "histogram",
          name,
          numbers("from", edges).first(n),
          numbers("to", edges).last(n),
          numbers("count", counts));
    }
  }

  /** Lines of equal height over a grid. */
  record Contours(Mesh mesh, double[] levels) implements Layer {
    @Override
    public String name() {
      return "";
    }

    @Override
    public Table toTable() {
      Table heights = mesh.toTable();
      return rows("contours", "", heights.columnArray());
    }
  }

  /** A horizontal reference. */
  record Level(String name, double y) implements Layer {
    @Override
    public Table toTable() {
      return rows("level", name, numbers("y", y));
    }
  }

  /** A vertical reference. */
  record Mark(String name, double x) implements Layer {
    @Override
    public Table toTable() {
      return rows("mark", name, numbers("x", x));
    }
  }

  private static DoubleColumn numbers(String name, double... values) {
    return DoubleColumn.create(name, values);
  }

  private static Table rows(String kind, String series, Column<?>... data) {
    int n = data[0].size();
    Table table = Table.create(StringColumn.create("kind", Collections.nCopies(n, kind)));
    if (!series.isBlank()) {
      table.addColumns(StringColumn.create("series", Collections.nCopies(n, series)));
    }
    return table.addColumns(data);
  }
}
