package cusp.model;

import cusp.base.Seed;

/**
 * A parametric model with a per-sample loss; immutable and shareable. One's own model is one class
 * that implements this.
 *
 * <pre>{@code
 * Model<FeatureSamples> model = new Superposition(6, 2);
 * Objective loss = model.on(new SparseFeatures(6).sample(1000, seed(1)));
 * show(loss.loss(model.initial(seed(2))));
 * }</pre>
 *
 * @param <D> the type of its data
 */
public interface Model<D> {

  /** Names, shapes and offsets of the parameters in w. */
  Parameters parameters();

  /** A starting point for training. */
  double[] initial(Seed seed);

  /** The mean loss on the data; checks them, and allocates workspace. */
  Objective on(D data);
}
