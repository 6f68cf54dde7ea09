/**
 * The tempered local posterior, its samplers, chains and their diagnostics. A {@link
 * cusp.posterior.LocalPosterior} is what is sampled; {@link cusp.posterior.Nuts}, {@link
 * cusp.posterior.Mala} and {@link cusp.posterior.Tempering} draw from it exactly, {@link
 * cusp.posterior.Sgld} and {@link cusp.posterior.Sgnht} up to their steps, also on batches; {@link
 * cusp.posterior.Diagnostics} says whether the {@link cusp.posterior.Chains} agree and how
 * precisely they give a mean (Vehtari et al. 2021, arXiv:1903.08008). A {@link
 * cusp.posterior.PosteriorSample}, draws or the nodes of a rule, is what every other quantity is
 * computed from.
 */
package cusp.posterior;
