package cusp.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * A prior density φ(w), up to normalisation where it is improper. Immutable and shareable.
 *
 * <pre>{@code
 * var bowl = LocalPosterior.at(Objective.of("x^2"), new double[] {0}, 100);
 * show(bowl.withPrior(Prior.normal(0, 1)).potential(new double[] {0.1}));
 * }</pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Priors.Flat.class, name = "flat"),
  @JsonSubTypes.Type(value = Priors.Normal.class, name = "normal"),
  @JsonSubTypes.Type(value = Priors.Uniform.class, name = "uniform"),
  @JsonSubTypes.Type(value = Priors.Sides.class, name = "uniform by coordinate"),
  @JsonSubTypes.Type(value = Priors.Within.class, name = "within")
})
public interface Prior {

  /** log φ(w), up to a constant unless {@link #normalised}; −∞ outside the support. */
  double logDensity(double[] w);

  /** Adds {@code scale}·∇log φ(w) to {@code into}. */
  void addGradient(double[] w, double scale, double[] into);

  /** The box outside which φ vanishes: the smallest cube where the sides differ. */
  Box support();

  /** The interval outside which φ vanishes whatever the other coordinates are. */
  default Box support(int coordinate) {
    return support();
  }

  /** Whether φ is positive at w; infinite and NaN coordinates lie outside. */
  default boolean supports(double[] w) {
    return support().contains(w);
  }

  /** Whether φ has a finite integral; free energies ask for it. */
  boolean proper();

  /**
   * Whether the integral of φ is known to be 1, as one that starts from F = 0 at nβ = 0 takes for
   * granted; not that of {@link #within}.
   */
  default boolean normalised() {
    return proper();
  }

  /**
   * Whether the coordinates are independent, so that an integral over a sum of functions of
   * different coordinates is a product; false where that is not known.
   */
  default boolean independent() {
    return false;
  }

  /**
   * Whether log φ is a quadratic function on all of space, so that with a quadratic loss the
   * posterior is Gaussian.
   */
  default boolean quadratic() {
    return false;
  }

  /** φ = 1 everywhere, improper. */
  static Prior flat() {
    return new Priors.Flat();
  }

  /** Independent normal coordinates of the given mean and standard deviation. */
  static Prior normal(double mean, double sd) {
    return new Priors.Normal(mean, sd);
  }

  /** Uniform on a box. */
  static Prior uniform(double low, double high) {
    return new Priors.Uniform(Box.of(low, high));
  }

  /**
   * Uniform on a box with sides of their own.
   *
   * @param low lower end of each coordinate, finite
   * @param high upper end of each coordinate, finite
   */
  static Prior uniform(double[] low, double[] high) {
    return Priors.Sides.of(low, high);
  }

  /**
   * This density where every coordinate lies between its ends, and none elsewhere. It is not
   * normalised anew: an integral over it is the part of the whole that a phase has.
   *
   * @param low lower end of each coordinate, −∞ for none
   * @param high upper end of each coordinate, ∞ for none
   */
  default Prior within(double[] low, double[] high) {
    return Priors.Within.of(this, low, high);
  }
}
