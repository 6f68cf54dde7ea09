package cusp.develop;

import cusp.plot.Figure;
import cusp.plot.Heat;
import java.util.List;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How often runs go from one phase to another.
 *
 * <pre>{@code
 * var four = new PhasePath.Visit("4", 0, 10);
 * var five = new PhasePath.Visit("5", 20, 90);
 * var paths = List.of(new PhasePath(List.of(four, five)), new PhasePath(List.of(four)));
 * show(TransitionCounts.of(paths, List.of("4", "5")).chart("Two runs"));
 * }</pre>
 *
 * @param phases in the order of rows and columns
 * @param counts entry [i][j]: changes from phase i straight to phase j, over all runs
 * @param first entry i: runs whose first visit is to phase i
 * @param last entry i: runs whose last visit is to phase i
 * @param runs how many runs were counted
 */
public record TransitionCounts(
    List<String> phases, int[][] counts, int[] first, int[] last, int runs) {

  /**
   * Counts over paths.
   *
   * @throws IllegalArgumentException if a path visits a phase that is not listed
   */
  public static TransitionCounts of(List<PhasePath> paths, List<?> phases) {
    List<String> names = phases.stream().map(Object::toString).toList();
    int[][] counts = new int[names.size()][names.size()];
    int[] first = new int[names.size()];
    int[] last = new int[names.size()];
    for (PhasePath path : paths) {
      int before = -1;
      for (PhasePath.Visit visit : path.visits()) {
        int now = names.indexOf(visit.phase());
        if (now < 0) {
          throw new IllegalArgumentException(
              "a run visits " + visit.phase() + ", which is not among the phases " + names);
        }
        if (before < 0) {
          first[now]++;
        } else {
          counts[before][now]++;
        }
        before = now;
      }
      if (before >= 0) {
        last[before]++;
      }
    }
    return new TransitionCounts(names, counts, first, last, paths.size());
  }

  /** All changes of phase. */
  public int total() {
    int sum = 0;
    for (int[] row : counts) {
      for (int count : row) {
        sum += count;
      }
    }
    return sum;
  }

  /** A row a phase: runs that begin there, changes to each phase, runs that end there. */
  public Table toTable() {
    Table table =
        Table.create(
            "transitions", StringColumn.create("from", phases), IntColumn.create("first", first));
    for (int j = 0; j < phases.size(); j++) {
      IntColumn column = IntColumn.create("to " + phases.get(j), phases.size());
      for (int i = 0; i < phases.size(); i++) {
        column.set(i, counts[i][j]);
      }
      table.addColumns(column);
    }
    return table.addColumns(IntColumn.create("last", last));
  }

  /** The matrix, from rows to columns. */
  public Figure chart(String title) {
    String[] names = phases.toArray(String[]::new);
    double[][] values = new double[phases.size()][phases.size()];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        values[i][j] = counts[i][j];
      }
    }
    return Heat.of(values)
        .rows(names)
        .columns(names)
        .title(title)
        .x("to")
        .y("from")
        .figure(
            title
                + ": "
                + total()
                + " changes of phase in "
                + runs
                + " runs, from rows to columns.");
  }
}
