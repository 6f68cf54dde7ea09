package cusp.magnet;

import org.hipparchus.analysis.differentiation.UnivariateDerivative2;
import org.hipparchus.util.FastMath;

/**
 * The infinite chain by the larger eigenvalue of its transfer matrix (Ising 1925), λ₊ = e^K (cosh b
 * + √(sinh² b + e^(−4K))) with K = 1/T and b = h/T.
 */
final class InfiniteChain {
  private final double temperature;
  private final double field;

  /** ln λ₊ and its derivatives by 1/T. */
  private final UnivariateDerivative2 logPartition;

  InfiniteChain(double temperature, double field) {
    this.temperature = temperature;
    this.field = field;
    UnivariateDerivative2 k = new UnivariateDerivative2(1 / temperature, 1, 0);
    if (field == 0) {
      // ln(2 cosh K)
      logPartition = k.add(k.multiply(-2).exp().log1p());
    } else {
      UnivariateDerivative2 b = k.multiply(Math.abs(field));
      UnivariateDerivative2 double2 = b.multiply(-2);
      UnivariateDerivative2 sinh = double2.expm1().divide(-2);
      UnivariateDerivative2 cosh = double2.exp().add(1).divide(2);
      UnivariateDerivative2 root = FastMath.hypot(sinh, k.multiply(-2).subtract(b).exp());
      logPartition = k.add(b).add(cosh.add(root).log());
    }
  }

  double logPartition() {
    return logPartition.getValue();
  }

  double energy() {
    return -logPartition.getFirstDerivative();
  }

  double specificHeat() {
    return logPartition.getSecondDerivative() / (temperature * temperature);
  }

  /** sinh b/√(sinh² b + e^(−4K)). */
  double magnetization() {
    double b = Math.abs(field) / temperature;
    double sinh = -Math.expm1(-2 * b) / 2;
    double root = Math.hypot(sinh, Math.exp(-2 / temperature - b));
    return b == 0 ? 0 : Math.copySign(sinh / root, field);
  }

  /** ∂m/∂h = cosh b e^(−4K)/(T (sinh² b + e^(−4K))^(3/2)). */
  double susceptibility() {
    double b = Math.abs(field) / temperature;
    if (b == 0) {
      return Math.exp(2 / temperature) / temperature;
    }
    double small = Math.exp(-2 / temperature - b);
    double root = Math.hypot(Math.expm1(-2 * b) / 2, small);
    double cosh = (1 + Math.exp(-2 * b)) / 2;
    return cosh * (small / root) * (small / root) / (root * temperature);
  }

  /** 1/ln(λ₊/λ₋), where λ₊λ₋ = e^(2K) (1 − e^(−4K)). */
  double correlationLength() {
    double b = Math.abs(field) / temperature;
    double sinh = -Math.expm1(-2 * b) / 2;
    double root = Math.hypot(sinh, Math.exp(-2 / temperature - b));
    double product =
        temperature > 4
            ? Math.log(-Math.expm1(-4 / temperature))
            : Math.log1p(-Math.exp(-4 / temperature));
    return 1 / (2 * b + 2 * Math.log1p(root - sinh) - product);
  }
}
