package cusp.toy;

import cusp.model.Objective;
import cusp.model.Potential;
import java.util.Arrays;

/**
 * A linear network of two layers whose truth is zero, with inputs of unit covariance: L = ½ ‖BA‖²
 * (Frobenius), A of hidden × inputs, B of outputs × hidden. w holds A row by row, then B.
 *
 * <pre>{@code
 * var net = new TwoLayerLinear(2, 2, 2);
 * var posterior = LocalPosterior.at(net, net.zero(), 1000).withLocalization(1);
 * show(Quadrature.defaults().of(posterior));
 * }</pre>
 */
public final class TwoLayerLinear implements Potential {
  private final int inputs;
  private final int hidden;
  private final int outputs;
  private final double[] product;

  /**
   * @throws IllegalArgumentException if a width is not at least 1
   */
  public TwoLayerLinear(int inputs, int hidden, int outputs) {
    if (inputs < 1 || hidden < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "a width is at least 1: inputs, hidden and outputs are "
              + inputs
              + ", "
              + hidden
              + ", "
              + outputs);
    }
    this.inputs = inputs;
    this.hidden = hidden;
    this.outputs = outputs;
    product = new double[outputs * inputs];
  }

  public int inputs() {
    return inputs;
  }

  public int hidden() {
    return hidden;
  }

  public int outputs() {
    return outputs;
  }

  /** A = 0, B = 0. */
  public double[] zero() {
    return new double[dimension()];
  }

  @Override
  public int dimension() {
    return hidden * (inputs + outputs);
  }

  @Override
  public double loss(double[] w) {
    multiply(w);
    double sum = 0;
    for (double entry : product) {
      sum += entry * entry;
    }
    return sum / 2;
  }

  @Override
  public double gradient(double[] w, double[] into) {
    double loss = loss(w);
    Arrays.fill(into, 0, dimension(), 0);
    int second = hidden * inputs;
    for (int o = 0; o < outputs; o++) {
      for (int h = 0; h < hidden; h++) {
        for (int i = 0; i < inputs; i++) {
          double entry = product[o * inputs + i];
          into[h * inputs + i] += w[second + o * hidden + h] * entry;
          into[second + o * hidden + h] += w[h * inputs + i] * entry;
        }
      }
    }
    return loss;
  }

  private void multiply(double[] w) {
    if (w.length != dimension()) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; the network has " + dimension() + " parameters");
    }
    Arrays.fill(product, 0);
    int second = hidden * inputs;
    for (int o = 0; o < outputs; o++) {
      for (int h = 0; h < hidden; h++) {
        double b = w[second + o * hidden + h];
        for (int i = 0; i < inputs; i++) {
          product[o * inputs + i] += b * w[h * inputs + i];
        }
      }
    }
  }

  @Override
  public Objective fork() {
    return new TwoLayerLinear(inputs, hidden, outputs);
  }

  @Override
  public String toString() {
    return inputs + "-" + hidden + "-" + outputs + " linear network";
  }
}
