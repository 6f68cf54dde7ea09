package cusp.task;

import cusp.base.Interrupts;
import java.util.Arrays;
import java.util.function.Function;

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

  /**
   * Sequences to continue: all tokens but the last of each, and as the class at each position the
   * token that follows.
   *
   * @param sequences of equal lengths, each of at least two tokens
   */
  public static Examples ofSequences(int vocabulary, int[][] sequences) {
    if (sequences.length == 0 || sequences[0].length < 2) {
      throw new IllegalArgumentException(
          "at least one sequence of at least 2 tokens has a token that follows another, not "
              + sequences.length
              + (sequences.length == 0 ? "" : " of " + sequences[0].length));
    }
    int length = width("tokens", sequences) - 1;
    int[] tokens = new int[Math.multiplyExact(sequences.length, length)];
    int[] next = new int[tokens.length];
    for (int s = 0; s < sequences.length; s++) {
      System.arraycopy(sequences[s], 0, tokens, s * length, length);
      System.arraycopy(sequences[s], 1, next, s * length, length);
    }
    return new Examples(
        sequences.length,
        length,
        length,
        vocabulary,
        vocabulary,
        tokens,
        new double[0],
        next,
        new double[0]);
  }

  static void requireSequence(int vocabulary, int[] sequence) {
    if (sequence.length < 2) {
      throw new IllegalArgumentException(
          "a sequence to predict has at least 2 tokens, not " + sequence.length);
    }
    for (int t = 0; t < sequence.length; t++) {
      if (sequence[t] < 0 || sequence[t] >= vocabulary) {
        throw new IllegalArgumentException(
            String.format(
                "token %d at position %d lies outside 0 … %d", sequence[t], t, vocabulary - 1));
      }
    }
  }

  /**
   * The mean at each position of a predictor's losses on sequences made as {@link #ofSequences}
   * makes them.
   *
   * @param losses of one whole sequence, at each token but its last
   */
  double[] meanLosses(int vocabulary, Function<int[], double[]> losses) {
    if (this.vocabulary != vocabulary || classCount != vocabulary || outputs != inputs) {
      throw new IllegalArgumentException(
          String.format(
              "sequences of a vocabulary of %d with the next token at each position are expected,"
                  + " not %d answers in %d classes to %d inputs of a vocabulary of %d",
              vocabulary, outputs, classCount, inputs, this.vocabulary));
    }
    double[] mean = new double[inputs];
    int[] sequence = new int[inputs + 1];
    for (int s = 0; s < size; s++) {
      Interrupts.endIfInterrupted("the reading of sequences");
      System.arraycopy(tokens, s * inputs, sequence, 0, inputs);
      System.arraycopy(classes, s * inputs, sequence, 1, inputs);
      int other = Arrays.mismatch(tokens, s * inputs, (s + 1) * inputs, sequence, 0, inputs);
      if (other >= 0) {
        throw new IllegalArgumentException(
            String.format(
                "the class before position %d of example %d is the token there, %d, not %d",
                other, s, tokens[s * inputs + other], sequence[other]));
      }
      double[] each = losses.apply(sequence);
      for (int t = 0; t < inputs; t++) {
        mean[t] += each[t];
      }
    }
    return Arrays.stream(mean).map(sum -> sum / size).toArray();
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
