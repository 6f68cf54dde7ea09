package cusp.posterior;

import java.util.Arrays;

/**
 * The autocovariance of chains, averaged over them: γ̂ₜ = Σᵢ (xᵢ − x̄)(xᵢ₊ₜ − x̄)/n with the mean
 * x̄ of each chain.
 *
 * <p>The first lags are summed directly, as many as well-mixing chains need; later ones come by
 * FFT, eight times as many each time, since few chains need them all.
 */
final class Autocovariance {
  /** Lags of one pass over the draws, whose sums run in parallel. */
  private static final int BLOCK = 4;

  /** Direct lags that cost about as much as an FFT of a few thousand draws. */
  private static final int DIRECT = 32;

  /** By how much an FFT raises the number of known lags. */
  private static final int GROWTH = 8;

  private final int chains;
  private final int length;
  private final int stride;
  private final double[] centred;
  private final double varianceOfMeans;
  private double[] byLag = {};

  /** For {@code values} of chains of equal length that lie one after the other. */
  Autocovariance(double[] values, int chains) {
    this.chains = chains;
    length = values.length / chains;
    // Zeros behind each chain let a block of lags run over its end.
    stride = length + BLOCK;
    centred = new double[chains * stride];
    double[] means = new double[chains];
    for (int c = 0; c < chains; c++) {
      means[c] = Moments.of(values, c * length, (c + 1) * length).mean();
      for (int i = 0; i < length; i++) {
        centred[c * stride + i] = values[c * length + i] - means[c];
      }
    }
    varianceOfMeans = Moments.of(means, 0, chains).variance();
  }

  /** The variance of the chains' means, with divisor chains − 1. */
  double varianceOfMeans() {
    return varianceOfMeans;
  }

  /** γ̂ at a lag 0 … n−1. */
  double at(int lag) {
    while (lag >= byLag.length) {
      byLag = byLag.length < DIRECT ? withNextBlock() : byTransform(GROWTH * byLag.length);
    }
    return byLag[lag];
  }

  private double[] withNextBlock() {
    int lag = byLag.length;
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    for (int c = 0; c < chains; c++) {
      int start = c * stride;
      for (int i = start; i < start + length - lag; i++) {
        double x = centred[i];
        s0 += x * centred[i + lag];
        s1 += x * centred[i + lag + 1];
        s2 += x * centred[i + lag + 2];
        s3 += x * centred[i + lag + 3];
      }
    }
    double[] more = Arrays.copyOf(byLag, lag + BLOCK);
    double scale = 1.0 / (chains * (double) length);
    more[lag] = s0 * scale;
    more[lag + 1] = s1 * scale;
    more[lag + 2] = s2 * scale;
    more[lag + 3] = s3 * scale;
    return more;
  }

  /**
   * At least so many lags, if there are, by Wiener and Khinchin: the inverse transform of the
   * summed power spectra. As many zeros as lags behind each chain keep its ends apart.
   */
  private double[] byTransform(int lags) {
    Fourier fourier = new Fourier(length + Math.min(lags, length));
    double[] power = new double[fourier.size()];
    double[] re = new double[fourier.size()];
    double[] im = new double[fourier.size()];
    for (int c = 0; c < chains; c += 2) {
      // A pair of chains is one complex sequence: the real part of its autocovariance is the sum of
      // theirs.
      load(c, re);
      load(c + 1, im);
      fourier.forward(re, im);
      for (int k = 0; k < power.length; k++) {
        power[k] += re[k] * re[k] + im[k] * im[k];
      }
    }
    Arrays.fill(im, 0);
    fourier.inverse(power, im);
    double scale = 1.0 / (chains * (double) length * power.length);
    double[] all = Arrays.copyOf(power, Math.min(power.length - length + 1, length));
    for (int lag = 0; lag < all.length; lag++) {
      all[lag] *= scale;
    }
    return all;
  }

  /**
   * One chain and zeros behind it. Halved chains come in pairs, so the number of chains is even.
   */
  private void load(int chain, double[] into) {
    System.arraycopy(centred, chain * stride, into, 0, length);
    Arrays.fill(into, length, into.length, 0);
  }
}
