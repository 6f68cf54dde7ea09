package cusp.model;

import java.util.List;

/**
 * The mean loss L(w) of a model on its samples, or a potential K(w): the seam of the library.
 * Everything that trains, samples or estimates sees only this and a flat vector w; everything below
 * it may be as specialised as speed asks.
 *
 * <p>Not thread-safe, since it holds workspace: one per chain or worker, by {@link #fork()}. What
 * trains, samples or explores works on forks of the objective that it is given, so that many may
 * share one. Nothing but {@code fork} allocates. Implementations compute in double or keep float32
 * inside, but return losses summed in double.
 *
 * <pre>{@code
 * Objective loss = Objective.of("(a*b-1)^2/2");
 * double[] gradient = new double[loss.dimension()];
 * show(loss.gradient(new double[] {2, 1}, gradient));
 * show(gradient);
 * }</pre>
 */
public interface Objective {

  /** An objective without samples given by a formula, as {@code Objective.of("(a*b-1)^2/2")}. */
  static Formula of(String formula) {
    return Formula.of(formula);
  }

  /**
   * The same in the named variables, in the order of w; the formula need not depend on all of them.
   */
  static Formula of(String formula, String... variables) {
    return Formula.of(formula, List.of(variables));
  }

  /** d, the length of w. */
  int dimension();

  /** What the loss is. */
  Loss kind();

  /** n, the number of samples; 0 for a potential. A sequence is one sample. */
  int samples();

  /** L(w), the mean over all samples. */
  double loss(double[] w);

  /**
   * Sets {@code into} to the gradient of the batch's mean loss and returns that mean loss. A
   * potential ignores the batch, which may then be null.
   */
  double gradient(double[] w, Batch batch, double[] into);

  /** The gradient over all samples; returns L(w). */
  double gradient(double[] w, double[] into);

  /**
   * Each sample's loss, into the first n places.
   *
   * @throws UnsupportedOperationException for a potential, which has no samples
   */
  void losses(double[] w, double[] into);

  /** Many chains at once, where a model can fuse them; one after the other otherwise. */
  default void gradients(double[][] w, Batch[] batches, double[][] into, double[] losses) {
    for (int c = 0; c < w.length; c++) {
      losses[c] = gradient(w[c], batches[c], into[c]);
    }
  }

  /**
   * The d×d matrix of second derivatives of L at w; by central differences of the gradient where a
   * model has no formula. Allocates.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  default double[][] hessian(double[] w) {
    return Differences.hessian(this, w);
  }

  /**
   * How far the gradient at w is from central differences of the loss, Euclidean, as a share of its
   * length or of 1 if it is shorter: about 1e−9 where all is well. Allocates.
   */
  default double gradientError(double[] w) {
    return Differences.gradientError(this, w);
  }

  /** The same function with workspace of its own; the data are shared. */
  Objective fork();
}
