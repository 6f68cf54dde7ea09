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
        k * k * log.getSecondDerivative() / sites);
  }

  /**
   * Z = ½ (2 sinh 2K)^(mn/2) (Π 2cosh(nγ/2) + Π 2sinh(nγ/2)), both over the odd γ and over the even
   * ones; by K.
   */
  private static UnivariateDerivative2 logPartition(int m, int n, double coupling) {
    UnivariateDerivative2 k = new UnivariateDerivative2(coupling, 1, 0);
    UnivariateDerivative2 twice = k.multiply(2);
    UnivariateDerivative2 sinh = twice.sinh();
    // sinh 2K + 1/sinh 2K − 2 = cosh γ + cos(πl/m) − 2
    UnivariateDerivative2 excess = sinh.subtract(1).pow(2).divide(sinh);
    UnivariateDerivative2[] logs = {k.getField().getZero(), k.getField().getZero()};
    UnivariateDerivative2[] ratios = {k.getField().getOne(), k.getField().getOne()};
    for (int l = 0; l < 2 * m; l++) {
      UnivariateDerivative2 half = gamma(l, m, twice, excess).multiply(n / 2.0);
      logs[l % 2] = logs[l % 2].add(logTwoCosh(half));
      ratios[l % 2] = ratios[l % 2].multiply(half.tanh());
    }
    UnivariateDerivative2 odd = logs[1].add(ratios[1].log1p());
    // Far above the Curie point Π tanh is −1, and these two products cancel.
    UnivariateDerivative2 even = ratios[0].add(1).multiply(logs[0].subtract(odd).exp());
    // ln(2 sinh 2K) = 2K + ln(1 − e^(−4K))
    UnivariateDerivative2 front = twice.add(twice.multiply(-2).expm1().negate().log());
    return front.multiply(0.5 * m * n).add(odd).add(even.log1p()).subtract(Math.log(2));
  }

  /** γ_l: cosh γ = cosh 2K coth 2K − cos(πl/m); γ₀ = 2K + ln tanh K has a sign. */
  private static UnivariateDerivative2 gamma(
      int l, int m, UnivariateDerivative2 twice, UnivariateDerivative2 excess) {
    if (l == 0) {
      return twice.add(twice.divide(2).tanh().log());
    }
    double sine = Math.sin(Math.PI * l / (2.0 * m));
    UnivariateDerivative2 y = excess.add(2 * sine * sine);
    return y.add(y.multiply(y.add(2)).sqrt()).log1p();
  }

  private static UnivariateDerivative2 logTwoCosh(UnivariateDerivative2 x) {
    UnivariateDerivative2 size = x.getValue() < 0 ? x.negate() : x;
    return size.add(size.multiply(-2).exp().log1p());
  }
}
