/**
 * Magnets, where a phase transition means something exact: {@link cusp.magnet.Magnet} on a {@link
 * cusp.magnet.Lattice}, simulated, solved exactly where that is possible, and scaled with its size.
 * The one book to read: Newman and Barkema 1999, <i>Monte Carlo Methods in Statistical Physics</i>.
 */
package cusp.magnet;
