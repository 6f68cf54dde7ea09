package cusp.posterior;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/**
 * Kept positions as a picture can show them: over their number in one dimension, as they are in
 * two, and on their first two principal components in more.
 *
 * @param x [chain][kept], only finite positions
 * @param y [chain][kept]
 * @param path whether x is the number of the position
 */
record Projection(
    double[][] x,
    double[][] y,
    double centerX,
    double centerY,
    String xLabel,
    String yLabel,
    boolean path) {
  private static final int MOST_POSITIONS = 240;

  /** Null where there is no finite position. */
  static Projection of(double[][][] positions, double[] center) {
    int chains = positions.length;
    double[][][] kept = new double[chains][][];
    List<double[]> all = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      kept[c] = finite(positions[c], Math.max(1, MOST_POSITIONS / chains));
      all.addAll(Arrays.asList(kept[c]));
    }
    if (all.isEmpty()) {
      return null;
    }
    if (center.length == 1) {
      double[][] number = new double[chains][];
      for (int c = 0; c < chains; c++) {
        number[c] = IntStream.rangeClosed(1, kept[c].length).mapToDouble(k -> k).toArray();
      }
      return new Projection(number, column(kept, 0), 0, center[0], "kept draw", "w", true);
    }
    return center.length == 2
        ? new Projection(column(kept, 0), column(kept, 1), center[0], center[1], "w₁", "w₂", false)
        : principal(kept, all, center);
  }

  private static double[][] finite(double[][] positions, int most) {
    double[][] kept =
        Arrays.stream(positions)
            .filter(w -> w != null && Arrays.stream(w).allMatch(Double::isFinite))
            .toArray(double[][]::new);
    int count = Math.min(most, kept.length);
    return IntStream.range(0, count)
        .mapToObj(k -> kept[(int) ((k + 1L) * kept.length / count) - 1])
        .toArray(double[][]::new);
  }

  private static double[][] column(double[][][] kept, int i) {
    return Arrays.stream(kept)
        .map(chain -> Arrays.stream(chain).mapToDouble(w -> w[i]).toArray())
        .toArray(double[][]::new);
  }

  /** From the matrix of inner products, which is small however many parameters there are. */
  private static Projection principal(double[][][] kept, List<double[]> all, double[] center) {
    int count = all.size();
    double[] mean = new double[center.length];
    for (double[] w : all) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += w[i] / count;
      }
    }
    double[][] products = new double[count][count];
    double[] toCenter = new double[count];
    for (int a = 0; a < count; a++) {
      for (int b = 0; b <= a; b++) {
        products[a][b] = product(all.get(a), all.get(b), mean);
        products[b][a] = products[a][b];
      }
      toCenter[a] = product(all.get(a), center, mean);
    }
    var eigen = new EigenDecompositionSymmetric(new Array2DRowRealMatrix(products, false));
    double total = Math.max(Double.MIN_NORMAL, trace(products));
    double[][] scores = new double[2][count];
    double[] centers = new double[2];
    double[] parts = new double[2];
    for (int k = 0; k < Math.min(2, count); k++) {
      double value = Math.max(0, eigen.getEigenvalue(k));
      double[] vector = eigen.getEigenvector(k).toArray();
      double length = Math.sqrt(value);
      parts[k] = value / total;
      for (int a = 0; a < count; a++) {
        scores[k][a] = length * vector[a];
        centers[k] += value > 0 ? vector[a] * toCenter[a] / length : 0;
      }
    }
    return new Projection(
        split(scores[0], kept),
        split(scores[1], kept),
        centers[0],
        centers[1],
        String.format("1st component, %.0f %% of the variance", 100 * parts[0]),
        String.format("2nd, %.0f %%", 100 * parts[1]),
        false);
  }

  private static double trace(double[][] matrix) {
    return IntStream.range(0, matrix.length).mapToDouble(i -> matrix[i][i]).sum();
  }

  private static double product(double[] a, double[] b, double[] mean) {
    double sum = 0;
    for (int i = 0; i < mean.length; i++) {
      sum += (a[i] - mean[i]) * (b[i] - mean[i]);
    }
    return sum;
  }

  private static double[][] split(double[] values, double[][][] kept) {
    double[][] parts = new double[kept.length][];
    int from = 0;
    for (int c = 0; c < kept.length; c++) {
      parts[c] = Arrays.copyOfRange(values, from, from + kept[c].length);
      from += kept[c].length;
    }
    return parts;
  }
}
