package cusp.circuit;

import java.util.Arrays;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What key frequencies do for the loss, in nats. A network that has learnt the Fourier solution has
 * a restricted loss as low as its own, and an excluded loss at chance or above; one that has
 * memorised loses by the restriction and not by the exclusion.
 *
 * <pre>{@code
 * var logits = new FourierSolution(13, 2, 1, 5).logits();
 * show(new FrequencyProjection(13, 1, 5).losses(logits));
 * }</pre>
 *
 * @param frequencies the key frequencies
 * @param full the loss of the logits as they are
 * @param restricted the loss with nothing but the key components and the means
 * @param excluded the loss without the key components
 * @param chance ln p, the loss of a uniform answer
 */
public record FrequencyLosses(
    int[] frequencies, double full, double restricted, double excluded, double chance) {

  /** One row a loss. */
  public Table toTable() {
    return Table.create(
        "Losses and key frequencies " + Arrays.toString(frequencies),
        StringColumn.create("logits", "full", "restricted", "excluded", "uniform"),
        DoubleColumn.create("loss", full, restricted, excluded, chance));
  }

  @Override
  public String toString() {
    return String.format(
        "loss %.4g, restricted to frequencies %s %.4g, without them %.4g",
        full, Arrays.toString(frequencies), restricted, excluded);
  }
}
