package cusp.toy;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.task.RegressionSamples;
import java.util.Arrays;

/**
 * The free energy of one phase of a ReLU network on n samples under the prior N(0, 1), by Laplace's
 * method: −ln of the part of ∫ exp(−nL) φ around a minimum ŵ, where every node bends the function
 * within the square,
 *
 * <pre>F = n L(ŵ) + prior + determinant + copies + idle</pre>
 *
 * <p>The product qᵢ|wᵢ| alone matters, so the integral over the scale of each node is done exactly
 * (a Bessel function K₁), which leaves 3h + 1 regular coordinates: angle, offset and step of each
 * bend, and c. The Hessian there is that of Gauss and Newton, Σ ∂f∂fᵀ/σ², which is n times a matrix
 * that n does not change: λ = (3h + 1)/2.
 *
 * <pre>{@code
 * var net = ReluNetwork.of(3).withNoise(0.1);
 * double[] truth = ReluNetwork.symmetric(3, -0.5, 3);
 * var data = net.sample(truth, 500, seed(1));
 * var outward = ReluExpansion.of(net, data, truth);
 * var inward = ReluExpansion.of(net, data, ReluNetwork.reversed(truth));
 * show(outward.freeEnergy() - inward.freeEnergy());
 * }</pre>
 *
 * @param samples n
 * @param loss L(ŵ)
 * @param learningCoefficient λ, half the number of regular coordinates
 * @param prior −ln φ(ŵ) in the regular coordinates
 * @param determinant ½ ln det H − λ ln 2π, H with its n
 * @param copies −ln of the number of ways to give the bends to nodes
 * @param idle −ln of what nodes without a bend contribute; 0 where there are none
 */
public record ReluExpansion(
    int samples,
    double loss,
    double learningCoefficient,
    double prior,
    double determinant,
    double copies,
    double idle) {

  /** F. */
  public double freeEnergy() {
    return samples * loss + prior + determinant + copies + idle;
  }

  /** The constant in F = nL + λ ln n + c. */
  public double constant() {
    return freeEnergy() - samples * loss - learningCoefficient * Math.log(samples);
  }

  /**
   * Of the phase around a minimum in which all nodes of the network bend the function.
   *
   * @throws IllegalArgumentException if a node does not, so that the Hessian is singular
   */
  public static ReluExpansion of(ReluNetwork network, RegressionSamples data, double[] w) {
    return new Tangent(network, data, w).expansion();
  }

  /**
   * Of the phase of a network with one node more, which is idle: of such a size that the samples do
   * not see it, wherever it lies. Its volume is the mean over its prior of exp(−n ΔL), ΔL the least
   * change of the loss when the other nodes give way to it, to first order; by Monte Carlo.
   *
   * @param network without the idle node
   * @param w its minimum
   * @param nats what an idle node's bend costs at most, as {@link ReluBends} counts it
   */
  public static ReluExpansion withIdleNode(
      ReluNetwork network, RegressionSamples data, double[] w, double nats, Seed seed) {
    Tangent tangent = new Tangent(network, data, w);
    ReluExpansion alone = tangent.expansion();
    return new ReluExpansion(
        alone.samples,
        alone.loss,
        alone.learningCoefficient,
        alone.prior,
        alone.determinant,
        // Any of the nodes may be the idle one.
        alone.copies - Math.log(network.hidden() + 1.0),
        -Math.log(tangent.idleVolume(nats, seed)));
  }

  /** ln ∫ s (2π)⁻² exp(−(1 + d²)s²/2 − κ²/2s²) ds: the prior of a bend, its scale s integrated. */
  static double logPrior(double offset, double step) {
    // Evenly in ln s, where the trapezoidal rule converges faster than any power.
    double sum = 0;
    double spacing = 0.05;
    double square = 1 + offset * offset;
    for (double t = -14; t < 4; t += spacing) {
      double s = Math.exp(t);
      sum += s * s * Math.exp(-(square * s * s + step * step / (s * s)) / 2) * spacing;
    }
    return Math.log(sum) - 2 * Math.log(2 * Math.PI);
  }

  /** The regular coordinates at a point, and the derivatives by them at each sample. */
  private static final class Tangent {
    private static final int NODES = 20_000;

    private final ReluNetwork network;
    private final RegressionSamples data;
    private final double[] w;
    private final int regular;
    private final double[][] derivative;
    private final double[] residual;

    /** The lower triangle R of Σ ∂f∂fᵀ/σ² = RRᵀ. */
    private final double[][] triangle;

    private final double logPrior;

    Tangent(ReluNetwork network, RegressionSamples data, double[] w) {
      network.requireLength(w);
      this.network = network;
      this.data = data.require(2, 1);
      this.w = w;
      regular = 3 * network.hidden() + 1;
      derivative = new double[regular][data.size()];
      residual = new double[data.size()];
      Arrays.fill(derivative[regular - 1], 1);
      double c = w[4 * network.hidden()];
      double sum = -c * c / 2 - Math.log(2 * Math.PI) / 2;
      for (int i = 0; i < network.hidden(); i++) {
        sum += add(i);
      }
      logPrior = sum;
      for (int s = 0; s < data.size(); s++) {
        residual[s] = data.y()[s] - network.output(w, data.x()[2 * s], data.x()[2 * s + 1]);
      }
      triangle = triangle();
    }

    /** The derivatives by a node's angle, offset and step; returns its log prior. */
    private double add(int node) {
      double norm = Math.hypot(w[2 * node], w[2 * node + 1]);
      double cos = w[2 * node] / norm;
      double sin = w[2 * node + 1] / norm;
      double offset = w[2 * network.hidden() + node] / norm;
      double step = w[3 * network.hidden() + node] * norm;
      for (int s = 0; s < data.size(); s++) {
        double x = data.x()[2 * s];
        double y = data.x()[2 * s + 1];
        double before = cos * x + sin * y + offset;
        if (before > 0) {
          derivative[3 * node][s] = step * (cos * y - sin * x);
          derivative[3 * node + 1][s] = step;
          derivative[3 * node + 2][s] = before;
        }
      }
      return ReluExpansion.logPrior(offset, step);
    }

    private double[][] triangle() {
      double[][] r = new double[regular][regular];
      double precision = 1 / (network.noise() * network.noise());
      for (int i = 0; i < regular; i++) {
        for (int j = 0; j <= i; j++) {
          double sum = precision * dot(derivative[i], derivative[j]);
          for (int k = 0; k < j; k++) {
            sum -= r[i][k] * r[j][k];
          }
          if (i == j && !(sum > 0)) {
            throw new IllegalArgumentException(
                "a node does not bend the function, or two do alike, at w = "
                    + Arrays.toString(w)
                    + ": expand the network without it");
          }
          r[i][j] = i == j ? Math.sqrt(sum) : sum / r[j][j];
        }
      }
      return r;
    }

    ReluExpansion expansion() {
      Objective objective = network.on(data);
      double determinant = 0;
      double copies = 0;
      for (int i = 0; i < regular; i++) {
        determinant += Math.log(triangle[i][i]);
      }
      for (int i = 2; i <= network.hidden(); i++) {
        copies -= Math.log(i);
      }
      return new ReluExpansion(
          data.size(),
          objective.loss(w),
          regular / 2.0,
          -logPrior,
          determinant - regular * Math.log(2 * Math.PI) / 2,
          copies,
          0);
    }

    double idleVolume(double nats, Seed seed) {
      ReluBends bends = ReluBends.of(network.withHidden(1), data.size());
      RandomStream random = seed.stream("idle nodes").random();
      double[] node = new double[5];
      double[] change = new double[data.size()];
      double sum = 0;
      for (int k = 0; k < NODES; k++) {
        random.gaussians(node, 4);
        if (bends.cost(node) < nats) {
          sum += Math.exp(-rise(node, change));
        }
      }
      return sum / NODES;
    }

    /** n ΔL: (|h|² − 2⟨residual, h⟩)/2σ² of what is left of h beyond the other nodes' tangent. */
    private double rise(double[] node, double[] change) {
      for (int s = 0; s < change.length; s++) {
        double before = node[0] * data.x()[2 * s] + node[1] * data.x()[2 * s + 1] + node[2];
        change[s] = node[3] * Math.max(0, before);
      }
      double precision = 1 / (network.noise() * network.noise());
      double squares = precision * (dot(change, change) - 2 * dot(residual, change));
      double[] along = new double[regular];
      double[] left = new double[regular];
      for (int i = 0; i < regular; i++) {
        along[i] = precision * dot(derivative[i], change);
        left[i] = precision * dot(derivative[i], residual);
        for (int k = 0; k < i; k++) {
          along[i] -= triangle[i][k] * along[k];
          left[i] -= triangle[i][k] * left[k];
        }
        along[i] /= triangle[i][i];
        left[i] /= triangle[i][i];
        squares -= along[i] * along[i] - 2 * along[i] * left[i];
      }
      return squares / 2;
    }

    private static double dot(double[] a, double[] b) {
      double sum = 0;
      for (int i = 0; i < a.length; i++) {
        sum += a[i] * b[i];
      }
      return sum;
    }
  }
}
