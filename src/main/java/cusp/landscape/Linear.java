package cusp.landscape;

import java.util.Arrays;

/** Arithmetic of flat vectors, and the refusals that all searches share. */
final class Linear {

  private Linear() {}

  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** Without overflow or underflow of the squares. */
  static double norm(double[] a) {
    double largest = 0;
    for (double x : a) {
      largest = Math.max(largest, Math.abs(x));
    }
    if (largest == 0 || !Double.isFinite(largest)) {
      return largest;
    }
    double sum = 0;
    for (double x : a) {
      sum += (x / largest) * (x / largest);
    }
    return largest * Math.sqrt(sum);
  }

  static double distance(double[] a, double[] b) {
    return norm(plus(a, -1, b));
  }

  /** a + factor·b. */
  static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  static double[] times(double factor, double[] a) {
    return Arrays.stream(a).map(x -> factor * x).toArray();
  }

  /** Of length 1. */
  static double[] unit(double[] a) {
    return times(1 / norm(a), a);
  }

  /** The part of a that is orthogonal to a unit vector. */
  static double[] without(double[] a, double[] unit) {
    return plus(a, -dot(a, unit), unit);
  }

  static double[] product(double[][] matrix, double[] v) {
    return Arrays.stream(matrix).mapToDouble(row -> dot(row, v)).toArray();
  }

  /** A copy of a point of the right length without NaN or infinity. */
  static double[] point(String what, int dimension, double[] w) {
    if (w.length != dimension) {
      throw new IllegalArgumentException(
          what + " has length " + w.length + ", the objective has dimension " + dimension);
    }
    for (int i = 0; i < w.length; i++) {
      if (!Double.isFinite(w[i])) {
        throw new IllegalArgumentException(what + "[" + i + "] must be finite, not " + w[i]);
      }
    }
    return w.clone();
  }

  static double finiteLoss(String what, double loss) {
    if (!Double.isFinite(loss)) {
      throw new IllegalArgumentException("the loss at " + what + " must be finite, not " + loss);
    }
    return loss;
  }

  static double positive(String what, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " must be positive and finite, not " + value);
    }
    return value;
  }

  static int atLeast(String what, int least, int value) {
    if (value < least) {
      throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
    }
    return value;
  }
}
