package cusp.magnet;

/**
 * What a {@link Reweighting} says of one temperature. Errors are those of sampling.
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(8));
 * var runs = Simulation.wolff().withSweeps(1000).run(magnet, new double[] {2.2, 2.4}, seed(1));
 * var between = Reweighting.of(runs).at(2.3);
 * show(between.energy());
 * show(between.binder());
 * }</pre>
 *
 * @param temperature T, in units of the bond
 * @param energy e = ⟨H⟩/N
 * @param specificHeat c = β² (⟨H²⟩ − ⟨H⟩²)/N
 * @param magnetization ⟨|m|⟩
 * @param susceptibility χ = βN (⟨m²⟩ − ⟨|m|⟩²)
 * @param binder U = 1 − ⟨m⁴⟩/(3⟨m²⟩²)
 * @param binderSlope dU/dβ
 * @param logSlope d ln⟨|m|⟩/dβ
 * @param independentSamples how many an average at this temperature is worth
 */
public record Reweighted(
    double temperature,
    Measured energy,
    Measured specificHeat,
    Measured magnetization,
    Measured susceptibility,
    Measured binder,
    Measured binderSlope,
    Measured logSlope,
    double independentSamples) {

  /** One of them by its name. */
  public Measured get(Quantity quantity) {
    return switch (quantity) {
      case ENERGY -> energy;
      case SPECIFIC_HEAT -> specificHeat;
      case MAGNETIZATION -> magnetization;
      case SUSCEPTIBILITY -> susceptibility;
      case BINDER -> binder;
      case BINDER_SLOPE -> binderSlope;
      case LOG_SLOPE -> logSlope;
    };
  }

  @Override
  public String toString() {
    return "T = %.5g: e = %s, c = %s, ⟨|m|⟩ = %s, χ = %s, U = %s"
        .formatted(temperature, energy, specificHeat, magnetization, susceptibility, binder);
  }
}
