package cusp.magnet;

/**
 * A critical point and how it is approached: the correlation length grows as |T − Tc|^(−ν), the
 * order as (Tc − T)^β, the susceptibility as |T − Tc|^(−γ).
 *
 * <pre>{@code
 * var study = FiniteSizeScaling.defaults()
 *     .withLengths(6, 8, 12)
 *     .withSimulation(Simulation.wolff().withChains(2).withBurnIn(50).withSweeps(300));
 * var ising = study.estimate(Magnet.ising(Lattice.square(8)), seed(1)).exponents();
 * show("ν = " + ising.nu() + ", " + ising.nu().pull(1) + " errors from 1");
 * }</pre>
 *
 * @param criticalTemperature Tc
 * @param nu ν
 * @param beta β
 * @param gamma γ
 */
public record Exponents(Measured criticalTemperature, Measured nu, Measured beta, Measured gamma) {
  @Override
  public String toString() {
    return "Tc = %s, ν = %s, β = %s, γ = %s".formatted(criticalTemperature, nu, beta, gamma);
  }
}
