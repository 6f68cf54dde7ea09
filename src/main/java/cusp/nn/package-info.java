/**
 * Networks as models: {@link cusp.nn.SameDiffModel} makes one of any graph that SameDiff, ND4J's
 * automatic differentiation, holds.
 */
package cusp.nn;
