package cusp.simd;

import java.util.Arrays;
import org.hipparchus.special.Erf;

/** The loops as one would write them; see {@link PlainKernels}. */
final class PlainFloatKernels implements FloatKernels {
  static final double EPSILON = 1e-5;

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public void multiplyAdd(
      int m,
      int n,
      int k,
      float[] a,
      int aFrom,
      int aRow,
      int aStep,
      float[] b,
      int bFrom,
      int bRow,
      float[] c,
      int cFrom,
      int cRow) {
    for (int i = 0; i < m; i++) {
      int row = cFrom + i * cRow;
      for (int s = 0; s < k; s++) {
        float factor = a[aFrom + i * aRow + s * aStep];
        int from = bFrom + s * bRow;
        for (int j = 0; j < n; j++) {
          c[row + j] += factor * b[from + j];
        }
      }
    }
  }

  @Override
  public void add(float factor, float[] values, int from, float[] into, int at, int count) {
    for (int j = 0; j < count; j++) {
      into[at + j] += factor * values[from + j];
    }
  }

  @Override
  public void addRows(float[] values, int from, int rows, int stride, float[] into, int at) {
    for (int i = 0; i < rows; i++) {
      add(1, values, from + i * stride, into, at, stride);
    }
  }

  @Override
  public void activate(Activation f, float[] in, float[] out, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = in[i];
      out[i] =
          (float)
              switch (f) {
                case RELU -> Math.max(x, 0);
                case GELU -> x * distribution(x);
                case TANH -> Math.tanh(x);
                case SQUARE -> x * x;
              };
    }
  }

  @Override
  public void activateBack(
      Activation f, float[] in, float[] out, float[] gradOut, float[] gradIn, int from, int to) {
    for (int i = from; i < to; i++) {
      double x = in[i];
      double slope =
          switch (f) {
            case RELU -> x <= 0 ? 0 : 1;
            case GELU -> distribution(x) + x * density(x);
            case TANH -> 1 - (double) out[i] * out[i];
            case SQUARE -> 2 * x;
          };
      gradIn[i] = (float) (gradOut[i] * slope);
    }
  }

  @Override
  public void crossEntropy(
      float[] logits,
      int from,
      int rows,
      int n,
      int stride,
      int[] classes,
      int classFrom,
      float scale,
      double[] losses,
      int lossFrom) {
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      int truth = row + classes[classFrom + k];
      double greatest = greatest(logits, row, n);
      double below = logits[truth] - greatest;
      // Apart from the others, which a probability near 1 would drown.
      logits[truth] = Float.NEGATIVE_INFINITY;
      double others = exponentials(logits, row, n, 1, greatest);
      double sum = Math.exp(below) + others;
      losses[lossFrom + k] = below == 0 ? Math.log1p(others) : Math.log(sum) - below;
      float factor = (float) (scale / sum);
      for (int j = row; j < row + n; j++) {
        logits[j] *= factor;
      }
      logits[truth] = (float) (-scale * (others / sum));
      Arrays.fill(logits, row + n, row + stride, 0);
    }
  }

  /** Replaces z by exp(z − max z), and returns the sum of that. */
  private static double exponentials(float[] z, int from, int n, double scale, double greatest) {
    double sum = 0;
    for (int j = from; j < from + n; j++) {
      double e = Math.exp(scale * (z[j] - greatest));
      z[j] = (float) e;
      sum += e;
    }
    return sum;
  }

  private static double greatest(float[] z, int from, int n) {
    double greatest = z[from];
    for (int j = from + 1; j < from + n; j++) {
      greatest = Math.max(greatest, z[j]);
    }
    return greatest;
  }

  @Override
  public void causalSoftmax(float scale, float[] z, int from, int rows, int stride) {
    for (int t = 0; t < rows; t++) {
      int row = from + t * stride;
      double sum = exponentials(z, row, t + 1, scale, greatest(z, row, t + 1));
      for (int j = row; j <= row + t; j++) {
        z[j] = (float) (z[j] / sum);
      }
      Arrays.fill(z, row + t + 1, row + stride, 0);
    }
  }

  @Override
  public void softmaxBack(
      float scale, float[] p, int pFrom, float[] g, int from, int rows, int stride) {
    for (int t = 0; t < rows; t++) {
      int shift = pFrom - from;
      int row = from + t * stride;
      double mean = 0;
      for (int j = row; j < row + stride; j++) {
        mean += (double) g[j] * p[shift + j];
      }
      for (int j = row; j < row + stride; j++) {
        g[j] = (float) (scale * p[shift + j] * (g[j] - mean));
      }
    }
  }

  @Override
  public void normalize(
      float[] x,
      int from,
      int rows,
      int n,
      int stride,
      float[] weights,
      int gainAt,
      int shiftAt,
      float[] out,
      float[] normal,
      float[] inverse) {
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      double mean = 0;
      for (int j = row; j < row + n; j++) {
        mean += x[j];
      }
      mean /= n;
      double variance = 0;
      for (int j = row; j < row + n; j++) {
        variance += (x[j] - mean) * (x[j] - mean);
      }
      double scale = 1 / Math.sqrt(variance / n + EPSILON);
      inverse[k] = (float) scale;
      for (int j = 0; j < stride; j++) {
        normal[row + j] = j < n ? (float) ((x[row + j] - mean) * scale) : 0;
        out[row + j] = normal[row + j] * weights[gainAt + j] + weights[shiftAt + j];
      }
    }
  }

  @Override
  public void normalizeBack(
      float[] normal,
      float[] inverse,
      float[] weights,
      int gainAt,
      float[] gradOut,
      int from,
      int rows,
      int n,
      int stride,
      float[] gradIn,
      float[] grad,
      int gradGainAt,
      int gradShiftAt) {
    for (int k = 0; k < rows; k++) {
      int row = from + k * stride;
      double mean = 0;
      double along = 0;
      for (int j = 0; j < n; j++) {
        double g = (double) gradOut[row + j] * weights[gainAt + j];
        mean += g;
        along += g * normal[row + j];
        grad[gradGainAt + j] += gradOut[row + j] * normal[row + j];
        grad[gradShiftAt + j] += gradOut[row + j];
      }
      mean /= n;
      along /= n;
      for (int j = 0; j < n; j++) {
        double g = (double) gradOut[row + j] * weights[gainAt + j];
        gradIn[row + j] = (float) (inverse[k] * (g - mean - normal[row + j] * along));
      }
      Arrays.fill(gradIn, row + n, row + stride, 0);
    }
  }

  private static double distribution(double x) {
    return Erf.erfc(-x / Math.sqrt(2)) / 2;
  }

  private static double density(double x) {
    return Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
  }
}
