package cusp.simd;

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
  public void flip(
      long[] spins,
      long[] others,
      int from,
      int to,
      int row,
      long[] upper,
      long[] digits,
      long[] random) {
    long r0 = random[0];
    long r1 = random[1];
    long r2 = random[2];
    long r3 = random[3];
    long[] classes = new long[FLIP_CLASSES];
    for (int i = from; i < to; i++) {
      long s = spins[i];
      long near = others[i];
      long down = near << 1 | others[i - 1] >>> 63;
      long up = near >>> 1 | others[i + 1] << 63;
      classify(s, near, down ^ ((down ^ up) & upper[i]), others[i - row], others[i + row], classes);
      long open = -1;
      long flips = 0;
      for (int k = 0; k < digits.length && open != 0; k += FLIP_CLASSES) {
        long word = Long.rotateLeft(r0 + r3, 23) + r0;
        long t = r1 << 17;
        r2 ^= r0;
        r3 ^= r1;
        r1 ^= r2;
        r0 ^= r3;
        r2 ^= t;
        r3 = Long.rotateLeft(r3, 45);
        long digit = 0;
        for (int c = 0; c < FLIP_CLASSES; c++) {
          digit |= classes[c] & digits[k + c];
        }
        // The first digit in which the random number differs decides.
        long other = digit ^ word;
        flips |= open & other & digit;
        open &= ~other;
      }
      spins[i] = s ^ flips;
    }
    random[0] = r0;
    random[1] = r1;
    random[2] = r2;
    random[3] = r3;
  }

  /** Which spins are in which class, from how many of four neighbours differ. */
  private static void classify(long s, long n0, long n1, long n2, long n3, long[] into) {
    long a = s ^ n0;
    long b = s ^ n1;
    long c = s ^ n2;
    long d = s ^ n3;
    long one = a ^ b ^ c ^ d;
    long four = a & b & c & d;
    long two = ((a & b) ^ (c & d)) | ((a ^ b) & (c ^ d));
    into[5] = ~(one | two | four);
    into[6] = one & ~two;
    into[7] = two & ~one;
    into[8] = one & two;
    into[9] = four;
    for (int count = 0; count < 5; count++) {
      into[count] = into[5 + count] & ~s;
      into[5 + count] &= s;
    }
  }
}
