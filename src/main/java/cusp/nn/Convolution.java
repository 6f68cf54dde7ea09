package cusp.nn;

import java.util.Arrays;
import java.util.List;

/**
 * A 2-D convolution of stride 1, the image padded by zeros to keep its size; a product of patches
 * and a matrix whose rows are (line, pixel, channel in) and whose columns are the channels out.
 *
 * @param size pixels of a side of a patch, odd
 */
record Convolution(String name, int channels, int size) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    requireImage(name, input, before);
    return input.withColumns(channels);
  }

  static void requireImage(String name, Shape input, String before) {
    if (input.imageWidth() == 0) {
      throw new IllegalArgumentException(
          String.format("%s takes an image; %s makes %s, which is none", name, before, input));
    }
  }

  private Axis patch(Shape input) {
    return Axis.of(size * size * input.columns());
  }

  @Override
  public List<Slot> slots(Shape input) {
    Axis patch = patch(input);
    return List.of(
        Slot.matrix(name + ".weight", patch, Axis.of(channels), 1 / Math.sqrt(patch.size()))
            .shaped(size, size, input.columns(), channels),
        Slot.row(name + ".bias", channels, 0));
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Product product = new Product(workspace, workspace.weight(name + ".weight"));
    Weight bias = workspace.weight(name + ".bias");
    Tensor patches = workspace.scratch(input.positions(), patch(input));
    float[] byPatches = in.gradient == null ? null : new float[patches.values.length];
    return new Step(in, workspace.tensor(name, output(input, ""))) {
      @Override
      void forward(int examples) {
        move(examples, true);
        int rows = examples * in.positions;
        product.set(patches.values, patches.stride, rows, out.values, bias);
      }

      @Override
      void backward(int examples) {
        int rows = examples * in.positions;
        product.gradient(patches.values, patches.stride, out.gradient, rows);
        KERNELS.addRows(out.gradient, 0, rows, out.stride, workspace.gradient, bias.at());
        if (in.gradient != null) {
          product.back(out.gradient, rows, byPatches);
          Arrays.fill(in.gradient, 0, rows * in.stride, 0);
          move(examples, false);
        }
      }

      /** From pixels to patches, or adds the patches' gradient to that of the pixels. */
      private void move(int examples, boolean forward) {
        int half = size / 2;
        for (int row = 0; row < examples * in.positions; row++) {
          int pixel = row % in.positions;
          int line = pixel / input.imageWidth();
          int column = pixel % input.imageWidth();
          int to = row * patches.stride;
          for (int y = line - half; y <= line + half; y++) {
            for (int x = column - half; x <= column + half; x++) {
              boolean inside =
                  y >= 0 && y < input.imageHeight() && x >= 0 && x < input.imageWidth();
              int from = (row - pixel + y * input.imageWidth() + x) * in.stride;
              if (forward && inside) {
                System.arraycopy(in.values, from, patches.values, to, in.columns);
              } else if (forward) {
                Arrays.fill(patches.values, to, to + in.columns, 0);
              } else if (inside) {
                for (int c = 0; c < in.columns; c++) {
                  in.gradient[from + c] += byPatches[to + c];
                }
              }
              to += in.columns;
            }
          }
        }
      }
    };
  }
}
