package cusp.circuit;

import cusp.nn.Network;
import cusp.task.Examples;
import java.util.Arrays;

/**
 * How much better a network predicts late in a sequence than early (Olsson et al. 2022,
 * arXiv:2209.11895): its loss late less its loss early, in nats, negative where it learns from the
 * context. The paper takes the 500th token and the 50th; few sequences are less noisy with the mean
 * over windows,
 *
 * <pre>(L_late + … + L_{late+window−1})/window − (L_early + … + L_{early+window−1})/window.</pre>
 *
 * <pre>{@code
 * double[][] losses = {{2, 1.9, 1.2, 0.8}, {2.1, 2, 1.1, 1}};
 * show(new InContextScore(0, 2).of(losses));
 * show(new InContextScore(0, 2, 2).of(losses));
 * }</pre>
 *
 * @param early the first position of the early window, from 0
 * @param late the first position of the late window, behind the early one
 * @param window positions, at least 1
 */
public record InContextScore(int early, int late, int window) implements ExampleMeasure {

  public InContextScore {
    if (early < 0 || window < 1 || late - early < window) {
      throw new IllegalArgumentException(
          String.format(
              "early is at least 0, the window at least 1 and late at least early + window,"
                  + " not early %d, late %d, window %d",
              early, late, window));
    }
  }

  /** Of two single positions. */
  public InContextScore(int early, int late) {
    this(early, late, 1);
  }

  /** The score of each example. */
  @Override
  public double[] of(Network network, double[] w, Examples data) {
    return of(network.answerLosses(w, data));
  }

  /**
   * The score of each row.
   *
   * @param losses [n][positions] of the answers at each position, finite
   * @throws IllegalArgumentException if the late window reaches beyond the positions
   */
  public double[] of(double[][] losses) {
    int positions = Matrices.width("the losses", losses);
    if (positions - window < late) {
      throw new IllegalArgumentException(
          String.format(
              "late %d with a window of %d is a context beyond the %d positions; late + window is"
                  + " at most %d",
              late, window, positions, positions));
    }
    return Arrays.stream(losses).mapToDouble(row -> mean(row, late) - mean(row, early)).toArray();
  }

  private double mean(double[] row, int from) {
    return Matrices.mean(Arrays.copyOfRange(row, from, from + window));
  }

  /** The mean score over the examples, for a timeline. */
  public double mean(Network network, double[] w, Examples data) {
    return Matrices.mean(of(network, w, data));
  }

  /** The standard error of {@link #mean}, from the spread over examples; NaN for one example. */
  public double standardError(Network network, double[] w, Examples data) {
    return Matrices.standardError(of(network, w, data));
  }
}
