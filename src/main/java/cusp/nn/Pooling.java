package cusp.nn;

import java.util.Arrays;

/**
 * One pixel from each square of an image, channel by channel: the mean of the square, or its
 * largest value (of equal ones, the first).
 *
 * @param size pixels of a side of a square, which divides both sides of the image
 */
record Pooling(String name, int size, boolean largest) implements Layer {

  @Override
  public Shape output(Shape input, String before) {
    Convolution.requireImage(name, input, before);
    if (input.imageWidth() % size != 0 || input.imageHeight() % size != 0) {
      throw new IllegalArgumentException(
          String.format(
              "%s takes squares of %d×%d, which do not divide the image that %s makes, %s",
              name, size, size, before, input));
    }
    return new Shape(input.positions() / (size * size), input.columns(), input.imageWidth() / size);
  }

  @Override
  public Step bind(Workspace workspace, Tensor in, Shape input) {
    Shape made = output(input, "");
    Tensor out = workspace.tensor(name, made);
    // Where the largest value of each came from.
    int[] source = largest ? new int[out.values.length] : null;
    return new Step(in, out) {
      @Override
      void forward(int examples) {
        for (int row = 0; row < examples * out.positions; row++) {
          int to = row * out.stride;
          Arrays.fill(out.values, to, to + out.stride, largest ? Float.NEGATIVE_INFINITY : 0);
          Arrays.fill(out.values, to + out.columns, to + out.stride, 0);
          for (int pixel = 0; pixel < size * size; pixel++) {
            take(pixel(row, pixel), to);
          }
        }
      }

      private void take(int from, int to) {
        for (int c = 0; c < out.columns; c++) {
          float x = in.values[from + c];
          if (!largest) {
            out.values[to + c] += x / (size * size);
          } else if (!(x <= out.values[to + c])) {
            out.values[to + c] = x;
            source[to + c] = from + c;
          }
        }
      }

      /** Where a pixel of the square behind a row begins. */
      private int pixel(int row, int k) {
        int example = row / out.positions;
        int square = row % out.positions;
        int line = square / made.imageWidth() * size + k / size;
        int column = square % made.imageWidth() * size + k % size;
        return (example * in.positions + line * input.imageWidth() + column) * in.stride;
      }

      @Override
      void backward(int examples) {
        if (in.gradient == null) {
          return;
        }
        Arrays.fill(in.gradient, 0, examples * in.positions * in.stride, 0);
        for (int row = 0; row < examples * out.positions; row++) {
          int from = row * out.stride;
          for (int c = 0; c < out.columns; c++) {
            float g = out.gradient[from + c];
            if (largest) {
              in.gradient[source[from + c]] += g;
            } else {
              for (int pixel = 0; pixel < size * size; pixel++) {
                in.gradient[pixel(row, pixel) + c] += g / (size * size);
              }
            }
          }
        }
      }
    };
  }
}
