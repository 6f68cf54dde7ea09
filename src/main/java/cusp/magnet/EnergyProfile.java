package cusp.magnet;

import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.QRDecomposition;

/**
 * ln of the probability of an energy, as a polynomial, and how far it falls below its concave
 * envelope. Where it does, a straight piece of the envelope spans a dip between two peaks, which a
 * change of temperature, adding a linear function of E, makes equally high: so the envelope finds
 * them at whatever temperature the profile was taken, and its depth below is the barrier.
 */
final class EnergyProfile {
  private final double sites;
  private final double origin;

  /** Energies and ln of the density there. */
  private final double[] energy;

  private final double[] logDensity;

  /** The points at the ends of the envelope's widest gap; equal where it is concave. */
  private int left;

  private int right;
  private double barrier;

  /** The profile of one replicate at 1/T. */
  EnergyProfile(Histograms histograms, int replicate, double beta, Shape shape) {
    sites = histograms.sites;
    origin = histograms.samples.origin;
    Bins bins = shape.bins(histograms, replicate, beta);
    double[] coefficients = bins.coefficients(shape.degree);
    // Between levels that lie apart, as next to the ground state, a polynomial is free to swing.
    energy =
        Arrays.stream(shape.places).map(z -> shape.low + shape.range() * (z + 1) / 2).toArray();
    logDensity = Arrays.stream(shape.places).map(z -> Bins.polynomial(coefficients, z)).toArray();
    envelop();
  }

  /**
   * Where a profile is taken, and of which degree: the same for all replicates.
   *
   * @param low least energy, from the samples' origin
   * @param high largest energy
   * @param degree of the polynomial, the one that fits best for its size (Akaike 1974)
   * @param places where there are levels, from −1 to 1
   */
  record Shape(double low, double high, int degree, double[] places) {
    private static final int BINS = 80;
    private static final int LEAST_DEGREE = 4;
    private static final int MOST_DEGREE = 24;

    /** Between fewer a polynomial swings, as where the energies of a small magnet lie apart. */
    private static final int BINS_A_DEGREE = 3;

    /** Of the probability left out at each end, where there are few samples. */
    private static final double TAIL = 5e-3;

    static Shape of(Histograms histograms, double beta) {
      double[] probability = histograms.distribution(beta);
      double[] levels = histograms.samples.energy;
      double below = 0;
      int first = -1;
      int last = 0;
      for (; last < levels.length - 1 && below + probability[last] < 1 - TAIL; last++) {
        below += probability[last];
        if (first < 0 && below > TAIL) {
          first = last;
        }
      }
      double low = levels[Math.max(first, 0)];
      double high = levels[last];
      Shape widest = new Shape(low, high, LEAST_DEGREE, new double[0]);
      Bins bins = widest.bins(histograms, 0, beta);
      double worth = histograms.effective(beta);
      int best = 1;
      double least = Double.POSITIVE_INFINITY;
      int most = Math.min(MOST_DEGREE, bins.z.length / BINS_A_DEGREE);
      for (int degree = Math.min(LEAST_DEGREE, most); degree <= most; degree += 2) {
        double criterion = worth * bins.misfit(degree) + 2 * degree;
        if (criterion < least) {
          least = criterion;
          best = degree;
        }
      }
      return new Shape(low, high, best, bins.z);
    }

    private double range() {
      return high - low;
    }

    private Bins bins(Histograms histograms, int replicate, double beta) {
      double[] probability = histograms.distribution(replicate, beta);
      double[] levels = histograms.samples.energy;
      double[] mass = new double[BINS];
      double[] sum = new double[BINS];
      int[] count = new int[BINS];
      for (int e = 0; e < levels.length; e++) {
        double share = (levels[e] - low) / range();
        if (share >= 0 && share <= 1) {
          int bin = (int) Math.min(BINS - 1, share * BINS);
          mass[bin] += probability[e];
          sum[bin] += 2 * share - 1;
          count[bin]++;
        }
      }
      int filled = (int) Arrays.stream(mass).filter(m -> m > 0).count();
      Bins bins = new Bins(new double[filled], new double[filled], new double[filled]);
      int n = 0;
      for (int bin = 0; bin < BINS; bin++) {
        if (mass[bin] > 0) {
          bins.z[n] = sum[bin] / count[bin];
          bins.mass[n] = mass[bin];
          // A bin with more levels is not more probable: what counts is a level's probability.
          bins.logDensity[n++] = Math.log(mass[bin] / count[bin]);
        }
      }
      return bins;
    }
  }

  /**
   * A histogram.
   *
   * @param z places, from −1 to 1
   * @param mass probabilities
   * @param logDensity ln of the mean probability of a level
   */
  private record Bins(double[] z, double[] mass, double[] logDensity) {

    /** Of Chebyshev polynomials, weighed by the probabilities. */
    double[] coefficients(int degree) {
      double[][] design = new double[z.length][degree + 1];
      double[] right = new double[z.length];
      for (int r = 0; r < z.length; r++) {
        double weight = Math.sqrt(mass[r]);
        right[r] = weight * logDensity[r];
        for (int k = 0; k <= degree; k++) {
          design[r][k] = weight * Math.cos(k * Math.acos(z[r]));
        }
      }
      return new QRDecomposition(new Array2DRowRealMatrix(design, false))
          .getSolver()
          .solve(new ArrayRealVector(right, false))
          .toArray();
    }

    static double polynomial(double[] coefficients, double z) {
      double sum = 0;
      for (int k = 0; k < coefficients.length; k++) {
        sum += coefficients[k] * Math.cos(k * Math.acos(z));
      }
      return sum;
    }

    /** χ² of one independent sample. */
    double misfit(int degree) {
      double[] coefficients = coefficients(degree);
      double sum = 0;
      for (int r = 0; r < z.length; r++) {
        sum += mass[r] * Math.pow(logDensity[r] - polynomial(coefficients, z[r]), 2);
      }
      return sum;
    }
  }

  /** The upper hull of the points, and its widest gap. */
  private void envelop() {
    int[] hull = new int[energy.length];
    int size = 0;
    for (int g = 0; g < energy.length; g++) {
      while (size > 1 && above(hull[size - 2], hull[size - 1], g) <= 0) {
        size--;
      }
      hull[size++] = g;
    }
    for (int h = 1; h < size; h++) {
      for (int g = hull[h - 1] + 1; g < hull[h]; g++) {
        double gap = -above(hull[h - 1], g, hull[h]);
        if (gap > barrier) {
          barrier = gap;
          left = hull[h - 1];
          right = hull[h];
        }
      }
    }
  }

  /** How far a point lies above the chord of two others. */
  private double above(int from, int at, int to) {
    double share = (energy[at] - energy[from]) / (energy[to] - energy[from]);
    return logDensity[at] - logDensity[from] - share * (logDensity[to] - logDensity[from]);
  }

  /** ln of the ratio of equally high peaks to the dip between them; 0 where there is no dip. */
  double barrier() {
    return barrier;
  }

  /** The distance of the peaks in energy a site; 0 where there is one. */
  double gap() {
    return right > left ? (peak(right) - peak(left)) / sites : 0;
  }

  /** The energy of a peak, by the parabola through its highest point and the two beside it. */
  private double peak(int at) {
    if (at == 0 || at == energy.length - 1) {
      return energy[at];
    }
    double before = energy[at - 1] - energy[at];
    double after = energy[at + 1] - energy[at];
    double fromBefore = (logDensity[at] - logDensity[at - 1]) / before;
    double toAfter = (logDensity[at + 1] - logDensity[at]) / after;
    // Divided differences of the tilted profile: its slope at the point, and its curvature.
    double curvature = 2 * (toAfter + fromBefore) / (after - before);
    double slope = (toAfter * -before - fromBefore * after) / (after - before) - tilt();
    return energy[at] + (curvature < 0 ? Math.max(before, Math.min(after, -slope / curvature)) : 0);
  }

  /** What a change of temperature has to add to make the peaks equally high. */
  private double tilt() {
    return right > left
        ? (logDensity[right] - logDensity[left]) / (energy[right] - energy[left])
        : 0;
  }

  /** Energies a site. */
  double[] energies() {
    return Arrays.stream(energy).map(e -> (e + origin) / sites).toArray();
  }

  /** ln of the density, tilted so that the peaks are equally high, the largest being 0. */
  double[] logDensities() {
    double slope = tilt();
    double[] tilted = new double[energy.length];
    Arrays.setAll(tilted, g -> logDensity[g] - slope * energy[g]);
    double largest = Arrays.stream(tilted).max().orElseThrow();
    return Arrays.stream(tilted).map(v -> v - largest).toArray();
  }
}
