package cusp.toy;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.QuadraticForm;
import cusp.model.QuadraticLoss;
import cusp.task.RegressionSamples;
import java.util.Arrays;

/** The log-loss of linear regression; over all samples from XᵀX and Xᵀy, which cost d² a call. */
final class LinearRegressionObjective implements QuadraticLoss {
  private final RegressionSamples data;
  private final double variance;
  private final double constant;
  private final QuadraticForm form;

  LinearRegressionObjective(RegressionSamples data, double variance) {
    this.data = data;
    this.variance = variance;
    constant = Math.log(2 * Math.PI * variance) / 2;
    int d = data.inputs();
    double[][] gram = new double[d][d];
    double[] cross = new double[d];
    double squares = 0;
    double scale = 1 / (variance * data.size());
    for (int i = 0; i < data.size(); i++) {
      double y = data.y()[i];
      squares += y * y;
      for (int j = 0; j < d; j++) {
        double x = scale * data.x()[i * d + j];
        cross[j] -= x * y;
        for (int k = 0; k < d; k++) {
          gram[j][k] += x * data.x()[i * d + k];
        }
      }
    }
    form = new QuadraticForm(gram, cross, scale * squares / 2 + constant);
  }

  private LinearRegressionObjective(LinearRegressionObjective other) {
    data = other.data;
    variance = other.variance;
    constant = other.constant;
    form = other.form;
  }

  @Override
  public QuadraticForm form() {
    return form;
  }

  @Override
  public QuadraticForm form(int sample) {
    int d = data.inputs();
    double y = data.y()[sample];
    double[][] curvature = new double[d][d];
    double[] slope = new double[d];
    for (int j = 0; j < d; j++) {
      double x = data.x()[sample * d + j] / variance;
      slope[j] = -x * y;
      for (int k = 0; k < d; k++) {
        curvature[j][k] = x * data.x()[sample * d + k];
      }
    }
    return new QuadraticForm(curvature, slope, y * y / (2 * variance) + constant);
  }

  @Override
  public int dimension() {
    return data.inputs();
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
    return form.at(w);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return form.gradient(w, into);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    int d = dimension();
    Arrays.fill(into, 0, d, 0);
    double squares = 0;
    double scale = 1 / (variance * batch.size());
    for (int k = 0; k < batch.size(); k++) {
      int i = batch.sample(k);
      double residual = residual(w, i);
      squares += residual * residual;
      for (int j = 0; j < d; j++) {
        into[j] -= scale * residual * data.x()[i * d + j];
      }
    }
    return scale * squares / 2 + constant;
  }

  private double residual(double[] w, int sample) {
    int d = data.inputs();
    double mean = 0;
    for (int j = 0; j < d; j++) {
      mean += data.x()[sample * d + j] * w[j];
    }
    return data.y()[sample] - mean;
  }

  @Override
  public void losses(double[] w, double[] into) {
    for (int i = 0; i < data.size(); i++) {
      double residual = residual(w, i);
      into[i] = residual * residual / (2 * variance) + constant;
    }
  }

  @Override
  public double[][] hessian(double[] w) {
    return Arrays.stream(form.curvature()).map(double[]::clone).toArray(double[][]::new);
  }

  @Override
  public LinearRegressionObjective fork() {
    return new LinearRegressionObjective(this);
  }
}
