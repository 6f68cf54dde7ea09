package cusp.circuit;

import cusp.model.Potential;
import cusp.train.Descent;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;

/**
 * A linear map fitted to standardised activations.
 *
 * @param weights [d + 1][classes], the last row the constant
 */
record ProbeFit(double[] mean, double[] deviation, double[][] weights, boolean converged) {
  private static final Descent DESCENT =
      Descent.defaults().withIterations(1_000).withTolerance(1e-6);

  /** Of the given rows. */
  static ProbeFit of(LinearProbe probe, double[][] x, int[] labels, int[] rows, int kinds) {
    double[][] chosen = Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new);
    int[] classes = Arrays.stream(rows).map(i -> labels[i]).toArray();
    double[] mean = Matrices.columnMeans(chosen);
    double[][] z = Matrices.centred(chosen);
    double[] deviation = new double[mean.length];
    for (double[] row : z) {
      for (int j = 0; j < row.length; j++) {
        deviation[j] += row[j] * row[j] / z.length;
      }
    }
    // What does not vary among these rows has no say about others.
    Arrays.setAll(
        deviation, j -> deviation[j] > 0 ? Math.sqrt(deviation[j]) : Double.POSITIVE_INFINITY);
    for (double[] row : z) {
      Arrays.setAll(row, j -> row[j] / deviation[j]);
    }
    if (probe.kind() == LinearProbe.Kind.RIDGE) {
      double[][] weights = ridge(z, classes, kinds, probe.penalty());
      return new ProbeFit(mean, deviation, weights, true);
    }
    Multinomial loss = new Multinomial(z, classes, kinds, probe.penalty());
    Descent.Minimum minimum = DESCENT.from(loss, new double[loss.dimension()]);
    return new ProbeFit(mean, deviation, loss.rows(minimum.w()), minimum.converged());
  }

  /** Minimises the mean of ½|Wᵀz + c − y|² plus λ/2·|W|²; of d and n the smaller is solved for. */
  private static double[][] ridge(double[][] z, int[] classes, int kinds, double penalty) {
    int n = z.length;
    double[][] targets = new double[n][kinds];
    for (int i = 0; i < n; i++) {
      targets[i][classes[i]] = 1;
    }
    double[] mean = Matrices.columnMeans(targets);
    targets = Matrices.centred(targets);
    double[][] across = Matrices.transpose(z);
    boolean wide = across.length > n;
    double[][] products = wide ? Matrices.cross(across, across) : Matrices.cross(z, z);
    for (int i = 0; i < products.length; i++) {
      products[i][i] += n * penalty;
    }
    var solver = new CholeskyDecomposition(new Array2DRowRealMatrix(products, false)).getSolver();
    double[][] right = wide ? targets : Matrices.cross(z, targets);
    double[][] solved = solver.solve(new Array2DRowRealMatrix(right, false)).getData();
    double[][] weights =
        Arrays.copyOf(wide ? Matrices.cross(z, solved) : solved, across.length + 1);
    weights[across.length] = mean;
    return weights;
  }

  /** The class with the greatest score. */
  int classify(double[] x) {
    double[] scores = weights[x.length].clone();
    for (int j = 0; j < x.length; j++) {
      Matrices.addMultiple((x[j] - mean[j]) / deviation[j], weights[j], scores);
    }
    int best = 0;
    for (int c = 1; c < scores.length; c++) {
      best = scores[c] > scores[best] ? c : best;
    }
    return best;
  }

  /** The mean cross-entropy plus λ/2·|W|², the constants free. */
  record Multinomial(double[][] z, int[] classes, int kinds, double penalty) implements Potential {

    @Override
    public int dimension() {
      return (z[0].length + 1) * kinds;
    }

    double[][] rows(double[] w) {
      double[][] rows = new double[z[0].length + 1][];
      Arrays.setAll(rows, j -> Arrays.copyOfRange(w, j * kinds, (j + 1) * kinds));
      return rows;
    }

    @Override
    public double loss(double[] w) {
      return gradient(w, new double[w.length]);
    }

    @Override
    public double gradient(double[] w, double[] into) {
      int d = z[0].length;
      double[] scores = new double[kinds];
      double loss = 0;
      Arrays.fill(into, 0);
      for (int i = 0; i < z.length; i++) {
        System.arraycopy(w, d * kinds, scores, 0, kinds);
        for (int j = 0; j < d; j++) {
          for (int c = 0; c < kinds; c++) {
            scores[c] += z[i][j] * w[j * kinds + c];
          }
        }
        double entropy = CrossEntropy.of(scores, classes[i]);
        loss += entropy / z.length;
        double logSum = entropy + scores[classes[i]];
        for (int c = 0; c < kinds; c++) {
          double excess = Math.exp(scores[c] - logSum) - (c == classes[i] ? 1 : 0);
          scores[c] = excess / z.length;
          into[d * kinds + c] += scores[c];
        }
        for (int j = 0; j < d; j++) {
          for (int c = 0; c < kinds; c++) {
            into[j * kinds + c] += z[i][j] * scores[c];
          }
        }
      }
      for (int k = 0; k < d * kinds; k++) {
        loss += penalty / 2 * w[k] * w[k];
        into[k] += penalty * w[k];
      }
      return loss;
    }

    @Override
    public Multinomial fork() {
      return this;
    }
  }
}
