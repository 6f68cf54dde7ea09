package cusp.toy;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.task.RegressionSamples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * A network of one hidden layer of rectified nodes on a square of the plane, f(x) = c + Σ qᵢ max(0,
 * ⟨wᵢ, x⟩ + bᵢ), whose phases are the symmetries of its function (Carroll, "Phase transitions in
 * neural networks", MSc thesis, University of Melbourne 2021).
 *
 * <p>w holds the rows wᵢ [hidden × 2], then b [hidden], q [hidden] and c: 4·hidden + 1 numbers. The
 * loss is the log-loss of y = f(x) + N(0, σ²), in nats: (f(x) − y)²/2σ² + ln σ + ½ ln 2π a sample.
 * It does not change where
 *
 * <ul>
 *   <li>nodes change places;
 *   <li>(wᵢ, bᵢ) is multiplied by a positive number and qᵢ divided by it;
 *   <li>the weights cancel, Σ qᵢwᵢ = 0, and all nodes reverse: (wᵢ, bᵢ) ↦ −(wᵢ, bᵢ), c ↦ c + Σ
 *       qᵢbᵢ, since max(0, z) − max(0, −z) = z;
 *   <li>a node is active nowhere on the square, or its q is 0, and its other parameters move.
 * </ul>
 *
 * <pre>{@code
 * var net = ReluNetwork.of(3).withNoise(0.1);
 * double[] truth = ReluNetwork.symmetric(3, -0.3, 0);
 * var loss = net.on(net.sample(truth, 500, seed(1)));
 * show(loss.loss(truth) + " = " + loss.loss(ReluNetwork.reversed(truth)));
 * double[] turned = ReluNetwork.turned(truth, 0, 0.4);
 * show(loss.loss(turned) + " < " + loss.loss(ReluNetwork.reversed(turned)));
 * }</pre>
 *
 * @param hidden nodes, at least 1
 * @param noise σ, positive and finite
 * @param side half the side of the square [−side, side]² that inputs are uniform on, positive and
 *     finite
 */
public record ReluNetwork(int hidden, double noise, double side)
    implements Model<RegressionSamples> {

  /** Length of the stroke that shows a side, in halves of the square's. */
  private static final double STROKE = 0.12;

  /** Networks drawn in a picture, of all phases together. */
  private static final int DRAWN = 40;

  public ReluNetwork {
    if (hidden < 1) {
      throw new IllegalArgumentException("a network has at least 1 hidden node, not " + hidden);
    }
    requirePositive("the noise σ", noise);
    requirePositive("half the side of the square", side);
  }

  private static void requirePositive(String what, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(what + " is positive and finite, not " + value);
    }
  }

  /** On the square [−1, 1]², with noise of standard deviation 1. */
  public static ReluNetwork of(int hidden) {
    return new ReluNetwork(hidden, 1, 1);
  }

  /** The same with another number of nodes. */
  public ReluNetwork withHidden(int hidden) {
    return new ReluNetwork(hidden, noise, side);
  }

  public ReluNetwork withNoise(double noise) {
    return new ReluNetwork(hidden, noise, side);
  }

  public ReluNetwork withSide(double side) {
    return new ReluNetwork(hidden, noise, side);
  }

  /**
   * The parameters of the symmetric network of m nodes: unit weights at the angles 2πi/m, i = 0 …
   * m−1, each q = 1. From m = 2 on its weights cancel.
   *
   * @param nodes m, at least 1
   * @param bias of each node; −bias is the distance of its activation line from the origin
   * @param constant c
   */
  public static double[] symmetric(int nodes, double bias, double constant) {
    if (nodes < 1) {
      throw new IllegalArgumentException("a network has at least 1 node, not " + nodes);
    }
    double[] w = new double[4 * nodes + 1];
    for (int i = 0; i < nodes; i++) {
      w[2 * i] = Math.cos(2 * Math.PI * i / nodes);
      w[2 * i + 1] = Math.sin(2 * Math.PI * i / nodes);
      w[2 * nodes + i] = bias;
      w[3 * nodes + i] = 1;
    }
    w[4 * nodes] = constant;
    return w;
  }

  /** A copy in which the weight vector of one node is turned by an angle, anticlockwise. */
  public static double[] turned(double[] w, int node, double angle) {
    requireNode(w, node);
    double[] turned = w.clone();
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    turned[2 * node] = cos * w[2 * node] - sin * w[2 * node + 1];
    turned[2 * node + 1] = sin * w[2 * node] + cos * w[2 * node + 1];
    return turned;
  }

  /**
   * A copy in which every node has changed its side, and c has taken up Σ qᵢbᵢ: the same function
   * where Σ qᵢwᵢ = 0, else f(x) − ⟨Σ qᵢwᵢ, x⟩.
   */
  public static double[] reversed(double[] w) {
    double[] reversed = new double[w.length];
    reverse(w, reversed);
    return reversed;
  }

  /**
   * As {@link #reversed}, without allocating: the map undoes itself and keeps volume.
   *
   * @param into another array than w, whose signs are needed to the end
   */
  public static void reverse(double[] w, double[] into) {
    int nodes = nodes(w);
    for (int i = 0; i < 3 * nodes; i++) {
      into[i] = -w[i];
    }
    double constant = w[4 * nodes];
    for (int i = 0; i < nodes; i++) {
      into[3 * nodes + i] = w[3 * nodes + i];
      constant += w[3 * nodes + i] * w[2 * nodes + i];
    }
    into[4 * nodes] = constant;
  }

  /** How many nodes a vector of parameters has. */
  static int nodes(double[] w) {
    if (w.length < 5 || w.length % 4 != 1) {
      throw new IllegalArgumentException(
          "w has length "
              + w.length
              + "; a network of h nodes has 4h + 1 parameters, h at least 1");
    }
    return w.length / 4;
  }

  private static void requireNode(double[] w, int node) {
    int nodes = nodes(w);
    if (node < 0 || node >= nodes) {
      throw new IllegalArgumentException("the nodes are 0 to " + (nodes - 1) + ", not " + node);
    }
  }

  @Override
  public Parameters parameters() {
    return Parameters.none().and("w", hidden, 2).and("b", hidden).and("q", hidden).and("c", 1);
  }

  int dimension() {
    return 4 * hidden + 1;
  }

  void requireLength(double[] w) {
    if (w.length != dimension()) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; the network has " + dimension() + " parameters");
    }
  }

  /** All parameters standard normal, as from the prior that Carroll takes. */
  @Override
  public double[] initial(Seed seed) {
    double[] w = new double[dimension()];
    seed.stream("initial").random().gaussians(w, w.length);
    return w;
  }

  /** f at the point (x, y). */
  public double output(double[] w, double x, double y) {
    requireLength(w);
    return value(w, x, y);
  }

  /**
   * Which way the nodes face: 0 where none is active in the middle of the square, 1 where all are,
   * −1 otherwise. What {@link #reversed} exchanges.
   */
  public int facing(double[] w) {
    requireLength(w);
    int active = 0;
    for (int i = 0; i < hidden; i++) {
      active += w[2 * hidden + i] > 0 ? 1 : 0;
    }
    return active == 0 ? 0 : active == hidden ? 1 : -1;
  }

  /**
   * The part of a node's activation line ⟨w, x⟩ + b = 0 within the square: its two ends as (x₁, y₁,
   * x₂, y₂); empty where it does not cross the square.
   */
  double[] activationLine(double[] w, int node) {
    requireLength(w);
    requireNode(w, node);
    double u = w[2 * node];
    double v = w[2 * node + 1];
    double norm = Math.hypot(u, v);
    double away = w[2 * hidden + node] / norm;
    // Clips the line through its point nearest to the origin, along (−v, u), at the four sides.
    double[] at = {-away * u / norm, -away * v / norm};
    double[] along = {-v / norm, u / norm};
    double from = Double.NEGATIVE_INFINITY;
    double to = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 2; k++) {
      if (along[k] != 0) {
        double one = (-side - at[k]) / along[k];
        double other = (side - at[k]) / along[k];
        from = Math.max(from, Math.min(one, other));
        to = Math.min(to, Math.max(one, other));
      } else if (!(Math.abs(at[k]) < side)) {
        return new double[0];
      }
    }
    if (!(from < to)) {
      return new double[0];
    }
    return new double[] {
      at[0] + from * along[0], at[1] + from * along[1], at[0] + to * along[0], at[1] + to * along[1]
    };
  }

  private static double value(double[] w, double x, double y) {
    int nodes = nodes(w);
    double sum = w[4 * nodes];
    for (int i = 0; i < nodes; i++) {
      double before = w[2 * i] * x + w[2 * i + 1] * y + w[2 * nodes + i];
      sum += w[3 * nodes + i] * Math.max(0, before);
    }
    return sum;
  }

  /**
   * Samples of y = f(x) + N(0, σ²), x uniform on the square. The first samples of a longer data set
   * of the same seed are those of a shorter one.
   *
   * @param truth parameters of a network of any number of nodes, which may be more than this has
   * @param n at least 1
   */
  public RegressionSamples sample(double[] truth, int n, Seed seed) {
    nodes(truth);
    if (n < 1) {
      throw new IllegalArgumentException("there is at least one sample, not " + n);
    }
    double[] x = new double[Math.multiplyExact(n, 2)];
    double[] y = new double[n];
    RandomStream places = seed.stream("inputs").random();
    RandomStream errors = seed.stream("noise").random();
    for (int s = 0; s < n; s++) {
      x[2 * s] = side * (2 * places.nextDouble() - 1);
      x[2 * s + 1] = side * (2 * places.nextDouble() - 1);
      y[s] = value(truth, x[2 * s], x[2 * s + 1]) + noise * errors.nextGaussian();
    }
    return new RegressionSamples(2, 1, x, y);
  }

  /**
   * The activation lines of draws on the square, with a stroke from the middle of each to the side
   * on which its node is active: a colour for each phase, and as many draws of each as are its
   * share of {@value #DRAWN}, evenly chosen, at least one. The names come with the share of all
   * draws.
   *
   * @param draws parameters, one row a draw, at least one
   * @param label the phase of a draw, 0 … names−1; others are left out
   * @param names of the phases
   */
  public Figure picture(
      String title, double[][] draws, ToIntFunction<double[]> label, String... names) {
    int[] phases = Arrays.stream(draws).mapToInt(label).toArray();
    Plot plot = Plot.of(title).x("x₁").y("x₂").equalAxes().xRange(-side, side).yRange(-side, side);
    List<String> shares = new ArrayList<>();
    for (int phase = 0; phase < names.length; phase++) {
      int here = phase;
      int[] of = IntStream.range(0, draws.length).filter(k -> phases[k] == here).toArray();
      int fair = (int) Math.max(1, Math.round((double) DRAWN * of.length / draws.length));
      int drawn = Math.min(of.length, fair);
      List<double[]> strokes = new ArrayList<>();
      for (int k = 0; k < drawn; k++) {
        addStrokes(draws[of[(int) ((long) k * of.length / drawn)]], strokes);
      }
      // A phase without draws keeps its colour, by a line of one point out of sight.
      double[] x = new double[Math.max(1, 3 * strokes.size())];
      double[] y = new double[x.length];
      x[0] = 2 * side;
      y[0] = 2 * side;
      for (int k = 0; k < strokes.size(); k++) {
        double[] ends = strokes.get(k);
        System.arraycopy(new double[] {ends[0], ends[2], Double.NaN}, 0, x, 3 * k, 3);
        System.arraycopy(new double[] {ends[1], ends[3], Double.NaN}, 0, y, 3 * k, 3);
      }
      String share = String.format("%s, %.0f %%", names[phase], 100.0 * of.length / draws.length);
      shares.add(share);
      plot = plot.line(share, x, y).dashes();
    }
    return plot.size(560, 460)
        .figure(
            "The activation lines of some of "
                + draws.length
                + " networks on a square, coloured by phase: "
                + String.join("; ", shares)
                + ".");
  }

  private void addStrokes(double[] w, List<double[]> strokes) {
    for (int i = 0; i < hidden; i++) {
      double[] line = activationLine(w, i);
      if (line.length > 0) {
        double x = (line[0] + line[2]) / 2;
        double y = (line[1] + line[3]) / 2;
        double length = STROKE * side / Math.hypot(w[2 * i], w[2 * i + 1]);
        strokes.add(line);
        strokes.add(new double[] {x, y, x + length * w[2 * i], y + length * w[2 * i + 1]});
      }
    }
  }

  @Override
  public Objective on(RegressionSamples data) {
    return new ReluSamples(this, data.require(2, 1));
  }

  @Override
  public String toString() {
    return String.format("ReLU network of %d nodes, σ = %s", hidden, noise);
  }
}
