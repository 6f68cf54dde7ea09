package cusp.phase;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.phase.PhaseExpansion.Term;
import cusp.singular.Estimated;
import cusp.task.RegressionSamples;
import cusp.toy.ReluBends;
import cusp.toy.ReluNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.hipparchus.util.CombinatoricsUtils;

/**
 * The expansion of one phase of a ReLU network on n samples under the prior N(0, 1), by Laplace's
 * method: of −ln of the part of ∫ exp(−nL) φ around a minimum ŵ, where every node bends the
 * function within the square,
 *
 * <pre>F(n) = n L(ŵ) + λ ln n − ln φ(ŵ) − λ ln 2π + ½ ln det H − ln copies</pre>
 *
 * <p>The product qᵢ|wᵢ| alone matters, so the integral over the scale of each node is done exactly
 * (a Bessel function K₁), which leaves 3h + 1 regular coordinates: angle, offset and step of each
 * bend, and c. φ is their prior density, λ = (3h + 1)/2, and the copies are the h! ways to give the
 * bends to nodes. H is the Hessian of a sample as Gauss and Newton have it, Σ ∂f∂fᵀ/nσ², without Σ
 * (f − y) ∂²f/nσ². That averages out where the truth is in the phase; where it is not, the
 * residuals do not average to 0 and the approximation is off by more than vanishes with n.
 *
 * <p>F(n) is the free energy on the given samples at n = data.size(). At another n it is what more
 * samples of the same kind would give: L(ŵ) and H stay those of the data.
 *
 * <pre>{@code
 * var net = ReluNetwork.of(3).withNoise(0.1);
 * double[] truth = ReluNetwork.symmetric(3, -0.5, 3);
 * var data = net.sample(truth, 500, seed(1));
 * double[] out = Descent.defaults().from(net.on(data), truth).w();
 * double[] in = Descent.defaults().from(net.on(data), ReluNetwork.reversed(truth)).w();
 * var outward = ReluExpansion.of("outward", net, data, out);
 * var inward = ReluExpansion.of("inward", net, data, in);
 * show(outward.freeEnergy(500) - inward.freeEnergy(500));
 * show(inward.toTable());
 * }</pre>
 */
public final class ReluExpansion {

  private ReluExpansion() {}

  /**
   * Of the phase around a minimum in which all nodes of the network bend the function.
   *
   * @param name of the phase
   * @param w the minimum, as near as leaves at most 0.05 nats of nL to gain along a Newton step
   * @throws IllegalArgumentException if a node does not, or two bend it alike, so that the Hessian
   *     is singular; or if a Newton step from w gains more than 0.05 nats
   */
  public static PhaseExpansion of(
      String name, ReluNetwork network, RegressionSamples data, double[] w) {
    return new Tangent(network, data, w).expansion(name, List.of());
  }

  /**
   * Of the phase of a network with one node more, which is {@link #idle}.
   *
   * <p>It leaves out where two nodes bend the function on one line, which {@link ReluBends#label}
   * counts as one bend, too. Of two nodes whose lines cross at an angle (slopes of 1, σ = 0.1, 500
   * samples, four sets of them) that is 1 to 3 % of the posterior of one bend at 0.1 radians, and
   * matters from about 0.2 on: 2 to 20 % from there to 0.35, by which ln of the odds comes out up
   * to 0.2 too low, and more where one bend is rare.
   *
   * @param name of the phase
   * @param network without the idle node
   * @param w its minimum, as near as for {@link #of}
   * @param nats what an idle node's bend costs at most, as {@link ReluBends} counts it, positive
   *     and finite
   * @throws IllegalArgumentException as {@link #of} and {@link #idle}
   * @throws IllegalStateException as {@link #idle}
   */
  public static PhaseExpansion withIdleNode(
      String name,
      ReluNetwork network,
      RegressionSamples data,
      double[] w,
      double nats,
      Seed seed) {
    Tangent tangent = new Tangent(network, data, w);
    double idle = tangent.idle(nats, seed).value();
    return tangent.expansion(name, List.of(new Term("−ln idle volume", idle)));
  }

  /**
   * The term of an idle node, one of such a size that the samples do not see it, wherever it lies:
   * −ln of its volume, with the standard error of that, both in nats. The volume is the mean over
   * the node's prior of exp(−n ΔL), ΔL the least change of the loss when the other nodes give way
   * to it, to first order; by Monte Carlo, and the same number as in {@link #withIdleNode} where
   * the seed is the same. It is that at n = data.size(): more samples see more, and it falls to the
   * share of the prior that is active nowhere on the square.
   *
   * @param network without the idle node
   * @param w its minimum, as near as for {@link #of}
   * @param nats what an idle node's bend costs at most, as {@link ReluBends} counts it, positive
   *     and finite
   * @throws IllegalArgumentException as {@link #of}, or if nats are not
   * @throws IllegalStateException if none of the nodes drawn is idle, as on a very large square
   */
  public static Estimated idle(
      ReluNetwork network, RegressionSamples data, double[] w, double nats, Seed seed) {
    return new Tangent(network, data, w).idle(nats, seed);
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

    /** Nats. */
    private static final double MOST_GAIN = 0.05;

    /** Of a coordinate's curvature, what the others must leave: rounding leaves 10⁻¹⁶. */
    private static final double SINGULAR = 1e-10;

    private final ReluNetwork network;
    private final RegressionSamples data;
    private final double[] w;
    private final int regular;
    private final double loss;

    /** 1/nσ² */
    private final double precision;

    private final double[][] derivative;
    private final double[] residual;

    /** The lower triangle R of H = RRᵀ. */
    private final double[][] triangle;

    /** R⁻¹ ∂f·residual/nσ². */
    private final double[] left;

    private final double logPrior;

    Tangent(ReluNetwork network, RegressionSamples data, double[] w) {
      this.network = network;
      this.data = data.require(2, 1);
      this.w = w;
      loss = network.on(data).loss(w);
      precision = 1 / (data.size() * network.noise() * network.noise());
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
      left = solve(residual);
      double gain = gain();
      if (!(gain <= MOST_GAIN)) {
        throw new IllegalArgumentException(
            "w is no minimum: a Newton step from it gains %.3g nats, and at most %s are permitted;"
                    .formatted(gain, MOST_GAIN)
                + " descend first");
      }
    }

    /**
     * By how much nL falls along a Newton step, in nats. Not what its slope foretells, half of
     * n|left|²: minima often lie where a sample is on a bend, and there the slope jumps.
     */
    private double gain() {
      double[] step = left.clone();
      for (int i = regular - 1; i >= 0; i--) {
        for (int k = i + 1; k < regular; k++) {
          step[i] -= triangle[k][i] * step[k];
        }
        step[i] /= triangle[i][i];
      }
      Objective objective = network.on(data);
      double gain = 0;
      for (double part = 1; part > 0.01; part /= 2) {
        gain = Math.max(gain, data.size() * (loss - objective.loss(moved(step, part))));
      }
      return gain;
    }

    private double[] moved(double[] step, double part) {
      int nodes = network.hidden();
      double[] moved = w.clone();
      for (int i = 0; i < nodes; i++) {
        double norm = Math.hypot(w[2 * i], w[2 * i + 1]);
        double angle = Math.atan2(w[2 * i + 1], w[2 * i]) + part * step[3 * i];
        moved[2 * i] = norm * Math.cos(angle);
        moved[2 * i + 1] = norm * Math.sin(angle);
        moved[2 * nodes + i] += norm * part * step[3 * i + 1];
        moved[3 * nodes + i] += part * step[3 * i + 2] / norm;
      }
      moved[4 * nodes] += part * step[regular - 1];
      return moved;
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
      for (int i = 0; i < regular; i++) {
        for (int j = 0; j <= i; j++) {
          double whole = precision * dot(derivative[i], derivative[j]);
          double sum = whole;
          for (int k = 0; k < j; k++) {
            sum -= r[i][k] * r[j][k];
          }
          if (i == j && !(sum > SINGULAR * whole)) {
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

    /** With the terms of idle nodes, one each, any of the nodes. */
    PhaseExpansion expansion(String name, List<Term> idle) {
      double determinant = 0;
      for (int i = 0; i < regular; i++) {
        determinant += Math.log(triangle[i][i]);
      }
      double lambda = regular / 2.0;
      double copies = CombinatoricsUtils.factorialLog(network.hidden() + idle.size());
      List<Term> terms = new ArrayList<>();
      terms.add(new Term("−ln φ(ŵ)", -logPrior));
      terms.add(new Term("−λ ln 2π", -lambda * Math.log(2 * Math.PI)));
      terms.add(new Term("½ ln det H", determinant));
      terms.add(new Term("−ln copies", 0 - copies));
      terms.addAll(idle);
      return PhaseExpansion.of(name, loss, lambda, terms);
    }

    Estimated idle(double nats, Seed seed) {
      if (!(nats > 0) || Double.isInfinite(nats)) {
        throw new IllegalArgumentException("nats is positive and finite, not " + nats);
      }
      ReluBends bends = ReluBends.of(network.withHidden(1), data.size());
      RandomStream random = seed.stream("idle nodes").random();
      double[] node = new double[5];
      double[] change = new double[data.size()];
      double[] weights = new double[NODES];
      for (int k = 0; k < NODES; k++) {
        random.gaussians(node, 4);
        weights[k] = bends.cost(node) < nats ? Math.exp(-rise(node, change)) : 0;
      }
      double volume = Arrays.stream(weights).average().orElseThrow();
      if (!(volume > 0)) {
        throw new IllegalStateException(
            "none of %d nodes drawn from the prior is idle on the square of side %s"
                .formatted(NODES, 2 * network.side()));
      }
      double variance =
          Arrays.stream(weights).map(v -> (v - volume) * (v - volume)).average().orElseThrow();
      double error = Math.sqrt(variance / NODES) / volume;
      return new Estimated(-Math.log(volume), error, Double.NaN, NODES);
    }

    /** n ΔL: (|h|² − 2⟨residual, h⟩)/2σ² of what is left of h beyond the other nodes' tangent. */
    private double rise(double[] node, double[] change) {
      for (int s = 0; s < change.length; s++) {
        double before = node[0] * data.x()[2 * s] + node[1] * data.x()[2 * s + 1] + node[2];
        change[s] = node[3] * Math.max(0, before);
      }
      double squares = precision * (dot(change, change) - 2 * dot(residual, change));
      double[] along = solve(change);
      return data.size() * (squares - dot(along, along) + 2 * dot(along, left)) / 2;
    }

    /** R⁻¹ ∂f·v/nσ². */
    private double[] solve(double[] v) {
      double[] solved = new double[regular];
      for (int i = 0; i < regular; i++) {
        solved[i] = precision * dot(derivative[i], v);
        for (int k = 0; k < i; k++) {
          solved[i] -= triangle[i][k] * solved[k];
        }
        solved[i] /= triangle[i][i];
      }
      return solved;
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
