package cusp.circuit;

import cusp.base.Interrupts;
import org.hipparchus.complex.Complex;

/**
 * The eigenvalues of any square matrix, by QR steps with Wilkinson's shifts on its Hessenberg form
 * (Golub and Van Loan 2013, Matrix computations, §7.4–7.5), each as exact as rounding of the
 * greatest entries allows. Hipparchus asks for small ones to be exact by themselves, and does not
 * converge where the singular values fall off steeply, as those of trained heads do.
 */
final class Eigenvalues {
  private static final int MOST_STEPS = 300;

  private final int size;
  private final double[][] re;
  private final double[][] im;

  /** What counts as 0. */
  private final double least;

  /** Of the rotation of rows k and k + 1: its c and s. */
  private final Complex[] cosines;

  private final Complex[] sines;

  private Eigenvalues(double[][] hessenberg) {
    size = hessenberg.length;
    re = hessenberg;
    im = new double[size][size];
    least = Math.ulp(1.0) * Math.sqrt(Matrices.inner(re, re));
    cosines = new Complex[size];
    sines = new Complex[size];
  }

  /** In no order. */
  static Complex[] of(double[][] matrix) {
    return new Eigenvalues(hessenberg(matrix)).solve();
  }

  /** A similar matrix that is 0 below the first subdiagonal, by Householder's reflections. */
  private static double[][] hessenberg(double[][] matrix) {
    double[][] turned = Matrices.transpose(matrix);
    double[][] a = Matrices.transpose(turned);
    int n = a.length;
    for (int k = 0; k < n - 2; k++) {
      double[] v = new double[n];
      for (int i = k + 1; i < n; i++) {
        v[i] = a[i][k];
      }
      double norm = Matrices.norm(v);
      v[k + 1] += Math.copySign(norm, v[k + 1]);
      double square = Matrices.dot(v, v);
      if (square == 0) {
        continue;
      }
      double[] projected = new double[n];
      for (int i = k + 1; i < n; i++) {
        Matrices.addMultiple(2 * v[i] / square, a[i], projected);
      }
      for (int i = 0; i < n; i++) {
        Matrices.addMultiple(-v[i], projected, a[i]);
        Matrices.addMultiple(-2 * Matrices.dot(a[i], v) / square, v, a[i]);
      }
      for (int i = k + 2; i < n; i++) {
        a[i][k] = 0;
      }
    }
    return a;
  }

  private Complex[] solve() {
    int last = size - 1;
    int steps = 0;
    while (last > 0) {
      Interrupts.endIfInterrupted("the search for eigenvalues");
      int first = last;
      while (first > 0 && entry(first, first - 1).norm() > least) {
        first--;
      }
      if (first == last) {
        last--;
        steps = 0;
        continue;
      }
      steps++;
      if (steps > MOST_STEPS) {
        throw new IllegalStateException("an eigenvalue of " + size + " did not converge");
      }
      // Now and then another one, in case that Wilkinson's go round in a circle.
      Complex shift =
          steps % 10 == 0
              ? entry(last, last).add(entry(last, last - 1).norm())
              : wilkinson(entry(last, last), last);
      step(first, last, shift);
    }
    Complex[] values = new Complex[size];
    for (int i = 0; i < size; i++) {
      values[i] = entry(i, i);
    }
    return values;
  }

  private Complex entry(int i, int j) {
    return new Complex(re[i][j], im[i][j]);
  }

  private void set(int i, int j, Complex value) {
    re[i][j] = value.getRealPart();
    im[i][j] = value.getImaginaryPart();
  }

  /** The eigenvalue of the last two rows and columns that is nearer to the last entry. */
  private Complex wilkinson(Complex corner, int last) {
    Complex half = entry(last - 1, last - 1).subtract(corner).divide(2);
    Complex root =
        half.multiply(half).add(entry(last - 1, last).multiply(entry(last, last - 1))).sqrt();
    Complex one = half.add(root);
    Complex other = half.subtract(root);
    return corner.add(one.norm() < other.norm() ? one : other);
  }

  /** H − μ = QR becomes RQ, and μ is added again. */
  private void step(int first, int last, Complex shift) {
    for (int i = first; i <= last; i++) {
      set(i, i, entry(i, i).subtract(shift));
    }
    for (int k = first; k < last; k++) {
      Complex above = entry(k, k);
      Complex below = entry(k + 1, k);
      double radius = Math.hypot(above.norm(), below.norm());
      cosines[k] = radius == 0 ? Complex.ONE : above.divide(radius);
      sines[k] = radius == 0 ? Complex.ZERO : below.divide(radius);
      rotateRows(k, last);
    }
    for (int k = first; k < last; k++) {
      rotateColumns(k, first);
    }
    for (int i = first; i <= last; i++) {
      set(i, i, entry(i, i).add(shift));
    }
  }

  private void rotateRows(int k, int last) {
    double c = cosines[k].getRealPart();
    double ci = cosines[k].getImaginaryPart();
    double s = sines[k].getRealPart();
    double si = sines[k].getImaginaryPart();
    for (int j = k; j <= last; j++) {
      double x = re[k][j];
      double xi = im[k][j];
      double y = re[k + 1][j];
      double yi = im[k + 1][j];
      re[k][j] = c * x + ci * xi + s * y + si * yi;
      im[k][j] = c * xi - ci * x + s * yi - si * y;
      re[k + 1][j] = c * y - ci * yi - s * x + si * xi;
      im[k + 1][j] = c * yi + ci * y - s * xi - si * x;
    }
  }

  private void rotateColumns(int k, int first) {
    double c = cosines[k].getRealPart();
    double ci = cosines[k].getImaginaryPart();
    double s = sines[k].getRealPart();
    double si = sines[k].getImaginaryPart();
    for (int i = first; i <= k + 1; i++) {
      double x = re[i][k];
      double xi = im[i][k];
      double y = re[i][k + 1];
      double yi = im[i][k + 1];
      re[i][k] = c * x - ci * xi + s * y - si * yi;
      im[i][k] = c * xi + ci * x + s * yi + si * y;
      re[i][k + 1] = c * y + ci * yi - s * x - si * xi;
      im[i][k + 1] = c * yi - ci * y - s * xi + si * x;
    }
  }
}
