/**
 * What there is to learn: {@link cusp.task.SparseFeatures} makes the inputs of toy models of
 * superposition (Elhage et al. 2022, arXiv:2209.10652). {@link cusp.task.ModularAddition} is the
 * task that networks grok (Nanda et al. 2023, arXiv:2301.05217), and {@link
 * cusp.task.BigramLanguage} has tokens whose best predictors are known; {@link
 * cusp.task.RepeatedSegments} of it are the task of induction heads, and {@link
 * cusp.task.WordPieces} make tokens of real text.
 */
package cusp.task;
