package cusp.posterior;

import java.util.function.DoubleUnaryOperator;
import org.hipparchus.analysis.integration.IterativeLegendreGaussIntegrator;

/** Exact means over a density exp(−U) on an interval. */
final class Quadrature {
  private Quadrature() {}

  static double mean(
      DoubleUnaryOperator potential, DoubleUnaryOperator function, double low, double high) {
    return integral(
            w -> function.applyAsDouble(w) * Math.exp(-potential.applyAsDouble(w)), low, high)
        / integral(w -> Math.exp(-potential.applyAsDouble(w)), low, high);
  }

  private static double integral(DoubleUnaryOperator function, double low, double high) {
    return new IterativeLegendreGaussIntegrator(16, 1e-11, 1e-14)
        .integrate(1_000_000, function::applyAsDouble, low, high);
  }
}
