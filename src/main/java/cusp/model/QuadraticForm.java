package cusp.model;

import java.util.Arrays;

/**
 * A quadratic function of w, ½ wᵀAw + bᵀw + c.
 *
 * <pre>{@code
 * var bowl = new QuadraticForm(new double[][] {{2, 0}, {0, 1}}, new double[] {0, 1}, 3);
 * show(bowl.at(new double[] {1, 2}));
 * }</pre>
 *
 * @param curvature A, symmetric, d×d
 * @param slope b, of length d
 * @param constant c
 */
public record QuadraticForm(double[][] curvature, double[] slope, double constant) {
  private static final double ASYMMETRY = 1e-12;

  public QuadraticForm {
    int d = slope.length;
    if (curvature.length != d) {
      throw new IllegalArgumentException(
          "A has " + curvature.length + " rows, but b has length " + d);
    }
    double[][] rows = new double[d][];
    for (int i = 0; i < d; i++) {
      if (curvature[i].length != d) {
        throw new IllegalArgumentException(
            "A is " + d + "×" + d + ", but row " + i + " has length " + curvature[i].length);
      }
      for (int j = 0; j < i; j++) {
        double size = Math.abs(curvature[i][j]) + Math.abs(curvature[j][i]);
        if (!(Math.abs(curvature[i][j] - curvature[j][i]) <= ASYMMETRY * size)) {
          throw new IllegalArgumentException(
              "A is symmetric and finite, but A["
                  + i
                  + "]["
                  + j
                  + "] = "
                  + curvature[i][j]
                  + " and A["
                  + j
                  + "]["
                  + i
                  + "] = "
                  + curvature[j][i]);
        }
      }
      rows[i] = curvature[i].clone();
    }
    curvature = rows;
    slope = slope.clone();
  }

  /** ½ wᵀAw. */
  public static QuadraticForm of(double[][] curvature) {
    return new QuadraticForm(curvature, new double[curvature.length], 0);
  }

  /** The i-th coordinate of d. */
  public static QuadraticForm coordinate(int i, int d) {
    double[] slope = new double[d];
    slope[i] = 1;
    return new QuadraticForm(new double[d][d], slope, 0);
  }

  /** d, the length of w. */
  public int dimension() {
    return slope.length;
  }

  /** Its value at w. */
  public double at(double[] w) {
    double sum = constant;
    for (int i = 0; i < slope.length; i++) {
      sum += w[i] * (row(i, w) / 2 + slope[i]);
    }
    return sum;
  }

  /** Sets {@code into} to Aw + b, and returns the value at w. */
  public double gradient(double[] w, double[] into) {
    double sum = constant;
    for (int i = 0; i < slope.length; i++) {
      double row = row(i, w);
      into[i] = row + slope[i];
      sum += w[i] * (row / 2 + slope[i]);
    }
    return sum;
  }

  private double row(int i, double[] w) {
    double sum = 0;
    double[] row = curvature[i];
    for (int j = 0; j < row.length; j++) {
      sum += row[j] * w[j];
    }
    return sum;
  }

  /** The function times a number. */
  public QuadraticForm times(double factor) {
    double[][] scaled =
        Arrays.stream(curvature)
            .map(row -> Arrays.stream(row).map(x -> factor * x).toArray())
            .toArray(double[][]::new);
    double[] slopes = Arrays.stream(slope).map(x -> factor * x).toArray();
    return new QuadraticForm(scaled, slopes, factor * constant);
  }

  /** The function as a loss without samples. */
  public QuadraticLoss potential() {
    return new QuadraticPotential(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuadraticForm form
        && Arrays.deepEquals(curvature, form.curvature)
        && Arrays.equals(slope, form.slope)
        && constant == form.constant;
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.deepHashCode(curvature) + Arrays.hashCode(slope);
  }

  @Override
  public String toString() {
    return "½ wᵀAw + bᵀw + "
        + constant
        + ", A = "
        + Arrays.deepToString(curvature)
        + ", b = "
        + Arrays.toString(slope);
  }
}
