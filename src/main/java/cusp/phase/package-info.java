/**
 * The phases of a posterior and the transitions between them. A phase is a region of parameter
 * space with a lowest point of its own; what it weighs is its free energy. {@link
 * cusp.phase.PhaseExpansion} predicts that from (L, λ, m) and a computed constant, {@link
 * cusp.phase.PhaseCompetition} where two phases cross, {@link cusp.phase.Occupancy} is the share
 * that each really has, by quadrature or from chains, and {@link cusp.phase.PhaseScan} follows it
 * along n, β, a prior or a truth. {@link cusp.phase.PolygonExpansion} has the phases of the toy
 * model of superposition, {@link cusp.phase.ReluExpansion} those of ReLU networks. To read:
 * Watanabe, <i>Algebraic Geometry and Statistical Learning Theory</i>, Cambridge University Press
 * 2009, section 7.6.
 */
package cusp.phase;
