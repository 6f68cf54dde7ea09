package cusp.model;

import cusp.model.Expression.Operation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Interval arithmetic on expressions: bounds of their values over a box (Moore, Kearfott and Cloud,
 * <i>Introduction to Interval Analysis</i>, SIAM 2009). Every result is rounded outwards by as many
 * units in the last place as its operation may err, an exact 0 excepted.
 *
 * <p>Immutable and shareable; run with a workspace of one's own. Where an operation may leave its
 * domain, both bounds are NaN.
 */
final class RangeProgram {

  private static final double TURN = 2 * Math.PI;

  /** Beyond it the place of an angle within its turn is not certain enough. */
  private static final double LARGEST_ANGLE = 1e6;

  /** What Java's specification grants exp, log, sin, cos and pow, with one to spare. */
  private static final int LIBRARY_ULPS = 2;

  private static final int TANH_ULPS = 4;

  private final Operation[] operations;
  private final int[] left;
  private final int[] right;
  private final double[] exponents;
  private final double[] constants;
  private final int[] outputs;

  /** A program for the bounds of some expressions of a graph. */
  RangeProgram(List<Expression> roots) {
    TreeMap<Integer, Expression> needed = new TreeMap<>();
    List<Expression> open = new ArrayList<>(roots);
    while (!open.isEmpty()) {
      Expression node = open.remove(open.size() - 1);
      if (node != null && needed.put(node.id, node) == null && node.varies) {
        open.add(node.left);
        open.add(node.right);
      }
    }
    int n = needed.size();
    operations = new Operation[n];
    left = new int[n];
    right = new int[n];
    exponents = new double[n];
    constants = new double[2 * n];
    Map<Integer, Integer> places = new HashMap<>();
    for (Expression node : needed.values()) {
      int k = places.size();
      places.put(node.id, k);
      operations[k] = node.varies ? node.operation : Operation.CONSTANT;
      if (!node.varies) {
        constants[2 * k] = down(node.value);
        constants[2 * k + 1] = up(node.value);
        if (node.isInteger()) {
          constants[2 * k] = node.value;
          constants[2 * k + 1] = node.value;
        }
      } else if (node.operation == Operation.VARIABLE) {
        left[k] = node.variable;
      } else {
        left[k] = places.get(node.left.id);
        right[k] = node.right == null ? left[k] : places.get(node.right.id);
        exponents[k] = node.operation == Operation.POWER ? node.right.value : Double.NaN;
      }
    }
    outputs = roots.stream().mapToInt(root -> places.get(root.id)).toArray();
  }

  /** A workspace for {@link #run}. */
  double[] workspace() {
    return constants.clone();
  }

  /** Writes the lower and the upper bound of each expression, in turn. */
  void run(double[] low, double[] high, double[] workspace, double[] into) {
    for (int k = 0; k < operations.length; k++) {
      if (operations[k] != Operation.CONSTANT) {
        step(k, low, high, workspace);
      }
    }
    for (int o = 0; o < outputs.length; o++) {
      into[2 * o] = workspace[2 * outputs[o]];
      into[2 * o + 1] = workspace[2 * outputs[o] + 1];
    }
  }

  private void step(int k, double[] low, double[] high, double[] v) {
    int i = 2 * left[k];
    int j = 2 * right[k];
    switch (operations[k]) {
      case VARIABLE -> set(v, k, low[left[k]], high[left[k]]);
      case ADD -> set(v, k, down(v[i] + v[j]), up(v[i + 1] + v[j + 1]));
      case SUBTRACT -> set(v, k, down(v[i] - v[j + 1]), up(v[i + 1] - v[j]));
      case NEGATE -> set(v, k, -v[i + 1], -v[i]);
      case MULTIPLY -> {
        if (i == j) {
          power(v, k, v[i], v[i + 1], 2);
        } else {
          multiply(v, k, v[i], v[i + 1], v[j], v[j + 1]);
        }
      }
      case DIVIDE -> divide(v, k, i, j);
      case POWER -> power(v, k, v[i], v[i + 1], exponents[k]);
      case EXP ->
          set(
              v,
              k,
              Math.max(0, down(Math.exp(v[i]), LIBRARY_ULPS)),
              up(Math.exp(v[i + 1]), LIBRARY_ULPS));
      case LOG ->
          set(v, k, down(Math.log(v[i]), LIBRARY_ULPS), up(Math.log(v[i + 1]), LIBRARY_ULPS));
      case SQRT -> set(v, k, down(Math.sqrt(v[i])), up(Math.sqrt(v[i + 1])));
      case TANH -> set(v, k, down(Math.tanh(v[i]), TANH_ULPS), up(Math.tanh(v[i + 1]), TANH_ULPS));
      case SIN -> cosine(v, k, down(v[i] - Math.PI / 2), up(v[i + 1] - Math.PI / 2));
      case COS -> cosine(v, k, v[i], v[i + 1]);
      case CONSTANT -> throw new IllegalStateException("a constant takes no step");
    }
  }

  /** A bound that is not one makes both NaN. */
  private static void set(double[] v, int k, double low, double high) {
    boolean known = low <= high;
    v[2 * k] = known ? low : Double.NaN;
    v[2 * k + 1] = known ? high : Double.NaN;
  }

  private static void multiply(double[] v, int k, double a, double b, double c, double d) {
    double ac = product(a, c);
    double ad = product(a, d);
    double bc = product(b, c);
    double bd = product(b, d);
    set(
        v,
        k,
        down(Math.min(Math.min(ac, ad), Math.min(bc, bd))),
        up(Math.max(Math.max(ac, ad), Math.max(bc, bd))));
  }

  /** An infinite bound stands for finite values without limit, of which 0 times each is 0. */
  private static double product(double a, double b) {
    boolean zero = (a == 0 && !Double.isNaN(b)) || (b == 0 && !Double.isNaN(a));
    return zero ? 0 : a * b;
  }

  private static void divide(double[] v, int k, int i, int j) {
    double low = v[j];
    double high = v[j + 1];
    if (low > 0 || high < 0) {
      multiply(v, k, v[i], v[i + 1], down(1 / high), up(1 / low));
    } else if (Double.isNaN(low) || Double.isNaN(v[i])) {
      set(v, k, Double.NaN, Double.NaN);
    } else {
      set(v, k, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
  }

  private static void power(double[] v, int k, double low, double high, double exponent) {
    double atLow = Math.pow(low, exponent);
    double atHigh = Math.pow(high, exponent);
    double least = Math.min(atLow, atHigh);
    double most = Math.max(atLow, atHigh);
    boolean straddles = low < 0 && high > 0;
    if (straddles && exponent % 2 == 0) {
      least = 0;
    }
    set(
        v,
        k,
        low >= 0 || exponent % 2 == 0
            ? Math.max(0, down(least, LIBRARY_ULPS))
            : down(least, LIBRARY_ULPS),
        up(most, LIBRARY_ULPS));
  }

  private static void cosine(double[] v, int k, double low, double high) {
    if (!(Math.max(Math.abs(low), Math.abs(high)) <= LARGEST_ANGLE)) {
      set(v, k, Double.isNaN(low) ? Double.NaN : -1, 1);
      return;
    }
    double atLow = Math.cos(low);
    double atHigh = Math.cos(high);
    set(
        v,
        k,
        holdsTurn(low - Math.PI, high - Math.PI)
            ? -1
            : Math.max(-1, cosineBelow(Math.min(atLow, atHigh))),
        holdsTurn(low, high) ? 1 : Math.min(1, cosineAbove(Math.max(atLow, atHigh))));
  }

  /** Whether a multiple of 2π may lie in between. */
  private static boolean holdsTurn(double low, double high) {
    double slack = 1e-15 * (1 + Math.max(Math.abs(low), Math.abs(high)));
    return Math.floor((high + slack) / TURN) >= Math.ceil((low - slack) / TURN);
  }

  // A sine's angle is moved by a quarter turn that is rounded, so that its error is absolute.
  private static double cosineBelow(double x) {
    return x - 1e-15;
  }

  private static double cosineAbove(double x) {
    return x + 1e-15;
  }

  private static double down(double x) {
    return x == 0 ? 0 : Math.nextDown(x);
  }

  private static double up(double x) {
    return x == 0 ? 0 : Math.nextUp(x);
  }

  private static double down(double x, int ulps) {
    return x == 0 ? 0 : x - ulps * Math.ulp(x);
  }

  private static double up(double x, int ulps) {
    return x == 0 ? 0 : x + ulps * Math.ulp(x);
  }
}
