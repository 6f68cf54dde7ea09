package cusp.model;

/**
 * A loss whose every sample's loss is a quadratic function of w, so that its posterior under a
 * normal prior is Gaussian and known in closed form.
 *
 * <pre>{@code
 * var data = RegressionSamples.of(new double[] {1, 2, 3}, new double[] {1, 3, 2});
 * QuadraticLoss loss = new LinearRegression(1, 0.25).on(data);
 * show(loss.form());
 * show(loss.form(0).at(new double[] {1.5}));
 * }</pre>
 */
public interface QuadraticLoss extends Objective {

  /** L, the mean over all samples. */
  QuadraticForm form();

  /**
   * The loss of one sample.
   *
   * @param sample its index, 0 … n−1
   * @throws UnsupportedOperationException for a potential, which has no samples
   */
  QuadraticForm form(int sample);

  @Override
  QuadraticLoss fork();
}
