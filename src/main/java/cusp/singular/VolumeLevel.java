package cusp.singular;

/**
 * The volume of {K &lt; ε} at one level ε: counted with hard bounds, or sampled with an error.
 *
 * <pre>{@code
 * var counted = VolumeScaling.defaults().estimate(Objective.of("x^2"), new double[] {0}, seed(1));
 * VolumeLevel lowest = counted.levels().get(counted.levels().size() - 1);
 * show(lowest.level() + ": " + lowest.volume());
 * }</pre>
 *
 * @param level ε
 * @param logVolume ln V(ε)
 * @param standardError sampling error of ln V, one standard deviation; 0 where V is counted
 * @param logLow a bound that ln V is not below; NaN where V is sampled, −∞ where nothing is sure
 *     yet
 * @param logHigh a bound that ln V is not above; NaN where V is sampled
 */
public record VolumeLevel(
    double level, double logVolume, double standardError, double logLow, double logHigh) {

  static VolumeLevel counted(double level, double low, double high) {
    return new VolumeLevel(level, Math.log((low + high) / 2), 0, Math.log(low), Math.log(high));
  }

  static VolumeLevel sampled(double level, double logVolume, double standardError) {
    return new VolumeLevel(level, logVolume, standardError, Double.NaN, Double.NaN);
  }

  /** V(ε), in the unit of the region's volume. */
  public double volume() {
    return Math.exp(logVolume);
  }

  /** How far ln V may be from the true one: half the distance of the bounds; 0 if sampled. */
  double uncertainty() {
    return Double.isNaN(logLow) ? 0 : (logHigh - logLow) / 2;
  }
}
