/**
 * The singular quantities of a model, exact and estimated. {@link
 * cusp.singular.LearningCoefficient} gives λ and m exactly, with the theorem that it used and its
 * conditions; {@link cusp.singular.VolumeScaling} reads them off the volume of {K &lt; ε} as ε
 * falls. {@link cusp.singular.LocalLearningCoefficient} estimates λ at a point of any model (Lau et
 * al. 2023, arXiv:2308.12108) with an error bar and a verdict, and {@link cusp.singular.Quadrature}
 * computes the exact value at finite nβ that it aims at, where that can be done; {@link
 * cusp.singular.LayerwiseGibbs} does so for linear networks of any size, to its sampling error.
 * {@link cusp.singular.TemperatureLadder} has free energies, λ and m from many temperatures, {@link
 * cusp.singular.InformationCriteria} WAIC, cross-validation and the singular fluctuation from the
 * draws of one, {@link cusp.singular.Wbic} and {@link cusp.singular.GeneralizationLoss} what they
 * approximate or are approximated by, {@link cusp.singular.Susceptibility} the responses to a
 * change of the loss or of the weight of a sample. {@link cusp.singular.Estimator} is what a
 * timeline can follow. To read: Watanabe, <i>Algebraic Geometry and Statistical Learning
 * Theory</i>, Cambridge University Press 2009.
 */
package cusp.singular;
