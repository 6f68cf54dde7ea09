package cusp.posterior;

/**
 * The unnormalised discrete Fourier transform of a power-of-two length, in place, with spectra in
 * bit-reversed order: a power spectrum does not care, and the inverse takes them as they are, so no
 * reordering is needed. Real and imaginary parts lie apart and the inner loops run over neighbours,
 * which the compiler turns into vector code.
 */
final class Fourier {
  private final int size;
  private final double[] cos;
  private final double[] sin;

  /** For at least {@code length} points. */
  Fourier(int length) {
    size = Math.max(2, Integer.highestOneBit(length - 1) << 1);
    // The factors exp(πi j/h) of a stage of half-width h lie at h … 2h−1; every other one is the
    // stage before.
    cos = new double[size];
    sin = new double[size];
    int widest = size / 2;
    for (int j = 0; j < widest; j++) {
      cos[widest + j] = Math.cos(Math.PI * j / widest);
      sin[widest + j] = Math.sin(Math.PI * j / widest);
    }
    for (int k = widest - 1; k >= 1; k--) {
      cos[k] = cos[2 * k];
      sin[k] = sin[2 * k];
    }
  }

  int size() {
    return size;
  }

  /** Σₖ xₖ exp(−2πi jk/size): natural order in, bit-reversed order out (Gentleman–Sande). */
  void forward(double[] re, double[] im) {
    for (int half = size / 2; half >= 1; half >>= 1) {
      for (int start = 0; start < size; start += 2 * half) {
        for (int j = 0; j < half; j++) {
          int a = start + j;
          int b = a + half;
          double dr = re[a] - re[b];
          double di = im[a] - im[b];
          re[a] += re[b];
          im[a] += im[b];
          re[b] = dr * cos[half + j] + di * sin[half + j];
          im[b] = di * cos[half + j] - dr * sin[half + j];
        }
      }
    }
  }

  /** Σⱼ Xⱼ exp(2πi jk/size): bit-reversed order in, natural order out (Cooley–Tukey). */
  void inverse(double[] re, double[] im) {
    for (int half = 1; half < size; half <<= 1) {
      for (int start = 0; start < size; start += 2 * half) {
        for (int j = 0; j < half; j++) {
          int a = start + j;
          int b = a + half;
          double br = re[b] * cos[half + j] - im[b] * sin[half + j];
          double bi = im[b] * cos[half + j] + re[b] * sin[half + j];
          re[b] = re[a] - br;
          im[b] = im[a] - bi;
          re[a] += br;
          im[a] += bi;
        }
      }
    }
  }
}
