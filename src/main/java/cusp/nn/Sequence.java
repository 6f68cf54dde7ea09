package cusp.nn;

import java.util.ArrayList;
import java.util.List;

/** Layers at work one behind the other. */
record Sequence(List<Step> steps) {

  static Sequence bind(List<Layer> layers, Workspace workspace, Tensor in, Shape input) {
    List<Step> steps = new ArrayList<>();
    Tensor tensor = in;
    Shape shape = input;
    for (Layer layer : layers) {
      Step step = layer.bind(workspace, tensor, shape);
      steps.add(step);
      tensor = step.out;
      shape = layer.output(shape, "");
    }
    return new Sequence(steps);
  }

  /** The parameters of layers one behind the other. */
  static List<Slot> slots(List<Layer> layers, Shape input) {
    List<Slot> slots = new ArrayList<>();
    Shape shape = input;
    for (Layer layer : layers) {
      slots.addAll(layer.slots(shape));
      shape = layer.output(shape, "");
    }
    return slots;
  }

  Tensor out() {
    return steps.get(steps.size() - 1).out;
  }

  void forward(int examples) {
    for (int s = 0; s < steps.size(); s++) {
      Step step = steps.get(s);
      step.forward(examples);
      step.out.computed();
    }
  }

  void backward(int examples) {
    for (int s = steps.size() - 1; s >= 0; s--) {
      Step step = steps.get(s);
      step.out.returned();
      step.backward(examples);
    }
  }
}
