package cusp.nn;

import cusp.base.Seed;
import cusp.model.Loss;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Parameters;
import cusp.task.Examples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A network of layers, which computes in float32 and adds up losses in double. It is made by {@link
 * #onTokens}, {@link #onVectors} or {@link #onImages}, which end in a loss.
 *
 * <p>Layers are named by kind and number, from 0, as in {@code attention1}. Activations have the
 * names of the layers that make them; attention also has {@code attention1.queries}, {@code .keys},
 * {@code .values}, {@code .pattern} and {@code .heads} (what the heads read, before the output
 * matrix), and a single head of it is {@code attention1.head3}. Parameters add their role, as in
 * {@code linear0.weight}, {@code linear0.bias} or {@code attention1.query}.
 *
 * <p>The loss of an example with several answers, as a sequence, is the mean of theirs.
 *
 * <pre>{@code
 * var network = Network.onTokens(7, 2).linear(16).square().linear(7).crossEntropy();
 * var data = Examples.ofTokens(7, new int[][] {{1, 2}, {6, 3}}, 7, new int[][] {{3}, {2}});
 * double[] w = network.initial(seed(1));
 * show(network);
 * show(network.on(data).loss(w));
 * show(network.ablate("square0").on(data).loss(w));
 * }</pre>
 */
public final class Network implements Model<Examples> {
  private final Shape input;
  private final int vocabulary;
  private final List<Layer> layers;
  private final Head head;
  private final Shape last;
  private final Weights weights;
  private final List<Edit> edits;
  private final Parts parts;

  Network(Shape input, int vocabulary, List<Layer> layers, Head head, List<Edit> edits) {
    this.input = input;
    this.vocabulary = vocabulary;
    this.layers = List.copyOf(layers);
    this.head = head;
    this.edits = List.copyOf(edits);
    Shape shape = input;
    String before = "the input";
    for (Layer layer : layers) {
      shape = layer.output(shape, before);
      before = layer.name();
    }
    last = shape;
    weights = new Weights(Sequence.slots(layers, input));
    parts = new Parts(this);
  }

  /** A network that reads sequences of so many tokens. */
  public static NetworkBuilder onTokens(int vocabulary, int positions) {
    return NetworkBuilder.onTokens(vocabulary, positions);
  }

  /** A network that reads vectors. */
  public static NetworkBuilder onVectors(int width) {
    return NetworkBuilder.onVectors(width);
  }

  /** A network that reads images: lines of pixels, the channels of a pixel together. */
  public static NetworkBuilder onImages(int height, int width, int channels) {
    return NetworkBuilder.onImages(height, width, channels);
  }

  @Override
  public Parameters parameters() {
    return weights.parameters;
  }

  /**
   * Normal numbers about 0 with a standard deviation of 1/√inputs in a layer's matrix (one-hot
   * inputs count all), 1 in an embedding (1/√width where the unembedding shares it) and 0.02 for
   * positions; biases 0, gains 1.
   */
  @Override
  public double[] initial(Seed seed) {
    return weights.initial(seed);
  }

  /**
   * The mean loss on examples.
   *
   * @throws IllegalArgumentException if the examples have other inputs or answers than the network
   */
  @Override
  public Objective on(Examples examples) {
    require(examples);
    return new NetworkObjective(this, examples);
  }

  /**
   * The loss of each answer of each example, as of each token of a sequence.
   *
   * @return a row an example
   */
  public double[][] answerLosses(double[] w, Examples examples) {
    require(examples);
    double[] flat = new NetworkObjective(this, examples).answerLosses(w);
    int answers = answers();
    return IntStream.range(0, examples.size())
        .mapToObj(k -> Arrays.copyOfRange(flat, k * answers, (k + 1) * answers))
        .toArray(double[][]::new);
  }

  /** What each layer makes of examples, all of it or only the activations of the given names. */
  public Activations activations(double[] w, Examples examples, String... names) {
    requireInputs(examples);
    for (String name : names) {
      parts.activation(name);
    }
    return Activations.of(this, w, examples, List.of(names));
  }

  /** The last layer's rows: logits, or answers. A row a position of each example. */
  public double[][] outputs(double[] w, Examples examples) {
    String name = layers.get(layers.size() - 1).name();
    return activations(w, examples, name).rows(name);
  }

  /**
   * The share of the answers for which the right class has the largest logit; where k classes share
   * the largest, an answer counts 1/k, as if one of them were drawn.
   */
  public double accuracy(double[] w, Examples examples) {
    require(examples);
    if (head != Head.CROSS_ENTROPY) {
      throw new IllegalStateException("accuracy needs classes; this network answers in numbers");
    }
    double[][] logits = outputs(w, examples);
    double right = 0;
    for (int k = 0; k < logits.length; k++) {
      double most = Arrays.stream(logits[k]).max().orElseThrow();
      if (logits[k][examples.classes()[k]] == most) {
        right += 1.0 / Arrays.stream(logits[k]).filter(logit -> logit == most).count();
      }
    }
    return right / logits.length;
  }

  /**
   * The same network with an activation, a head or some columns of either set to 0.
   *
   * @param name of an activation, or of a head as in {@code attention0.head3}
   * @param columns which, counted from 0; none for all
   */
  public Network ablate(String name, int... columns) {
    return with(parts.edit(name, null, columns));
  }

  /**
   * The same network with an activation or a head replaced by given rows, as from another run or
   * the mean over examples.
   *
   * @param rows one for all, or one for each position of each of the examples that it will run on
   * @param columns which the rows hold; none for all
   */
  public Network patch(String name, double[][] rows, int... columns) {
    float[][] floats = new float[rows.length][];
    Edit edit = parts.edit(name, floats, columns);
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != edit.columns().length) {
        throw new IllegalArgumentException(
            String.format(
                "row %d for %s has %d numbers; there are %d columns to replace",
                i, name, rows[i].length, edit.columns().length));
      }
      floats[i] = new float[rows[i].length];
      for (int j = 0; j < floats[i].length; j++) {
        floats[i][j] = (float) rows[i][j];
      }
    }
    if (rows.length == 0) {
      throw new IllegalArgumentException("there is at least one row to put in place of " + name);
    }
    return with(edit);
  }

  private Network with(Edit edit) {
    List<Edit> more = new ArrayList<>(edits);
    more.add(edit);
    return new Network(input, vocabulary, layers, head, more);
  }

  /**
   * True at the parameters of the named parts, for a learning coefficient of these alone.
   *
   * @param parts layers, as {@code attention0}; single blocks, as {@code linear0.weight}; or heads,
   *     as {@code attention0.head3}
   * @throws IllegalArgumentException if there is no such part
   */
  public boolean[] mask(String... parts) {
    return this.parts.mask(parts);
  }

  /** The attention heads, {@code attention0.head0} and so on; none without attention. */
  public List<String> heads() {
    return parts.heads();
  }

  private void require(Examples examples) {
    requireInputs(examples);
    boolean classes = head == Head.CROSS_ENTROPY;
    int outputs = classes ? last.positions() : last.positions() * last.columns();
    int classCount = classes ? last.columns() : 0;
    if (examples.outputs() != outputs || examples.classCount() != classCount) {
      throw new IllegalArgumentException(
          String.format(
              "%s makes %s, for %s; the examples have %s",
              layers.get(layers.size() - 1).name(),
              last,
              answers(outputs, classCount),
              answers(examples.outputs(), examples.classCount())));
    }
  }

  private static String answers(int outputs, int classes) {
    return classes > 0
        ? outputs + " answers of " + classes + " classes"
        : "a target of " + outputs + " numbers";
  }

  private void requireInputs(Examples examples) {
    int inputs = vocabulary > 0 ? input.positions() : input.positions() * input.columns();
    if (examples.inputs() != inputs || examples.vocabulary() != vocabulary) {
      throw new IllegalArgumentException(
          String.format(
              "the network reads %s; the examples have %s",
              inputs(inputs, vocabulary), inputs(examples.inputs(), examples.vocabulary())));
    }
    for (Edit edit : edits) {
      int rows = examples.size() * parts.activation(edit.activation()).positions;
      if (edit.rows() != null && edit.rows().length != 1 && edit.rows().length != rows) {
        throw new IllegalArgumentException(
            String.format(
                "%d rows are put in place of %s, which has %d for %d examples",
                edit.rows().length, edit.activation(), rows, examples.size()));
      }
    }
  }

  private static String inputs(int inputs, int vocabulary) {
    return vocabulary > 0
        ? "sequences of " + inputs + " tokens from a vocabulary of " + vocabulary
        : "vectors of " + inputs + " numbers";
  }

  Shape input() {
    return input;
  }

  int vocabulary() {
    return vocabulary;
  }

  List<Layer> layers() {
    return layers;
  }

  Head head() {
    return head;
  }

  List<Edit> edits() {
    return edits;
  }

  Weights weights() {
    return weights;
  }

  /** Losses an example. */
  int answers() {
    return head.answers(last);
  }

  /** The most rows that an example has in any layer. */
  int widest() {
    return Math.max(input.positions(), last.positions());
  }

  Loss kind() {
    if (head == Head.SQUARED_ERROR) {
      return Loss.SQUARED;
    }
    return answers() == 1 ? Loss.LOG_LOSS : Loss.MEAN_LOG_LOSS;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("the input " + input);
    Shape shape = input;
    for (Layer layer : layers) {
      shape = layer.output(shape, "");
      text.append(" → ").append(layer.name()).append(' ').append(shape);
    }
    return text + ", " + parameters().dimension() + " parameters";
  }
}
