package cusp.toy;

import cusp.model.Objective;
import cusp.model.Potential;
import cusp.simd.PaddedMatrix;
import java.util.Arrays;

/** ½‖W_L⋯W₁ − T‖². */
final class LinearPopulation implements Potential {
  private final DeepLinear network;
  private final double[] truth;
  private final int dimension;
  private final LinearProduct product;
  private final PaddedMatrix target;

  LinearPopulation(DeepLinear network, double[] truth) {
    this.network = network;
    this.truth = truth.clone();
    dimension = truth.length;
    product = new LinearProduct(network.sizes());
    target = PaddedMatrix.zero(network.outputs(), network.inputs());
    target.copy(product.map(truth).values, 0, target.stride, 1);
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public double loss(double[] w) {
    PaddedMatrix error = error(w);
    return error.dot(error) / 2;
  }

  @Override
  public double gradient(double[] w, double[] into) {
    PaddedMatrix error = error(w);
    Arrays.fill(into, 0, dimension, 0);
    product.backward(w, error, into);
    return error.dot(error) / 2;
  }

  private PaddedMatrix error(double[] w) {
    DeepLinear.requireLength(w, dimension);
    PaddedMatrix error = product.map(w);
    error.subtract(target);
    return error;
  }

  @Override
  public Objective fork() {
    return new LinearPopulation(network, truth);
  }

  @Override
  public String toString() {
    return "population loss of the " + network;
  }
}
