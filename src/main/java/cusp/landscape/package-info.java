/**
 * What a loss looks like from above: its critical points, the valleys that its minima form, the
 * passes between them, its curvature, and plane cuts through it.
 *
 * <p>{@link cusp.landscape.CriticalSearch} finds minima and saddles, {@link
 * cusp.landscape.ValleyTracer} follows a set of minima along its flat directions to where it
 * crosses another, {@link cusp.landscape.MinimumEnergyPath} looks for a low path between two
 * points, {@link cusp.landscape.Lanczos} reads the spectrum of a large Hessian, and a {@link
 * cusp.landscape.Plane} cuts a loss for a picture. All of them see an objective and a flat vector.
 *
 * <p>Why minima come in valleys, and what the crossings of valleys mean for learning: S. Watanabe,
 * <i>Algebraic Geometry and Statistical Learning Theory</i> (Cambridge University Press, 2009).
 */
package cusp.landscape;
