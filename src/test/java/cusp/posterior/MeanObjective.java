package cusp.posterior;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import java.util.Arrays;

/** L(w) = 1/n Σ ½(w − xᵢ)²: quadratic, with gradient noise that does not depend on w. */
record MeanObjective(double... data) implements Objective {

  /** n equally spaced numbers of mean 0 and the given standard deviation (with divisor n). */
  static MeanObjective spread(int n, double sd) {
    double[] data = new double[n];
    double unit = sd / Math.sqrt((n * (double) n - 1) / 12);
    Arrays.setAll(data, i -> unit * (i - (n - 1) / 2.0));
    return new MeanObjective(data);
  }

  @Override
  public int dimension() {
    return 1;
  }

  @Override
  public Loss kind() {
    return Loss.SQUARED;
  }

  @Override
  public int samples() {
    return data.length;
  }

  @Override
  public double loss(double[] w) {
    return gradient(w, new double[1]);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    double first = 0;
    double second = 0;
    for (int k = 0; k < batch.size(); k++) {
      double away = w[0] - data[batch.sample(k)];
      first += away;
      second += away * away;
    }
    into[0] = first / batch.size();
    return second / (2 * batch.size());
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, Batch.all(data.length), into);
  }

  @Override
  public void losses(double[] w, double[] into) {
    Arrays.setAll(into, i -> i < data.length ? (w[0] - data[i]) * (w[0] - data[i]) / 2 : into[i]);
  }

  @Override
  public Objective fork() {
    return this;
  }
}
