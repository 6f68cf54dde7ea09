package cusp.magnet;

import org.hipparchus.analysis.differentiation.UnivariateDerivative2;

/**
 * Ising's square lattice on a torus of any size without a field (Kaufman 1949,
 * doi:10.1103/PhysRev.76.1232), with derivatives that are carried along exactly.
 *
 * <pre>{@code
 * var torus = Kaufman.torus(16, 32, 2.2);
 * show(torus.logPartition() + ", u = " + torus.energy() + ", c = " + torus.specificHeat());
 * }</pre>
 *
 * @param rows of sites
 * @param columns of sites
 * @param temperature T
 * @param logPartition ln Z
 * @param energy ⟨H⟩/N
 * @param specificHeat (⟨H²⟩ − ⟨H⟩²)/(NT²)
 */
public record Kaufman(
    int rows,
    int columns,
    double temperature,
    double logPartition,
    double energy,
    double specificHeat) {
  private static final int MOST = 1 << 14;

  /**
   * A torus of rows × columns sites; where one of them is 2 every pair across it has a double bond.
   *
   * @throws IllegalArgumentException if either is not from 2 to 16384, or the temperature not from
   *     1e−9 to 1e9
   */
  public static Kaufman torus(int rows, int columns, double temperature) {
    Temperatures.require(temperature);
    if (Math.min(rows, columns) < 2 || Math.max(rows, columns) > MOST) {
      throw new IllegalArgumentException(
          "a torus has 2 to %d rows and columns, not %d × %d".formatted(MOST, rows, columns));
    }
    double sites = (double) rows * columns;
    double k = 1 / temperature;
    if (Temperatures.isFrozen(temperature)) {
      return new Kaufman(rows, columns, temperature, 2 * sites * k + Math.log(2), -2, 0);
    }
    // Fewer, longer factors lose less.
    UnivariateDerivative2 log = logPartition(Math.min(rows, columns), Math.max(rows, columns), k);
    return new Kaufman(
        rows,
        columns,
        temperature,
        log.getValue(),
        -log.getFirstDerivative() / sites,
        Math.max(0, k * k * log.getSecondDerivative() / sites));
  }

  /**
   * Z = ½ (2 sinh 2K)^(mn/2) (Π 2cosh(nγ/2) + Π 2sinh(nγ/2)), both over the odd γ and over the even
   * ones; by K. With the factors of sinh 2K in the products nothing is large at either end.
   */
  private static UnivariateDerivative2 logPartition(int m, int n, double coupling) {
    UnivariateDerivative2 k = new UnivariateDerivative2(coupling, 1, 0);
    UnivariateDerivative2 small = k.multiply(-2).exp();
    UnivariateDerivative2 rest = k.multiply(-4).expm1().negate();
    // 4e^(−4K) sinh 2K and 4e^(−4K) (sinh 2K − 1)²
    UnivariateDerivative2 sinh = small.multiply(rest).multiply(2);
    UnivariateDerivative2 excess = rest.subtract(small.multiply(2)).pow(2);
    UnivariateDerivative2 logSinh = sinh.log();
    UnivariateDerivative2 odd = k.getField().getZero();
    // Summed apart, since the even product's logarithm and the odd one's are almost the same.
    UnivariateDerivative2 difference = k.getField().getZero();
    UnivariateDerivative2[] ratios = {k.getField().getOne(), k.getField().getOne()};
    for (int l = 0; l < 2 * m; l++) {
      UnivariateDerivative2 log;
      UnivariateDerivative2 gamma;
      if (l == 0) {
        // γ₀ = 2K + ln tanh K has a sign.
        gamma = k.multiply(2).add(k.tanh().log());
        log = logSinh.add(gamma.getValue() < 0 ? gamma.negate() : gamma);
      } else {
        log = logExponential(Math.sin(Math.PI * l / (2.0 * m)), sinh, excess);
        gamma = log.subtract(logSinh);
      }
      UnivariateDerivative2 decay = logSinh.subtract(log).multiply(n).exp();
      UnivariateDerivative2 logCosh = log.multiply(n / 2.0).add(decay.log1p());
      odd = l % 2 == 0 ? odd : odd.add(logCosh);
      difference = l % 2 == 0 ? difference.add(logCosh) : difference.subtract(logCosh);
      ratios[l % 2] = ratios[l % 2].multiply(gamma.multiply(n / 2.0).tanh());
    }
    // Far above the Curie point Π tanh is −1 of the even ones, whose two products then cancel.
    UnivariateDerivative2 even =
        ratios[0].add(1).divide(ratios[1].add(1)).multiply(difference.exp());
    UnivariateDerivative2 front = k.multiply(4).subtract(Math.log(2)).multiply(0.5 * m * n);
    return front.add(odd).add(ratios[1].log1p()).add(even.log1p()).subtract(Math.log(2));
  }

  /**
   * ln(4e^(−4K) sinh 2K e^γ), where cosh γ sinh 2K = cosh² 2K − sinh 2K cos θ.
   *
   * @param sine of θ/2
   */
  private static UnivariateDerivative2 logExponential(
      double sine, UnivariateDerivative2 sinh, UnivariateDerivative2 excess) {
    UnivariateDerivative2 low = excess.add(sinh.multiply(2 * sine * sine));
    UnivariateDerivative2 middle = low.add(sinh);
    return middle.add(low.multiply(middle.add(sinh)).sqrt()).log();
  }
}
