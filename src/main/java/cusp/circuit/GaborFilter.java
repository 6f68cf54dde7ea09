package cusp.circuit;

import cusp.plot.Figure;
import cusp.plot.Heat;

/**
 * A wave under a Gaussian window, the filter that sees an edge or a bar of one orientation: at (x,
 * y) from the centre,
 *
 * <pre>exp(−(x′² + γ²y′²)/(2σ²)) · cos(2πx′/λ + ψ)</pre>
 *
 * with x′ = x cos θ + y sin θ and y′ = −x sin θ + y cos θ (Daugman 1985, JOSA A 2, 1160; the real
 * part). The column of a kernel is x and its row is y, downwards.
 *
 * <pre>{@code
 * show(new GaborFilter(8, Math.PI / 4, 0, 4, 0.5).chart(21));
 * }</pre>
 *
 * @param wavelength λ > 0, in pixels
 * @param orientation θ, in radians: the direction in which the wave runs
 * @param phase ψ, in radians
 * @param sigma σ > 0, the width of the window along the wave, in pixels
 * @param aspect γ > 0; the window is σ/γ wide across the wave
 */
public record GaborFilter(
    double wavelength, double orientation, double phase, double sigma, double aspect) {
  private static final int MOST = 1_000;

  public GaborFilter {
    requirePositive("wavelength", wavelength);
    requirePositive("width sigma", sigma);
    requirePositive("aspect", aspect);
    if (!Double.isFinite(orientation) || !Double.isFinite(phase)) {
      throw new IllegalArgumentException(
          "the orientation and the phase are finite, not " + orientation + " and " + phase);
    }
  }

  private static void requirePositive(String name, double value) {
    if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the " + name + " of a filter is positive and finite, not " + value);
    }
  }

  /** The value at a place relative to the centre, in pixels. */
  public double at(double x, double y) {
    double along = x * Math.cos(orientation) + y * Math.sin(orientation);
    double across = aspect * (y * Math.cos(orientation) - x * Math.sin(orientation));
    return Math.exp(-(along * along + across * across) / (2 * sigma * sigma))
        * Math.cos(2 * Math.PI * along / wavelength + phase);
  }

  /** size × size values, [row][column], the centre in the middle. */
  public double[][] kernel(int size) {
    if (size < 1 || size > MOST) {
      throw new IllegalArgumentException("the size of a kernel lies in 1 … 1000, not " + size);
    }
    double middle = (size - 1) / 2.0;
    double[][] kernel = new double[size][size];
    for (int row = 0; row < size; row++) {
      for (int column = 0; column < size; column++) {
        kernel[row][column] = at(column - middle, row - middle);
      }
    }
    return kernel;
  }

  /** The kernel as an image. */
  public Figure chart(int size) {
    return Heat.of(kernel(size))
        .diverging()
        .title("Gabor filter")
        .figure(
            String.format(
                "A Gabor filter of wavelength %.3g at %.0f degrees.",
                wavelength, Math.toDegrees(orientation)));
  }
}
