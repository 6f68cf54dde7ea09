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
 * How much of a model's answer comes back when one component gets the values it had on the clean
 * input while all else runs on a corrupted one (activation patching; Heimersheim and Nanda 2024,
 * arXiv:2404.15255): 0 as on the corrupted input, 1 as on the clean one,
 *
 * <pre>(E[corrupted] − E[patched]) / (E[corrupted] − E[clean])</pre>
 *
 * of losses or of any other measure, such as a difference of logits.
 *
 * <pre>{@code
 * double[] clean = {0.1, 0.2, 0.1};
 * double[] corrupted = {2.1, 1.8, 2.3};
 * var patched = new LinkedHashMap<String, double[]>();
 * patched.put("head 0.0", new double[] {0.5, 0.6, 0.4});
 * patched.put("head 0.1", new double[] {2, 1.8, 2.2});
 * show(PatchingEffects.of(clean, corrupted, patched).toTable());
 * }</pre>
 *
 * @param names of the components, in the order in which they were given
 * @param clean [n] on the clean inputs
 * @param corrupted [n] on the corrupted inputs
 * @param patched [component][n] on the corrupted inputs with the component's clean values
 */
public record PatchingEffects(
    List<String> names, double[] clean, double[] corrupted, double[][] patched) {

  public PatchingEffects {
    names = List.copyOf(names);
    Named.requireValues("the clean inputs", clean, clean.length);
    Named.requireValues("the corrupted inputs", corrupted, clean.length);
    if (names.size() != patched.length || patched.length == 0) {
      throw new IllegalArgumentException(
          String.format(
              "each of %d names needs its values, at least one, not %d",
              names.size(), patched.length));
    }
    for (int c = 0; c < patched.length; c++) {
      Named.requireValues(names.get(c), patched[c], clean.length);
    }
    if (Matrices.mean(clean) == Matrices.mean(corrupted)) {
      throw new IllegalArgumentException(
          "the corruption changes nothing: both means are "
              + Matrices.mean(clean)
              + ", so that no share of a change can come back");
    }
  }

  /** Of values for the same examples. */
  public static PatchingEffects of(
      double[] clean, double[] corrupted, Map<String, double[]> patched) {
    return new PatchingEffects(
        List.copyOf(patched.keySet()), clean, corrupted, patched.values().toArray(double[][]::new));
  }

  /**
   * Of each attention head, which gets the values that it has on the clean examples.
   *
   * @param clean examples
   * @param corrupted as many of the same shape, and with the answers that are right on the clean
   *     ones where the measure is a loss
   * @param measure as {@code ExampleMeasure.loss()}, or an {@link InContextScore}
   * @throws IllegalArgumentException if the network has no heads
   */
  public static PatchingEffects ofHeads(
      Network network, double[] w, Examples clean, Examples corrupted, ExampleMeasure measure) {
    List<String> heads = Named.heads(network);
    if (clean.size() != corrupted.size()) {
      throw new IllegalArgumentException(
          String.format(
              "each corrupted example has its clean one, but there are %d and %d",
              corrupted.size(), clean.size()));
    }
    String[] layers = heads.stream().map(Named::layer).distinct().toArray(String[]::new);
    Map<String, double[]> patched = new LinkedHashMap<>();
    for (String layer : layers) {
      String name = layer + ".heads";
      double[][] values = network.activations(w, clean, name).rows(name);
      List<String> own = heads.stream().filter(head -> Named.layer(head).equals(layer)).toList();
      int width = values[0].length / own.size();
      for (int h = 0; h < own.size(); h++) {
        Interrupts.endIfInterrupted("the patching of heads");
        int from = h * width;
        double[][] rows =
            Arrays.stream(values)
                .map(row -> Arrays.copyOfRange(row, from, from + width))
                .toArray(double[][]::new);
        patched.put(own.get(h), measure.of(network.patch(own.get(h), rows), w, corrupted));
      }
    }
    return of(measure.of(network, w, clean), measure.of(network, w, corrupted), patched);
  }

  /** E[corrupted] − E[clean], to which effects are relative. */
  public double gap() {
    return Matrices.mean(corrupted) - Matrices.mean(clean);
  }

  /** The share of the gap that the component brings back. */
  public double effect(String name) {
    return (Matrices.mean(corrupted) - Matrices.mean(patched[Named.index(names, name)])) / gap();
  }

  /**
   * The standard error of {@link #effect}, a ratio of means, by the delta method; trust it only
   * where the gap is many times its own error. NaN for one example.
   */
  public double standardError(String name) {
    double[] values = patched[Named.index(names, name)];
    double effect = effect(name);
    double[] residual = new double[clean.length];
    for (int i = 0; i < residual.length; i++) {
      residual[i] = corrupted[i] - values[i] - effect * (corrupted[i] - clean[i]);
    }
    return Matrices.standardError(residual) / Math.abs(gap());
  }

  /** A row a component. */
  public Table toTable() {
    return Table.create(
        "Patching",
        StringColumn.create("component", names),
        DoubleColumn.create(
            "patched", Arrays.stream(patched).mapToDouble(Matrices::mean).toArray()),
        DoubleColumn.create("effect", names.stream().mapToDouble(this::effect).toArray()),
        DoubleColumn.create(
            "standard error", names.stream().mapToDouble(this::standardError).toArray()));
  }

  @Override
  public String toString() {
    return String.format(
        "%d patches on %d examples, of a gap of %.4g", names.size(), clean.length, gap());
  }
}
