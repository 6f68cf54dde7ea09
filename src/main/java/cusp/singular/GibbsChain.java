package cusp.singular;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.simd.PaddedMatrix;
import cusp.toy.DeepLinear;

/** One chain of layerwise Gibbs sampling: a sweep draws every layer given the others. */
final class GibbsChain {
  private final int[] offsets;
  private final int[] widths;
  private final double nBeta;
  private final double localization;
  private final LinearMoments moments;
  private final RandomStream random;
  private final double[] w;
  private final LayerConditional[] layers;
  private final PaddedMatrix[] copies;
  private final PaddedMatrix[] below;
  private final PaddedMatrix[] above;
  private final PaddedMatrix[] belowSigma;
  private final PaddedMatrix[] belowTurned;
  private final PaddedMatrix[] aboveCross;
  private final double baseline;

  GibbsChain(
      DeepLinear network,
      LinearMoments moments,
      double[] center,
      double nBeta,
      double localization,
      Seed seed) {
    this.moments = moments;
    this.nBeta = nBeta;
    this.localization = localization;
    random = seed.stream("layers").random();
    w = center.clone();
    widths = network.widths().stream().mapToInt(Integer::intValue).toArray();
    int count = network.layers();
    offsets = new int[count + 1];
    layers = new LayerConditional[count + 1];
    copies = new PaddedMatrix[count + 1];
    below = new PaddedMatrix[count + 1];
    belowSigma = new PaddedMatrix[count + 1];
    belowTurned = new PaddedMatrix[count + 1];
    above = new PaddedMatrix[count + 1];
    aboveCross = new PaddedMatrix[count + 1];
    int inputs = network.inputs();
    int outputs = network.outputs();
    for (int l = 0; l <= count; l++) {
      below[l] = PaddedMatrix.zero(widths[l], inputs);
      belowSigma[l] = PaddedMatrix.zero(widths[l], inputs);
      belowTurned[l] = PaddedMatrix.zero(inputs, widths[l]);
      above[l] = PaddedMatrix.zero(outputs, widths[l]);
      aboveCross[l] = PaddedMatrix.zero(widths[l], inputs);
    }
    for (int l = 1; l <= count; l++) {
      layers[l] = new LayerConditional(widths[l], widths[l - 1], center, offsets[l - 1]);
      copies[l] = PaddedMatrix.zero(widths[l], widths[l - 1]);
      offsets[l] = offsets[l - 1] + widths[l] * widths[l - 1];
    }
    identity(below[0]);
    identity(above[count]);
    baseline = moments.loss(network.map(center));
  }

  private static void identity(PaddedMatrix m) {
    for (int i = 0; i < m.rows; i++) {
      m.values[i * m.stride + i] = 1;
    }
  }

  /** Where the chain stands: the array itself, which the next sweep changes. */
  double[] position() {
    return w;
  }

  /**
   * Draws the layers from the input to the output. Returns the mean over the layers of E[nβ(L −
   * L(w*))] given the others, each before its draw: it has the posterior's mean and less variance
   * than the loss itself. NaN where the chain has left the numbers.
   */
  double sweep() {
    int count = layers.length - 1;
    for (int l = count; l > 1; l--) {
      copies[l].copy(w, offsets[l - 1], widths[l - 1], 1);
      above[l - 1].product(above[l], copies[l]);
    }
    double sum = 0;
    for (int l = 1; l <= count; l++) {
      LayerConditional conditional = conditional(l);
      if (!conditional.isFinite()) {
        return Double.NaN;
      }
      sum += conditional.draw(nBeta, localization, random, w, offsets[l - 1]);
      below[l].product(w, offsets[l - 1], widths[l - 1], 1, below[l - 1]);
    }
    return sum / count - nBeta * baseline;
  }

  private LayerConditional conditional(int l) {
    LayerConditional conditional = layers[l];
    PaddedMatrix p = below[l - 1];
    PaddedMatrix s = above[l];
    belowTurned[l - 1].transpose(p);
    belowSigma[l - 1].product(p, moments.second());
    conditional.right().product(belowSigma[l - 1], belowTurned[l - 1]);
    conditional.left().transposedProduct(s, s);
    aboveCross[l].transposedProduct(s, moments.cross());
    conditional.linear().product(aboveCross[l], belowTurned[l - 1]);
    return conditional;
  }
}
