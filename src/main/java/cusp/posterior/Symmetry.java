package cusp.posterior;

/**
 * A map of the parameters that undoes itself and keeps volume, as a reflection or a change of
 * signs: the model's loss is the same at the image, or was before something broke the symmetry.
 * {@link Tempering} offers images as moves; by the rule of Metropolis they leave any posterior as
 * it is (Tierney 1994). Coordinates that a mask holds must stay. Both that and whether the map
 * undoes itself are tried at a random point where a walk begins.
 *
 * <pre>{@code
 * var wells = LocalPosterior.at(Objective.of("(x^2-1)^2+x/20"), new double[] {1}, 100);
 * Symmetry mirror = (w, into) -> into[0] = -w[0];
 * var plan = new Chains.Plan(4, 500, 1000, 1000);
 * var chains = Chains.sample(wells, Tempering.defaults(), mirror, plan, seed(1));
 * show(Diagnostics.of(chains.losses()));
 * }</pre>
 */
@FunctionalInterface
public interface Symmetry {

  /**
   * Writes the image of w, which is left as it is.
   *
   * @param into another array, equal to w to begin with
   */
  void image(double[] w, double[] into);
}
