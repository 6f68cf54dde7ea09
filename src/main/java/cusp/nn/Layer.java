package cusp.nn;

import java.util.List;

/** A layer of a network: what it makes of rows, with which parameters. Immutable. */
interface Layer {

  /** Its own name, and that of the activation that it makes. */
  String name();

  /**
   * The shape of what it makes.
   *
   * @param before the layer below, for messages
   * @throws IllegalArgumentException if it cannot take such rows; names both layers and shapes
   */
  Shape output(Shape input, String before);

  /** Its parameters for an input of that shape. */
  default List<Slot> slots(Shape input) {
    return List.of();
  }

  /** The work, on a workspace's arrays, behind the given input (null for tokens). */
  Step bind(Workspace workspace, Tensor in, Shape input);
}
