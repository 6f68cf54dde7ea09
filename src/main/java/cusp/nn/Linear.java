package cusp.nn;

import java.util.ArrayList;
import java.util.List;

/**
 * y = xW + b at each position; W of inputs × width.
 *
 * @param bias whether there is b
 */
record Linear(String name, int width, boolean bias) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    return input.withColumns(width);
  }

  @Override
  public List<Slot> slots(Shape input) {
    List<Slot> slots = new ArrayList<>();
    double spread = 1 / Math.sqrt(input.columns());
    slots.add(Slot.matrix(name + ".weight", Axis.of(input.columns()), Axis.of(width), spread));
    if (bias) {
      slots.add(Slot.row(name + ".bias", width, 0));
    }
    return slots;
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Tensor out = workspace.tensor(name, output(input, ""));
    Product product = new Product(workspace, workspace.weight(name + ".weight"));
    Weight shift = bias ? workspace.weight(name + ".bias") : null;
    return new Step(in, out) {
      @Override
      void forward(int examples) {
        int rows = examples * out.positions;
        if (shift == null) {
          product.set(in.values, in.stride, rows, out.values);
        } else {
          product.set(in.values, in.stride, rows, out.values, shift);
        }
      }

      @Override
      void backward(int examples) {
        int rows = examples * out.positions;
        product.back(out.gradient, rows, in.gradient);
        product.gradient(in.values, in.stride, out.gradient, rows);
        if (shift != null) {
          KERNELS.addRows(out.gradient, 0, rows, out.stride, workspace.gradient, shift.at());
        }
      }
    };
  }
}
