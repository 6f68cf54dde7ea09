package cusp.singular;

import cusp.simd.PaddedMatrix;
import cusp.task.RegressionSamples;

/**
 * What the posterior of a linear map depends on.
 *
 * @param n number of samples; 0 for the population
 * @param second Σ, the mean of xxᵀ
 * @param cross C, the mean of yxᵀ
 */
record LinearMoments(int n, PaddedMatrix second, PaddedMatrix cross) {

  static LinearMoments of(RegressionSamples data) {
    int n = data.size();
    double[] x = data.x();
    double[] y = data.y();
    PaddedMatrix inputs = PaddedMatrix.zero(n, data.inputs());
    inputs.copy(x, 0, data.inputs(), 1);
    PaddedMatrix second = PaddedMatrix.zero(data.inputs(), data.inputs());
    PaddedMatrix cross = PaddedMatrix.zero(data.outputs(), data.inputs());
    second.product(x, 0, 1, data.inputs(), inputs);
    cross.product(y, 0, 1, data.outputs(), inputs);
    second.scale(1.0 / n);
    cross.scale(1.0 / n);
    return new LinearMoments(n, second, cross);
  }

  /** Inputs of unit covariance and a truth without noise. */
  static LinearMoments population(double[][] truth) {
    int inputs = truth[0].length;
    PaddedMatrix second = PaddedMatrix.zero(inputs, inputs);
    for (int i = 0; i < inputs; i++) {
      second.values[i * second.stride + i] = 1;
    }
    return new LinearMoments(0, second, matrix(truth));
  }

  private static PaddedMatrix matrix(double[][] map) {
    PaddedMatrix m = PaddedMatrix.zero(map.length, map[0].length);
    for (int i = 0; i < map.length; i++) {
      System.arraycopy(map[i], 0, m.values, i * m.stride, map[i].length);
    }
    return m;
  }

  /** ½⟨G, GΣ⟩ − ⟨G, C⟩ of a map G: its loss up to what no map changes. */
  double loss(double[][] map) {
    PaddedMatrix g = matrix(map);
    PaddedMatrix product = PaddedMatrix.zero(map.length, map[0].length);
    product.product(g, second);
    return g.dot(product) / 2 - g.dot(cross);
  }
}
