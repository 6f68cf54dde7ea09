package cusp.simd;

import java.util.Arrays;

/**
 * The loops as one would write them; the reference for the vectorised ones, and what runs where
 * those cannot.
 */
final class PlainKernels implements Kernels {

  @Override
  public String name() {
    return "plain";
  }

  @Override
  public int lanes() {
    return 1;
  }

  @Override
  public double reconstruct(
      double[] values,
      int from,
      int to,
      int row,
      int stride,
      double[] gram,
      double[] bias,
      double[] identity,
      double[] gradGram,
      double[] gradBias) {
    double sum = 0;
    for (int j = 0; j < stride; j++) {
      double gain = gram[row + j];
      double b = bias[j];
      double target = identity[row + j];
      double byGain = 0;
      double byBias = 0;
      for (int k = from; k < to; k++) {
        double mu = values[k];
        double before = gain * mu + b;
        // ReLU without a branch, which random values would mispredict; a NaN counts as active.
        double r = (before + Math.abs(before)) / 2 - target * mu;
        double live = target == 0 || !(before <= 0) ? r : 0;
        sum += r * r;
        byGain += live * mu;
        byBias += live;
      }
      gradGram[row + j] += byGain;
      gradBias[j] += byBias;
    }
    return sum;
  }

  @Override
  public double rectify(
      int nodes, double[] w, double[] samples, int stride, double[] scratch, double[] gradient) {
    int biases = 2 * nodes;
    int factors = 3 * nodes;
    int second = stride;
    Arrays.fill(scratch, 0, stride, w[4 * nodes]);
    for (int k = 0; k < nodes; k++) {
      double u = w[2 * k];
      double v = w[2 * k + 1];
      double b = w[biases + k];
      double q = w[factors + k];
      int row = (k + 1) * stride;
      for (int s = 0; s < stride; s++) {
        double before = u * samples[s] + v * samples[second + s] + b;
        // No branch, which samples would mispredict; NaN of NaN.
        double active = Math.max(0, before);
        scratch[row + s] = active;
        scratch[s] += q * active;
      }
    }
    double squares = 0;
    double errors = 0;
    for (int s = 0; s < stride; s++) {
      double e = (scratch[s] - samples[2 * stride + s]) * samples[3 * stride + s];
      scratch[s] = e;
      squares += e * e;
      errors += e;
    }
    if (gradient == null) {
      return squares;
    }
    gradient[4 * nodes] += errors;
    for (int k = 0; k < nodes; k++) {
      int row = (k + 1) * stride;
      double byFirst = 0;
      double bySecond = 0;
      double byBias = 0;
      double byFactor = 0;
      for (int s = 0; s < stride; s++) {
        double active = scratch[row + s];
        double e = active <= 0 ? 0 : scratch[s];
        byFirst += e * samples[s];
        bySecond += e * samples[second + s];
        byBias += e;
        byFactor += e * active;
      }
      double q = w[factors + k];
      gradient[2 * k] += q * byFirst;
      gradient[2 * k + 1] += q * bySecond;
      gradient[biases + k] += q * byBias;
      gradient[factors + k] += byFactor;
    }
    return squares;
  }

  @Override
  public void flip(
      long[] spins,
      long[] others,
      int from,
      int to,
      int row,
      long[] upper,
      long[] digits,
      long[] random,
      long[] open) {
    Arrays.fill(open, from, to, -1);
    for (int i = from; i < to; i++) {
      decide(spins, others, i, row, upper, digits, 0, random, 1, open);
    }
  }

  @Override
  public void multiplyAdd(
      int m,
      int n,
      int k,
      double[] a,
      int aFrom,
      int aRow,
      int aStep,
      double[] b,
      int bRow,
      double[] c,
      int cFrom,
      int cRow) {
    for (int i = 0; i < m; i++) {
      int into = cFrom + i * cRow;
      for (int s = 0; s < k; s++) {
        double factor = a[aFrom + i * aRow + s * aStep];
        int row = s * bRow;
        for (int j = 0; j < n; j++) {
          c[into + j] += factor * b[row + j];
        }
      }
    }
  }

  @Override
  public void tanh(double[] values, int count) {
    for (int i = 0; i < count; i++) {
      values[i] = Math.tanh(values[i]);
    }
  }

  @Override
  public void adam(
      double[] w,
      double[] gradient,
      double[] memory,
      double beta1,
      double beta2,
      double epsilon,
      double shrink,
      double rate) {
    adam(0, w, gradient, memory, beta1, beta2, epsilon, shrink, rate);
  }

  /** The places from some one on. */
  static void adam(
      int from,
      double[] w,
      double[] gradient,
      double[] memory,
      double beta1,
      double beta2,
      double epsilon,
      double shrink,
      double rate) {
    int d = w.length;
    for (int i = from; i < d; i++) {
      double g = gradient[i];
      double mean = beta1 * memory[i] + (1 - beta1) * g;
      double square = beta2 * memory[d + i] + (1 - beta2) * g * g;
      memory[i] = mean;
      memory[d + i] = square;
      w[i] = shrink * w[i] - rate * mean / (Math.sqrt(square) + epsilon);
    }
  }

  /**
   * Decides the spins of a word that are still open, from some digit of their probabilities on, by
   * the first generator of several.
   */
  static void decide(
      long[] spins,
      long[] others,
      int i,
      int row,
      long[] upper,
      long[] digits,
      int firstDigit,
      long[] random,
      int generators,
      long[] open) {
    long s = spins[i];
    long near = others[i];
    long down = near << 1 | others[i - 1] >>> 63;
    long up = near >>> 1 | others[i + 1] << 63;
    long a = s ^ near;
    long b = s ^ down ^ ((down ^ up) & upper[i]);
    long c = s ^ others[i - row];
    long d = s ^ others[i + row];
    // How many of a, b, c and d are set, in three binary digits.
    long one = a ^ b ^ c ^ d;
    long four = a & b & c & d;
    long two = ((a & b) ^ (c & d)) | ((a ^ b) & (c ^ d));
    long undecided = open[i];
    long flips = 0;
    for (int k = firstDigit; k < FLIP_DIGITS && undecided != 0; k++) {
      int of0 = k * FLIP_CLASSES;
      int of1 = of0 + FLIP_CLASSES / 2;
      long digit =
          (~(one | two | four) & either(s, digits[of0], digits[of1]))
              | (one & ~two & either(s, digits[of0 + 1], digits[of1 + 1]))
              | (two & ~one & either(s, digits[of0 + 2], digits[of1 + 2]))
              | (one & two & either(s, digits[of0 + 3], digits[of1 + 3]))
              | (four & either(s, digits[of0 + 4], digits[of1 + 4]));
      // The first digit in which the random number differs decides.
      long differs = digit ^ next(random, generators);
      flips |= undecided & differs & digit;
      undecided &= ~differs;
    }
    spins[i] = s ^ flips;
  }

  private static long either(long s, long of0, long of1) {
    return (s & of1) | (~s & of0);
  }

  /** The next number of the first generator. */
  private static long next(long[] random, int generators) {
    int g1 = generators;
    int g2 = 2 * generators;
    int g3 = 3 * generators;
    long word = Long.rotateLeft(random[0] + random[g3], 23) + random[0];
    long shifted = random[g1] << 17;
    random[g2] ^= random[0];
    random[g3] ^= random[g1];
    random[g1] ^= random[g2];
    random[0] ^= random[g3];
    random[g2] ^= shifted;
    random[g3] = Long.rotateLeft(random[g3], 45);
    return word;
  }
}
