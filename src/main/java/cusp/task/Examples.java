package cusp.task;

import java.util.Arrays;

/**
 * What a network learns from: n examples, each a sequence of tokens or a vector of numbers, and
 * what it should answer, a class at one or more of its positions or a vector of numbers.
 *
 * <p>Everything lies example by example in flat arrays, of which one of {@code tokens} and {@code
 * values}, and one of {@code classes} and {@code targets}, is empty.
 *
 * <pre>{@code
 * int[][] words = {{0, 1, 0}, {1, 1, 0}};
 * int[][] next = {{1, 0, 1}, {1, 0, 0}};
 * var data = Examples.ofTokens(2, words, 2, next);
 * show(data.size() + " sequences of " + data.inputs() + " tokens");
 * show(data.subset(1).tokens());
 * }</pre>
 *
 * @param size n, at least 1
 * @param inputs tokens or numbers an example
 * @param outputs answers an example: classes, or numbers
 * @param vocabulary number of different tokens; 0 where the inputs are numbers
 * @param classCount number of different classes; 0 where the targets are numbers
 * @param tokens in [0, vocabulary), {@code size * inputs} of them or none
 * @param values finite, {@code size * inputs} of them or none
 * @param classes in [0, classCount), {@code size * outputs} of them or none
 * @param targets finite, {@code size * outputs} of them or none
 */
public record Examples(
    int size,
    int inputs,
    int outputs,
    int vocabulary,
    int classCount,
    int[] tokens,
    double[] values,
    int[] classes,
    double[] targets) {

  /** The arrays are taken over, not copied: nothing else may write to them. */
  public Examples {
    if (size < 1 || inputs < 1 || outputs < 1) {
      throw new IllegalArgumentException(
          "there is at least one example with an input and an output, not "
              + size
              + " examples of "
              + inputs
              + " inputs and "
              + outputs
              + " outputs");
    }
    requireIds("token", tokens, vocabulary, size, inputs);
    requireIds("class", classes, classCount, size, outputs);
    requireNumbers("value", values, vocabulary == 0 ? size * inputs : 0, inputs);
    requireNumbers("target", targets, classCount == 0 ? size * outputs : 0, outputs);
  }

  private static void requireIds(String what, int[] ids, int count, int size, int each) {
    int expected = count == 0 ? 0 : size * each;
    if (count < 0 || ids.length != expected) {
      throw new IllegalArgumentException(
          String.format(
              "%d examples of %d have %d ids of a %s, not %d",
              size, each, expected, what, ids.length));
    }
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] < 0 || ids[i] >= count) {
        throw new IllegalArgumentException(
            String.format(
                "%s %d at position %d of example %d lies outside 0 … %d",
                what, ids[i], i % each, i / each, count - 1));
      }
    }
  }

  private static void requireNumbers(String what, double[] numbers, int expected, int each) {
    if (numbers.length != expected) {
      throw new IllegalArgumentException(
          String.format("%d numbers are expected as %ss, not %d", expected, what, numbers.length));
    }
    for (int i = 0; i < numbers.length; i++) {
      if (!Double.isFinite(numbers[i])) {
        throw new IllegalArgumentException(
            String.format(
                "%s %s at place %d of example %d is not finite",
                what, numbers[i], i % each, i / each));
      }
    }
  }

  /** Tokens and a class for each of the answers: all positions, or the last alone. */
  public static Examples ofTokens(int vocabulary, int[][] tokens, int classCount, int[][] classes) {
    requireRows("token", tokens.length, "class", classes.length);
    return new Examples(
        tokens.length,
        width("tokens", tokens),
        width("classes", classes),
        vocabulary,
        classCount,
        flat(tokens),
        new double[0],
        flat(classes),
        new double[0]);
  }

  /** Vectors and the class of each. */
  public static Examples ofClasses(double[][] values, int classCount, int[] classes) {
    requireRows("value", values.length, "class", classes.length);
    return new Examples(
        values.length,
        width(values),
        1,
        0,
        classCount,
        new int[0],
        flat(values),
        classes.clone(),
        new double[0]);
  }

  /** Vectors and the vector that each should become. */
  public static Examples ofVectors(double[][] values, double[][] targets) {
    requireRows("value", values.length, "target", targets.length);
    return new Examples(
        values.length,
        width(values),
        width(targets),
        0,
        0,
        new int[0],
        flat(values),
        new int[0],
        flat(targets));
  }

  private static void requireRows(String one, int rows, String other, int others) {
    if (rows != others || rows == 0) {
      throw new IllegalArgumentException(
          String.format(
              "there is a row of %ss for each row of %ss, at least one, not %d for %d",
              one, other, rows, others));
    }
  }

  private static int width(String what, int[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      requireWidth(what, i, rows[i].length, rows[0].length);
    }
    return rows[0].length;
  }

  private static int width(double[][] rows) {
    for (int i = 0; i < rows.length; i++) {
      requireWidth("numbers", i, rows[i].length, rows[0].length);
    }
    return rows[0].length;
  }

  private static void requireWidth(String what, int row, int length, int expected) {
    if (length != expected) {
      throw new IllegalArgumentException(
          String.format("example 0 has %d %s, but example %d has %d", expected, what, row, length));
    }
  }

  private static int[] flat(int[][] rows) {
    return Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
  }

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
  }

  /** The examples of the given numbers, in that order. */
  public Examples subset(int... which) {
    for (int i : which) {
      if (i < 0 || i >= size) {
        throw new IllegalArgumentException(
            "there is no example " + i + " among " + size + ", counted from 0");
      }
    }
    return new Examples(
        which.length,
        inputs,
        outputs,
        vocabulary,
        classCount,
        pick(tokens, inputs, which),
        pick(values, inputs, which),
        pick(classes, outputs, which),
        pick(targets, outputs, which));
  }

  private static int[] pick(int[] from, int width, int[] which) {
    int[] picked = new int[from.length == 0 ? 0 : which.length * width];
    for (int k = 0; k < picked.length; k += width) {
      System.arraycopy(from, which[k / width] * width, picked, k, width);
    }
    return picked;
  }

  private static double[] pick(double[] from, int width, int[] which) {
    double[] picked = new double[from.length == 0 ? 0 : which.length * width];
    for (int k = 0; k < picked.length; k += width) {
      System.arraycopy(from, which[k / width] * width, picked, k, width);
    }
    return picked;
  }
}
