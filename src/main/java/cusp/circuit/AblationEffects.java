package cusp.circuit;

import cusp.base.Interrupts;
import cusp.nn.Network;
import cusp.task.Examples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the loss of each example, or another measure, becomes without a component: the effect of an
 * ablation is the mean rise, its error that of the paired differences.
 *
 * <pre>{@code
 * double[] whole = {0.1, 0.2, 0.1};
 * var ablated = new LinkedHashMap<String, double[]>();
 * ablated.put("head 0.0", new double[] {1.1, 0.9, 1.3});
 * ablated.put("head 0.1", new double[] {0.1, 0.2, 0.2});
 * show(AblationEffects.of(whole, ablated).toTable());
 * }</pre>
 *
 * @param names of the components, in the order in which they were given
 * @param whole [n] of the whole model
 * @param ablated [component][n] without the component
 */
public record AblationEffects(List<String> names, double[] whole, double[][] ablated) {

  public AblationEffects {
    names = List.copyOf(names);
    Named.requireValues("the whole model", whole, whole.length);
    if (names.size() != ablated.length || ablated.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              "each of %d names needs its values, at least one, not %d",
              names.size(), ablated.length));
    }
    for (int c = 0; c < ablated.length; c++) {
      Named.requireValues(names.get(c), ablated[c], whole.length);
    }
  }

  /**
   * Of values for the same examples.
   *
   * @param whole [n] of the whole model
   * @param ablated by name, [n] without the component
   */
  public static AblationEffects of(double[] whole, Map<String, double[]> ablated) {
    return new AblationEffects(
        List.copyOf(ablated.keySet()), whole, ablated.values().toArray(double[][]::new));
  }

  /**
   * Of each attention head, whose part of what its layer writes is set to 0.
   *
   * @param measure as {@code ExampleMeasure.loss()}, or an {@link InContextScore}
   * @throws IllegalArgumentException if the network has no heads
   */
  public static AblationEffects ofHeads(
      Network network, double[] w, Examples data, ExampleMeasure measure) {
    Map<String, double[]> ablated = new LinkedHashMap<>();
    for (String head : Named.heads(network)) {
      Interrupts.endIfInterrupted("the ablation of heads");
      ablated.put(head, measure.of(network.ablate(head), w, data));
    }
    return of(measure.of(network, w, data), ablated);
  }

  private double[] differences(int component) {
    double[] differences = ablated[component].clone();
    Matrices.addMultiple(-1, whole, differences);
    return differences;
  }

  /** The mean without the component less that of the whole model. */
  public double effect(String name) {
    return Matrices.mean(differences(Named.index(names, name)));
  }

  /** The standard error of {@link #effect}; NaN for one example. */
  public double standardError(String name) {
    return Matrices.standardError(differences(Named.index(names, name)));
  }

  /** The component without which the mean rises most. */
  public String strongest() {
    return names.stream().max((x, y) -> Double.compare(effect(x), effect(y))).orElseThrow();
  }

  /** A row a component. */
  public Table toTable() {
    return Table.create(
        "Ablations",
        StringColumn.create("component", names),
        DoubleColumn.create(
            "without", Arrays.stream(ablated).mapToDouble(Matrices::mean).toArray()),
        DoubleColumn.create("effect", names.stream().mapToDouble(this::effect).toArray()),
        DoubleColumn.create(
            "standard error", names.stream().mapToDouble(this::standardError).toArray()));
  }

  @Override
  public String toString() {
    return String.format(
        "%d ablations on %d examples; %s matters most, by %.4g",
        names.size(), whole.length, strongest(), effect(strongest()));
  }
}
