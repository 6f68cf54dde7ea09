/**
 * The tempered local posterior, its samplers, chains and their diagnostics.
 *
 * <p>{@link cusp.posterior.Diagnostics} says whether draws of a quantity can be believed and how
 * precisely they give its mean; {@link cusp.posterior.Langevin} holds what is known in closed form
 * about unadjusted Langevin dynamics.
 *
 * <p>To read first: Vehtari, Gelman, Simpson, Carpenter and Bürkner, "Rank-normalization, folding,
 * and localization: an improved R̂ for assessing convergence of MCMC", Bayesian Analysis 16 (2021)
 * 667, arXiv:1903.08008.
 */
package cusp.posterior;
