/**
 * Magnets, where a phase transition means something exact: a {@link cusp.magnet.Magnet} on a {@link
 * cusp.magnet.Lattice}, drawn by a {@link cusp.magnet.Simulation} or watched as {@link
 * cusp.magnet.Spins}; solved by {@link cusp.magnet.ExactMagnet} where it is small and {@link
 * cusp.magnet.ThermodynamicLimit} where it is infinite; between temperatures by {@link
 * cusp.magnet.Reweighting}; and by its size, with the exponents that {@link
 * cusp.magnet.FiniteSizeScaling} finds and the order that {@link cusp.magnet.TransitionOrder}
 * tells. The one book to read: Newman and Barkema 1999, <i>Monte Carlo Methods in Statistical
 * Physics</i>.
 */
package cusp.magnet;
