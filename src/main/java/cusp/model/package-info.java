/**
 * The seam of the library: a flat vector w and a loss. A {@link cusp.model.Model} binds data to an
 * {@link cusp.model.Objective}; {@link cusp.model.Parameters} names the places of w; a {@link
 * cusp.model.Formula} is an objective in one line. Everything that trains, samples or estimates
 * sees only these.
 */
package cusp.model;
