package cusp.circuit;

import java.util.List;

/** What the tables of components by name have in common. */
final class Named {

  private Named() {}

  static int index(List<String> names, String name) {
    int at = names.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          "there is no component \"" + name + "\"; there are " + names);
    }
    return at;
  }

  /** As many finite values for a component as there are examples. */
  static double[] requireValues(String name, double[] values, int examples) {
    if (values.length != examples || examples == 0) {
      throw new IllegalArgumentException(
          String.format(
              "\"%s\" needs one value for each example, at least one, but it has %d for %d",
              name, values.length, examples));
    }
    for (int i = 0; i < examples; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException(
            String.format("\"%s\" has the value %s at example %d", name, values[i], i));
      }
    }
    return values;
  }
}
