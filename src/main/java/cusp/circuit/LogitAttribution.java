package cusp.circuit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What each component that writes into a residual stream adds to the correct logit, relative to the
 * mean logit (direct logit attribution; Elhage et al. 2021, "A mathematical framework for
 * transformer circuits"). As the unembedding is linear, the components sum to the whole.
 *
 * <p>A final norm is taken as it is: a factor for each example. Centre the contributions and fold
 * the weights of the norm into the unembedding where it has such.
 *
 * <pre>{@code
 * var parts = new LinkedHashMap<String, double[][]>();
 * parts.put("embedding", new double[][] {{1, 0}, {0, 1}});
 * parts.put("head 0.1", new double[][] {{0, 2}, {0, 1}});
 * double[][] unembedding = {{1, -1, 0}, {0, 2, -2}};
 * show(LogitAttribution.of(parts, unembedding, 0, 1).toTable());
 * }</pre>
 *
 * @param names of the components, in the order in which they were given
 * @param contributions [component][example] to the correct logit less the mean logit
 */
public record LogitAttribution(List<String> names, double[][] contributions) {

  public LogitAttribution {
    names = List.copyOf(names);
    Matrices.requireShape(
        "the contributions",
        contributions,
        names.size(),
        Matrices.width("the contributions", contributions));
  }

  /** Without a final norm. */
  public static LogitAttribution of(
      Map<String, double[][]> residual, double[][] unembedding, int... classes) {
    double[] ones = new double[classes.length];
    Arrays.fill(ones, 1);
    return scaled(residual, ones, unembedding, classes);
  }

  /**
   * With the factor that the final norm has at each example.
   *
   * @param residual by name, what each component adds to the residual stream: [n][d]
   * @param scale [n], as 1/rms of the whole residual stream
   * @param unembedding [d][classes]
   * @param classes [n], the correct ones
   */
  public static LogitAttribution scaled(
      Map<String, double[][]> residual, double[] scale, double[][] unembedding, int... classes) {
    int kinds = Matrices.width("the unembedding", unembedding);
    Matrices.requireClasses(classes, kinds);
    Named.requireValues("the scale of the final norm", scale, classes.length);
    int d = unembedding.length;
    double[][] direction = Matrices.transpose(unembedding);
    double[] mean = Matrices.columnMeans(direction);
    for (double[] row : direction) {
      Matrices.addMultiple(-1, mean, row);
    }
    List<String> names = new ArrayList<>(residual.keySet());
    double[][] contributions = new double[names.size()][classes.length];
    for (int c = 0; c < contributions.length; c++) {
      double[][] written = residual.get(names.get(c));
      Matrices.requireShape("\"" + names.get(c) + "\"", written, classes.length, d);
      for (int i = 0; i < classes.length; i++) {
        contributions[c][i] = scale[i] * Matrices.dot(written[i], direction[classes[i]]);
      }
    }
    return new LogitAttribution(names, contributions);
  }

  /** The correct logit less the mean logit of each example: [n]. */
  public double[] total() {
    double[] total = new double[contributions[0].length];
    Arrays.stream(contributions).forEach(row -> Matrices.addMultiple(1, row, total));
    return total;
  }

  /** The mean contribution of a component over the examples. */
  public double mean(String name) {
    return Matrices.mean(contributions[Named.index(names, name)]);
  }

  /** The standard error of {@link #mean}, from the spread over examples; NaN for one example. */
  public double standardError(String name) {
    return Matrices.standardError(contributions[Named.index(names, name)]);
  }

  /** A row a component, and the total. */
  public Table toTable() {
    List<String> rows = new ArrayList<>(names);
    List<double[]> values = new ArrayList<>(List.of(contributions));
    rows.add("total");
    values.add(total());
    return Table.create(
        "Logit attribution",
        StringColumn.create("component", rows),
        DoubleColumn.create("contribution", values.stream().mapToDouble(Matrices::mean).toArray()),
        DoubleColumn.create(
            "standard error", values.stream().mapToDouble(Matrices::standardError).toArray()));
  }

  @Override
  public String toString() {
    return String.format(
        "%.4g above the mean logit, from %d components", Matrices.mean(total()), names.size());
  }
}
