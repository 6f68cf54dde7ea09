package cusp.circuit;

import cusp.nn.Network;
import java.util.List;

/** What the tables of components by name have in common. */
final class Named {

  private Named() {}

  /** The heads of a network, of which there is at least one. */
  static List<String> heads(Network network) {
    List<String> heads = network.heads();
    if (heads.isEmpty()) {
      throw new IllegalArgumentException(
          "the network has no attention, so that there are no heads to read: " + network);
    }
    return heads;
  }

  /** The layer of a head. */
  static String layer(String head) {
    return head.substring(0, head.indexOf('.'));
  }

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
