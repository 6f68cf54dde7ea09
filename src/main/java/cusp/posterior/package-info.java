/**
 * The tempered local posterior, its samplers, chains and their diagnostics. A {@link
 * cusp.posterior.LocalPosterior} is what is sampled; {@link cusp.posterior.Nuts}, {@link
 * cusp.posterior.Mala} and {@link cusp.posterior.Sgld} draw from it; {@link
 * cusp.posterior.Diagnostics} says whether the {@link cusp.posterior.Chains} agree and how
 * precisely they give a mean (Vehtari et al. 2021, arXiv:1903.08008).
 */
package cusp.posterior;
