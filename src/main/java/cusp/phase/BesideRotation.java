package cusp.phase;

import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/** Quadratic forms on the coordinates that the loss holds, beside the circle of rotations. */
final class BesideRotation {
  private BesideRotation() {}

  /** The rows and columns of the held coordinates. */
  static double[][] to(boolean[] held, double[][] matrix) {
    int d = count(held);
    double[][] part = new double[d][d];
    int row = 0;
    for (int i = 0; i < held.length; i++) {
      if (!held[i]) {
        continue;
      }
      int column = 0;
      for (int j = 0; j < held.length; j++) {
        if (held[j]) {
          part[row][column++] = matrix[i][j];
        }
      }
      row++;
    }
    return part;
  }

  static int count(boolean[] held) {
    int d = 0;
    for (boolean h : held) {
      d += h ? 1 : 0;
    }
    return d;
  }

  /** The direction of a common rotation of the columns, of length 1, in the held coordinates. */
  static double[] tangent(double[] w, boolean[] held) {
    double[] tangent = new double[count(held)];
    double squares = 0;
    int at = 0;
    for (int i = 0; i < w.length; i++) {
      if (held[i]) {
        double turned = turned(w, i);
        tangent[at++] = turned;
        squares += turned * turned;
      }
    }
    for (int i = 0; i < tangent.length; i++) {
      tangent[i] /= Math.sqrt(squares);
    }
    return tangent;
  }

  /** Coordinate i of Jw, J the generator of the rotation of all columns, which leaves biases. */
  static double turned(double[] w, int i) {
    int c = w.length / 3;
    return i < c ? -w[c + i] : i < 2 * c ? w[i - c] : 0;
  }

  /** Takes out of v what it has along the rotation, and returns that. */
  static double takeOut(double[] tangent, double[] v) {
    double along = 0;
    for (int i = 0; i < v.length; i++) {
      along += v[i] * tangent[i];
    }
    for (int i = 0; i < v.length; i++) {
      v[i] -= along * tangent[i];
    }
    return along;
  }

  /** The form with 1 in the place of what it has along the rotation. */
  static RealMatrix form(double[][] form, double[] tangent) {
    RealMatrix projection = MatrixUtils.createRealIdentityMatrix(tangent.length);
    RealMatrix along = MatrixUtils.createRealMatrix(tangent.length, tangent.length);
    for (int i = 0; i < tangent.length; i++) {
      for (int j = 0; j < tangent.length; j++) {
        along.setEntry(i, j, tangent[i] * tangent[j]);
      }
    }
    projection = projection.subtract(along);
    RealMatrix sum =
        projection.multiply(MatrixUtils.createRealMatrix(form)).multiply(projection).add(along);
    // Products are symmetric up to rounding only, and the decomposition asks for more.
    return sum.add(sum.transpose()).scalarMultiply(0.5);
  }

  /**
   * ln of the determinant of a form beside the rotation.
   *
   * @throws org.hipparchus.exception.MathIllegalArgumentException if it is not positive there
   */
  static double logDeterminant(double[][] form, double[] tangent) {
    return logDeterminant(new CholeskyDecomposition(form(form, tangent)));
  }

  static double logDeterminant(CholeskyDecomposition decomposition) {
    RealMatrix root = decomposition.getL();
    double sum = 0;
    for (int i = 0; i < root.getRowDimension(); i++) {
      sum += 2 * Math.log(root.getEntry(i, i));
    }
    return sum;
  }

  /** Solves Rᵀx = v in place, R lower triangular. */
  static void solveTransposed(double[][] root, double[] v) {
    for (int i = v.length - 1; i >= 0; i--) {
      double sum = v[i];
      for (int j = i + 1; j < v.length; j++) {
        sum -= root[j][i] * v[j];
      }
      v[i] = sum / root[i][i];
    }
  }
}
