package cusp.singular;

/**
 * A short chain of unadjusted Langevin dynamics at one step size and one temperature.
 *
 * <pre>{@code
 * var bowl = Objective.of("x^2+y^2");
 * var llc = LocalLearningCoefficient.defaults().withNBeta(100);
 * for (Pilot pilot : llc.calibrate(bowl, new double[2], seed(1)).plane()) {
 *   show(pilot.stepSize() + " at nβ = " + pilot.nBeta() + ": " + pilot.reading());
 * }
 * }</pre>
 *
 * @param stepSize ε
 * @param nBeta nβ
 * @param acceptance mean probability with which its steps would be accepted by MALA
 * @param reading nβ(E[L] − L(w*)) over its second half; NaN where the chain diverged
 * @param standardError of the reading, from the chain's autocorrelation
 * @param drift of the reading from the third quarter of the chain to the last, in units of its
 *     standard error
 * @param cost gradients of the whole objective
 */
public record Pilot(
    double stepSize,
    double nBeta,
    double acceptance,
    double reading,
    double standardError,
    double drift,
    double cost) {

  /** Whether the chain stayed finite. */
  public boolean finite() {
    return Double.isFinite(reading);
  }
}
