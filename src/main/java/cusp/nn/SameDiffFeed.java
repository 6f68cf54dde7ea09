package cusp.nn;

import cusp.task.Examples;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** One side of the examples, their inputs or their answers, on its way into a placeholder. */
final class SameDiffFeed {
  private final int each;
  private final int count;
  private final int[] ids;
  private final double[] numbers;
  private final boolean oneHot;
  private final int width;
  private final INDArray room;

  /** Checks that the placeholder takes the inputs, and makes room for so many examples. */
  static SameDiffFeed inputs(SDVariable placeholder, Examples data, int room) {
    return new SameDiffFeed(
        placeholder, data.inputs(), data.vocabulary(), data.tokens(), data.values(), room);
  }

  /** The same of the answers. */
  static SameDiffFeed targets(SDVariable placeholder, Examples data, int room) {
    return new SameDiffFeed(
        placeholder, data.outputs(), data.classCount(), data.classes(), data.targets(), room);
  }

  private SameDiffFeed(
      SDVariable placeholder, int each, int count, int[] ids, double[] numbers, int room) {
    this.each = each;
    this.count = count;
    this.ids = ids;
    this.numbers = numbers;
    boolean integers = placeholder.dataType().isIntType();
    oneHot = count > 0 && !integers;
    width = oneHot ? Math.multiplyExact(each, count) : each;
    if (count == 0 && integers) {
      throw new IllegalArgumentException(
          String.format(
              "the placeholder %s is of %s, but the data are %d numbers an example; make it DOUBLE",
              placeholder.name(), placeholder.dataType(), each));
    }
    this.room = Nd4j.create(placeholder.dataType(), shape(placeholder, room), 'c');
  }

  /** The placeholder's shape with the batch as its first axis and at most one more unknown. */
  private long[] shape(SDVariable placeholder, int room) {
    long[] declared = placeholder.placeholderShape();
    if (declared == null) {
      return new long[] {room, width};
    }
    long[] shape = declared.clone();
    int unknown = -1;
    int unknowns = 0;
    long known = 1;
    for (int axis = 1; axis < shape.length; axis++) {
      if (shape[axis] < 0) {
        unknown = axis;
        unknowns++;
      } else {
        known *= shape[axis];
      }
    }
    if (unknowns == 1 && known > 0) {
      shape[unknown] = width / known;
    }
    if (shape.length == 0
        || declared[0] >= 0
        || unknowns > 1
        || LongStream.of(shape).skip(1).reduce(1, (a, b) -> a * b) != width) {
      throw new IllegalArgumentException(
          String.format(
              "the placeholder %s of %s has the shape %s; the data, %s, need [-1, %d]%s",
              placeholder.name(),
              placeholder.dataType(),
              Arrays.toString(declared),
              describe(),
              width,
              oneHot ? ", or INT32 and [-1, " + each + "]" : " or as many in other axes"));
    }
    shape[0] = room;
    return shape;
  }

  private String describe() {
    return count == 0
        ? each + " numbers an example"
        : each + " of " + count + " ids an example" + (oneHot ? " as one-hot vectors" : "");
  }

  /** The examples {@code order[from] … order[from + size − 1]}; until the next call. */
  INDArray load(int[] order, int from, int size) {
    DataBuffer into = room.data();
    for (int k = 0; k < size; k++) {
      for (int i = 0; i < each; i++) {
        int source = order[from + k] * each + i;
        if (count == 0) {
          into.put((long) k * width + i, numbers[source]);
        } else if (!oneHot) {
          into.put((long) k * width + i, ids[source]);
        } else {
          for (int c = 0; c < count; c++) {
            into.put((long) k * width + (long) i * count + c, c == ids[source] ? 1.0 : 0.0);
          }
        }
      }
    }
    return size == room.size(0) ? room : room.get(NDArrayIndex.interval(0, size));
  }
}
