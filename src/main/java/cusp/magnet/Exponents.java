package cusp.magnet;

/**
 * A critical point and how it is approached: the correlation length grows as |T − Tc|^(−ν), the
 * order as (Tc − T)^β, the susceptibility as |T − Tc|^(−γ).
 *
 * <pre>{@code
 * var ising = new Exponents(
 *     new Observable(2.2692, 0), new Observable(1, 0), new Observable(0.125, 0), new Observable(1.75, 0));
 * show(ising);
 * }</pre>
 *
 * @param criticalTemperature Tc
 * @param nu ν
 * @param beta β
 * @param gamma γ
 */
public record Exponents(
    Observable criticalTemperature, Observable nu, Observable beta, Observable gamma) {
  @Override
  public String toString() {
    return "Tc = %s, ν = %s, β = %s, γ = %s".formatted(criticalTemperature, nu, beta, gamma);
  }
}
