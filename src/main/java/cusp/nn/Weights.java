package cusp.nn;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Parameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All parameters of a network: how they lie in w, and how in the engine. */
final class Weights {
  final Parameters parameters;
  final Map<String, Weight> byName = new LinkedHashMap<>();

  /** Floats of all gradients. */
  final int gradientLength;

  /** Floats of all weights and transposes. */
  final int length;

  Weights(List<Slot> slots) {
    Parameters layout = Parameters.none();
    int at = 0;
    for (Slot slot : slots) {
      at = Math.addExact(at, new Weight(slot, 0, 0, -1).length());
    }
    gradientLength = at;
    int front = 0;
    for (Slot slot : slots) {
      Weight weight = new Weight(slot, layout.dimension(), front, slot.transposed() ? at : -1);
      layout = layout.and(slot.name(), slot.shape().toArray(Integer[]::new));
      front += weight.length();
      at = Math.addExact(at, weight.transposedLength());
      byName.put(slot.name(), weight);
    }
    parameters = layout;
    length = at;
  }

  Weight get(String name) {
    return byName.get(name);
  }

  /**
   * @throws IllegalArgumentException if w has another length than there are parameters
   */
  void require(double[] w) {
    if (w.length != parameters.dimension()) {
      throw new IllegalArgumentException(
          String.format(
              "w has length %d; the network has %d parameters", w.length, parameters.dimension()));
    }
  }

  /** Columns of the widest. */
  int mostColumns() {
    return byName.values().stream().mapToInt(w -> w.slot().columns().extent()).max().orElse(0);
  }

  double[] initial(Seed seed) {
    RandomStream random = seed.stream("network").random();
    double[] w = new double[parameters.dimension()];
    for (Weight weight : byName.values()) {
      int size = weight.slot().rows().size() * weight.slot().columns().size();
      for (int i = 0; i < size; i++) {
        double spread = weight.slot().spread();
        w[weight.offset() + i] =
            weight.slot().centre() + (spread == 0 ? 0 : spread * random.nextGaussian());
      }
    }
    return w;
  }
}
