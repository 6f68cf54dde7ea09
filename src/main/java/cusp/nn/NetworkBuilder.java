package cusp.nn;

import cusp.simd.FloatKernels.Activation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Layers of a {@link Network}, one behind the other; each method adds one and the last one, a loss,
 * makes the network. The layers are counted by kind, from 0, in the order in which they are added.
 *
 * <pre>{@code
 * var transformer =
 *     Network.onTokens(64, 32)
 *         .embedding(64).positions()
 *         .residual(inner -> inner.layerNorm().attention(4))
 *         .residual(inner -> inner.layerNorm().linear(256).gelu().linear(64))
 *         .layerNorm().linearWithoutBias(64)
 *         .crossEntropy();
 * show(transformer.parameters().dimension());
 * }</pre>
 */
public final class NetworkBuilder {
  private final Shape input;
  private final int vocabulary;
  private final Map<String, Integer> counts;
  private final List<Layer> layers = new ArrayList<>();
  private Shape shape;
  private String last;
  private TokenTable embedding;

  private NetworkBuilder(
      Shape input, int vocabulary, Map<String, Integer> counts, Shape shape, String last) {
    this.input = input;
    this.vocabulary = vocabulary;
    this.counts = counts;
    this.shape = shape;
    this.last = last;
  }

  private static NetworkBuilder on(Shape input, int vocabulary) {
    return new NetworkBuilder(input, vocabulary, new HashMap<>(), input, "the input");
  }

  static NetworkBuilder onTokens(int vocabulary, int positions) {
    requirePositive("vocabulary", vocabulary);
    requirePositive("number of positions", positions);
    return on(new Shape(positions, vocabulary), vocabulary);
  }

  static NetworkBuilder onVectors(int width) {
    requirePositive("width of the input", width);
    return on(new Shape(1, width), 0);
  }

  static NetworkBuilder onImages(int height, int width, int channels) {
    requirePositive("height of the image", height);
    requirePositive("width of the image", width);
    requirePositive("number of channels", channels);
    return on(new Shape(Math.multiplyExact(height, width), channels, width), 0);
  }

  private static void requirePositive(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("the " + what + " is at least 1, not " + value);
    }
  }

  private String name(String kind) {
    return kind + (counts.merge(kind, 1, Integer::sum) - 1);
  }

  private NetworkBuilder add(Layer layer) {
    if (vocabulary > 0
        && layers.isEmpty()
        && last.equals("the input")
        && !(layer instanceof TokenTable)) {
      throw new IllegalArgumentException(
          layer.name() + " takes numbers, but the input is tokens: begin with embedding or linear");
    }
    shape = layer.output(shape, last);
    last = layer.name();
    layers.add(layer);
    return this;
  }

  /** A learned row for each token; the first layer. */
  public NetworkBuilder embedding(int width) {
    requirePositive("width of the embedding", width);
    if (vocabulary == 0 || !last.equals("the input")) {
      throw new IllegalArgumentException(
          "an embedding takes the tokens of the input, not what " + last + " makes, " + shape);
    }
    embedding = new TokenTable(name("embedding"), vocabulary, input.positions(), width, false, 1);
    return add(embedding);
  }

  /** Adds a learned row to each position. */
  public NetworkBuilder positions() {
    return add(new Positions(name("positions")));
  }

  /**
   * A linear layer with a bias, at each position by itself. As the first one on tokens it acts on
   * their one-hot vectors, joined to one, and its output is a single row.
   */
  public NetworkBuilder linear(int width) {
    requirePositive("width of a linear layer", width);
    if (vocabulary > 0 && last.equals("the input")) {
      int tokens = input.positions();
      double spread = 1 / Math.sqrt((double) tokens * vocabulary);
      return add(new TokenTable(name("linear"), vocabulary, tokens, width, true, spread));
    }
    return add(new Linear(name("linear"), width, true));
  }

  /** A linear layer without a bias, at each position by itself. */
  public NetworkBuilder linearWithoutBias(int width) {
    requirePositive("width of a linear layer", width);
    return add(new Linear(name("linear"), width, false));
  }

  /** max(0, x). */
  public NetworkBuilder relu() {
    return add(new Elementwise(name("relu"), Activation.RELU));
  }

  /** x·Φ(x), Φ the normal distribution function. */
  public NetworkBuilder gelu() {
    return add(new Elementwise(name("gelu"), Activation.GELU));
  }

  /** The hyperbolic tangent. */
  public NetworkBuilder tanh() {
    return add(new Elementwise(name("tanh"), Activation.TANH));
  }

  /** x². */
  public NetworkBuilder square() {
    return add(new Elementwise(name("square"), Activation.SQUARE));
  }

  /** Each row to mean 0 and variance 1, then a learned gain and shift. */
  public NetworkBuilder layerNorm() {
    return add(new LayerNorm(name("layerNorm")));
  }

  /** Causal attention of so many heads, which divide the columns. */
  public NetworkBuilder attention(int heads) {
    return add(new Attention(name("attention"), heads));
  }

  /** The rows so far plus what the layers inside make of them, which has the same shape. */
  public NetworkBuilder residual(UnaryOperator<NetworkBuilder> inside) {
    NetworkBuilder inner = new NetworkBuilder(input, vocabulary, counts, shape, last);
    inner.embedding = embedding;
    List<Layer> made = inside.apply(inner).layers;
    if (made.isEmpty()) {
      throw new IllegalArgumentException("a residual has at least one layer inside");
    }
    return add(new Residual(name("residual"), List.copyOf(made)));
  }

  /**
   * A convolution of patches of size × size pixels, an odd number, with a bias; the image keeps its
   * size.
   */
  public NetworkBuilder convolution(int channels, int size) {
    requirePositive("number of channels", channels);
    requirePositive("size of a patch", size);
    if (size % 2 == 0) {
      throw new IllegalArgumentException("the size of a patch is odd, not " + size);
    }
    return add(new Convolution(name("convolution"), channels, size));
  }

  /** The mean of each square of size × size pixels. */
  public NetworkBuilder meanPool(int size) {
    requirePositive("size of a square", size);
    return add(new Pooling(name("meanPool"), size, false));
  }

  /** The largest value in each square of size × size pixels. */
  public NetworkBuilder maxPool(int size) {
    requirePositive("size of a square", size);
    return add(new Pooling(name("maxPool"), size, true));
  }

  /** The last position alone. */
  public NetworkBuilder lastPosition() {
    return add(new LastPosition(name("lastPosition")));
  }

  /** All positions, or pixels, joined to one row. */
  public NetworkBuilder flatten() {
    return add(new Flatten(name("flatten")));
  }

  /** Logits of the tokens by the embedding's own rows. */
  public NetworkBuilder unembedding() {
    if (embedding == null) {
      throw new IllegalArgumentException("an unembedding shares the embedding, and there is none");
    }
    TokenTable tied =
        new TokenTable(
            embedding.name(),
            vocabulary,
            input.positions(),
            embedding.width(),
            false,
            1 / Math.sqrt(embedding.width()));
    layers.set(layers.indexOf(embedding), tied);
    embedding = tied;
    return add(new Unembedding(name("unembedding"), tied));
  }

  /** Answers are classes, of which the columns are the logits, one answer a position. */
  public Network crossEntropy() {
    return new Network(input, vocabulary, layers, Head.CROSS_ENTROPY, List.of());
  }

  /** Answers are vectors, and the loss of one is its mean squared error. */
  public Network squaredError() {
    if (shape.positions() != 1) {
      throw new IllegalArgumentException(
          "a squared error takes one row; " + last + " makes " + shape + ": flatten it");
    }
    return new Network(input, vocabulary, layers, Head.SQUARED_ERROR, List.of());
  }
}
