package cusp.magnet;

/**
 * Where a quantity is largest, and how large. Of the susceptibility and the specific heat both move
 * with the length L: the place by L^(−1/ν), the height as L^(γ/ν) and L^(α/ν).
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(8));
 * var runs = Simulation.wolff().withSweeps(2000).run(magnet, new double[] {2.3, 2.5}, seed(1));
 * show(Reweighting.of(runs).peak(Quantity.SUSCEPTIBILITY));
 * }</pre>
 *
 * @param quantity what is largest
 * @param temperature where
 * @param height the largest value
 */
public record Peak(Quantity quantity, Measured temperature, Measured height) {
  @Override
  public String toString() {
    return "%s is largest at T = %s: %s".formatted(quantity, temperature, height);
  }
}
