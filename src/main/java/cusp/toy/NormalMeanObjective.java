package cusp.toy;

import cusp.model.Batch;
import cusp.model.Formula;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.task.RegressionSamples;
import java.util.Arrays;
import java.util.List;

/** The log-loss of y ~ N(μ(w), I), by the mean of the samples and their spread about it. */
final class NormalMeanObjective implements Objective {
  private final List<Formula> means;
  private final RegressionSamples data;
  private final double[] average;
  private final double rest;
  private final double[] batchAverage;
  private final double[] slope;

  /**
   * @param average of all samples
   * @param rest the part of their mean loss that no w changes
   */
  private NormalMeanObjective(
      List<Formula> means, RegressionSamples data, double[] average, double rest) {
    this.means = means.stream().map(Formula::fork).toList();
    this.data = data;
    this.average = average;
    this.rest = rest;
    batchAverage = new double[means.size()];
    slope = new double[means.get(0).dimension()];
  }

  static NormalMeanObjective of(List<Formula> means, RegressionSamples data) {
    Batch all = Batch.all(data.size());
    double[] average = new double[means.size()];
    average(data, all, average);
    return new NormalMeanObjective(means, data, average, rest(data, all, average));
  }

  private static void average(RegressionSamples data, Batch batch, double[] into) {
    Arrays.fill(into, 0);
    int k = into.length;
    for (int s = 0; s < batch.size(); s++) {
      int row = batch.sample(s) * k;
      for (int j = 0; j < k; j++) {
        into[j] += data.y()[row + j] / batch.size();
      }
    }
  }

  /** The part of a batch's mean loss that no w changes. */
  private static double rest(RegressionSamples data, Batch batch, double[] about) {
    int k = about.length;
    double squares = 0;
    for (int s = 0; s < batch.size(); s++) {
      int row = batch.sample(s) * k;
      for (int j = 0; j < k; j++) {
        double away = data.y()[row + j] - about[j];
        squares += away * away;
      }
    }
    return squares / batch.size() / 2 + k * Math.log(2 * Math.PI) / 2;
  }

  @Override
  public int dimension() {
    return slope.length;
  }

  @Override
  public Loss kind() {
    return Loss.LOG_LOSS;
  }

  @Override
  public int samples() {
    return data.size();
  }

  @Override
  public double loss(double[] w) {
    double sum = 0;
    for (int j = 0; j < average.length; j++) {
      double away = means.get(j).loss(w) - average[j];
      sum += away * away;
    }
    return sum / 2 + rest;
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    average(data, batch, batchAverage);
    return gradient(w, batchAverage, rest(data, batch, batchAverage), into);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, average, rest, into);
  }

  private double gradient(double[] w, double[] about, double constant, double[] into) {
    Arrays.fill(into, 0, slope.length, 0);
    double sum = 0;
    for (int j = 0; j < about.length; j++) {
      double away = means.get(j).gradient(w, slope) - about[j];
      sum += away * away;
      for (int i = 0; i < slope.length; i++) {
        into[i] += away * slope[i];
      }
    }
    return sum / 2 + constant;
  }

  @Override
  public void losses(double[] w, double[] into) {
    int k = average.length;
    double constant = k * Math.log(2 * Math.PI) / 2;
    Arrays.fill(into, 0, data.size(), constant);
    for (int j = 0; j < k; j++) {
      double mean = means.get(j).loss(w);
      for (int s = 0; s < data.size(); s++) {
        double away = data.y()[s * k + j] - mean;
        into[s] += away * away / 2;
      }
    }
  }

  @Override
  public Objective fork() {
    return new NormalMeanObjective(means, data, average, rest);
  }
}
