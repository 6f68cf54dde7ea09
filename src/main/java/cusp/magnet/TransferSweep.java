package cusp.magnet;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import java.util.Arrays;
import java.util.List;

/**
 * A transfer matrix that carries, for every number of spins up, the sums of e^(−2n/T), n e^(−2n/T)
 * and n² e^(−2n/T) over the states, n being the number of their unsatisfied bonds. All terms are
 * positive.
 */
final class TransferSweep extends SpinSweep {
  private static final int ORDERS = 3;

  private final int width;
  private final double[] sums;
  private final double[] down;
  private final double[] up;

  /** e^(−2n/T). */
  private final double[] weights;

  private TransferSweep(Elimination plan, double temperature) {
    super(plan);
    width = plan.lattice().sites() + 1;
    sums = new double[(ORDERS << plan.bits()) * width];
    down = new double[ORDERS * width];
    up = new double[ORDERS * width];
    weights = new double[plan.lattice().coordination() + 1];
    Arrays.setAll(weights, n -> Math.exp(-2 * n / temperature));
  }

  static ExactState at(Magnet magnet, double temperature) {
    Elimination plan = Elimination.of(magnet.lattice());
    List<FirstLayers> layers = FirstLayers.of(plan);
    List<double[]> sweeps =
        Parallel.map(
            "transfer matrix of " + magnet,
            layers.size(),
            n -> new TransferSweep(plan, temperature).from(layers.get(n).state()));
    Interrupts.endIfInterrupted("the transfer matrix of " + magnet);
    int sites = magnet.lattice().sites();
    double[] total = new double[ORDERS * (sites + 1)];
    for (int n = 0; n < sweeps.size(); n++) {
      double half = layers.get(n).count() / 2.0;
      for (int at = 0; at < total.length; at++) {
        // The class is its own image when all spins turn over.
        int turned = at - at % (sites + 1) + sites - at % (sites + 1);
        total[at] += half * (sweeps.get(n)[at] + sweeps.get(n)[turned]);
      }
    }
    return state(magnet, temperature, total);
  }

  private static ExactState state(Magnet magnet, double temperature, double[] total) {
    int sites = magnet.lattice().sites();
    double ground = -magnet.lattice().bonds();
    EnergyGivenMagnetization sum = EnergyGivenMagnetization.ising(sites);
    for (int k = 0; k <= sites; k++) {
      if (total[k] > 0) {
        double zeeman = -magnet.field() * (2.0 * k - sites);
        double mean = total[sites + 1 + k] / total[k];
        double square = total[2 * (sites + 1) + k] / total[k];
        sum.set(
            k,
            Math.log(total[k]) - (ground + zeeman) / temperature,
            ground + zeeman + 2 * mean,
            4 * (square - mean * mean));
      }
    }
    return sum.state(magnet, temperature, ExactState.Method.TRANSFER_MATRIX);
  }

  private double[] from(int layer) {
    sweep(layer);
    return Arrays.copyOf(sums, ORDERS * width);
  }

  @Override
  void begin(int ups, int unsatisfied) {
    for (int order = 0; order < ORDERS; order++) {
      sums[order * width + ups] = Math.pow(weights[1], unsatisfied) * Math.pow(unsatisfied, order);
    }
  }

  @Override
  void load(int downRow, int upRow) {
    for (int at = 0; at < down.length; at += width) {
      System.arraycopy(sums, downRow * down.length + at, down, at, reached + 1);
      System.arraycopy(sums, upRow * up.length + at, up, at, reached + 1);
    }
  }

  @Override
  void combine(int fromDown, int fromUp, int row, int spin) {
    double a = weights[fromDown];
    double b = fromUp < 0 ? 0 : weights[fromUp];
    double a1 = a * fromDown;
    double b1 = b * fromUp;
    double a2 = a1 * fromDown;
    double b2 = b1 * fromUp;
    int w = width;
    int into = row * down.length;
    int to = into + spin;
    int end = reached + 1;
    for (int k = 0; k < end; k++) {
      sums[to + k] = a * down[k] + b * up[k];
    }
    to += w;
    for (int k = 0; k < end; k++) {
      sums[to + k] = a * down[w + k] + a1 * down[k] + (b * up[w + k] + b1 * up[k]);
    }
    to += w;
    for (int k = 0; k < end; k++) {
      sums[to + k] =
          a * down[2 * w + k]
              + 2 * a1 * down[w + k]
              + a2 * down[k]
              + (b * up[2 * w + k] + 2 * b1 * up[w + k] + b2 * up[k]);
    }
    for (int order = 0; order < ORDERS; order++) {
      // No number of spins up that the other value of the spin has left here.
      sums[into + order * w + (spin == 1 ? 0 : end)] = 0;
    }
  }

  @Override
  void move(int from, int to) {
    int at = to * down.length;
    int other = from * down.length;
    for (int n = 0; n < down.length; n++) {
      sums[at + n] += sums[other + n];
      sums[other + n] = 0;
    }
  }
}
