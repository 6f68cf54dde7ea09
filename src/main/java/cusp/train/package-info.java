/**
 * A training run as a resumable, recorded object: {@link cusp.train.Trainer} says how, {@link
 * cusp.train.Run} is what came of it, checkpoint by checkpoint; {@link cusp.train.Descent} finds
 * the minimum that a point belongs to.
 */
package cusp.train;
