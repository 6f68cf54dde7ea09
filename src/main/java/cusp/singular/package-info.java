/**
 * The singular quantities of a model. {@link cusp.singular.LocalLearningCoefficient} estimates λ at
 * a point (Lau et al. 2023, arXiv:2308.12108) with an error bar and a verdict; {@link
<<<<<<< HEAD
 * cusp.singular.VolumeScaling} reads λ and m off the volume of {K &lt; ε} as ε falls; {@link
 * cusp.singular.Estimator} is what a timeline can follow.
=======
 * cusp.singular.Quadrature} computes the exact value at finite nβ that it aims at, where that can
 * be done; {@link cusp.singular.Estimator} is what a timeline can follow.
>>>>>>> cda75dab2f12bb35ba38240c115c0045e3952eab
 */
package cusp.singular;
