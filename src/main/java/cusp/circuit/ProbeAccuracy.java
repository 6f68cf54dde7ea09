package cusp.circuit;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well a linear probe tells classes apart on held-out examples.
 *
 * <pre>{@code
 * double[][] activations = {{0, 1}, {1, 0}, {0.1, 1}, {1, 0.2}, {0, 0.9}, {0.8, 0}};
 * int[] classes = {0, 1, 0, 1, 0, 1};
 * var found = LinearProbe.defaults().withFolds(3).measure(activations, classes, seed(1));
 * show(found.accuracy() + " in " + found.interval());
 * }</pre>
 *
 * @param accuracy the share of held-out examples that are told right
 * @param controlAccuracy the same for shuffled classes
 * @param majority the share of the most frequent class: what is right without looking
 * @param examples n, each of which was held out once
 * @param classes the number of different classes
 * @param probe the settings
 * @param seed of the folds and the shuffling
 * @param verdict whether the fits converged
 */
public record ProbeAccuracy(
    double accuracy,
    double controlAccuracy,
    double majority,
    int examples,
    int classes,
    LinearProbe probe,
    Seed seed,
    Verdict verdict) {
  private static final double NORMAL_95 = 1.959963984540054;

  /**
   * The binomial standard error of the accuracy, √(a(1 − a)/n); folds that share examples to fit to
   * are not quite independent, which it leaves out. 0 where all are right: see {@link #interval}.
   */
  public double standardError() {
    return Math.sqrt(accuracy * (1 - accuracy) / examples);
  }

  /** The 95 % interval of the accuracy by Wilson's score, which is no point where all are right. */
  public Interval interval() {
    double square = NORMAL_95 * NORMAL_95 / examples;
    double middle = (accuracy + square / 2) / (1 + square);
    double half =
        NORMAL_95
            / (1 + square)
            * Math.sqrt(accuracy * (1 - accuracy) / examples + square / (4 * examples));
    return new Interval(Math.max(0, middle - half), Math.min(1, middle + half), 0.95);
  }

  /** The accuracy less that for shuffled classes. */
  public double selectivity() {
    return accuracy - controlAccuracy;
  }

  /** One row. */
  public Table toTable() {
    return Table.create(
        "Linear probe",
        DoubleColumn.create("accuracy", new double[] {accuracy}),
        DoubleColumn.create("standard error", new double[] {standardError()}),
        DoubleColumn.create("shuffled classes", new double[] {controlAccuracy}),
        DoubleColumn.create("selectivity", new double[] {selectivity()}),
        DoubleColumn.create("majority", new double[] {majority}),
        StringColumn.create("verdict", verdict.toString()));
  }

  @Override
  public String toString() {
    return String.format(
        "accuracy %.4f ± %.2g on held-out examples, %.4f for shuffled classes (%s)",
        accuracy, standardError(), controlAccuracy, verdict);
  }
}
