/**
 * The singular quantities of a model. {@link cusp.singular.LocalLearningCoefficient} estimates λ at
 * a point (Lau et al. 2023, arXiv:2308.12108) with an error bar and a verdict; {@link
 * cusp.singular.VolumeScaling} reads λ and m off the volume of {K &lt; ε} as ε falls; {@link
 * cusp.singular.Estimator} is what a timeline can follow.
 */
package cusp.singular;
