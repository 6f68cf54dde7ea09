package cusp.nn;

import cusp.model.Parameters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The matrices through which a transformer writes into its residual stream and reads from it
 * (Elhage et al. 2021, "A mathematical framework for transformer circuits"). Rows of the stream are
 * multiplied from the right: a head adds (x_s W_V) W_O of the positions s to which it attends, by
 * the softmax over s of (x_t W_Q)·(x_s W_K)/√h.
 *
 * <p>A layer norm is (x − mean)/σ times a gain g plus a shift. Where one stands right before what
 * reads, its linear part is in the matrix given here, (I − 11ᵀ/d) diag(g) W; the division by σ and
 * the shift are not. Ablations and patches are no weights and do not show.
 *
 * <pre>{@code
 * var network =
 *     Network.onTokens(5, 4)
 *         .embedding(8).positions()
 *         .residual(b -> b.layerNorm().attention(2))
 *         .layerNorm().linearWithoutBias(5)
 *         .crossEntropy();
 * var stream = ResidualStream.of(network, network.initial(seed(1)));
 * show(stream);
 * show(stream.heads().get(1).query());
 * }</pre>
 *
 * @param embedding [V][d] W_E, of the tokens
 * @param unembedding [d][C] W_U, of the last layer
 * @param heads in the order of {@link Network#heads}
 */
public record ResidualStream(
    double[][] embedding, double[][] unembedding, List<HeadWeights> heads) {

  /**
   * What one head reads and writes by.
   *
   * @param layer of attention, as {@code attention0}
   * @param head its number in the layer, from 0
   * @param query [d][h] W_Q
   * @param key [d][h] W_K
   * @param value [d][h] W_V
   * @param output [h][d] W_O
   */
  public record HeadWeights(
      String layer,
      int head,
      double[][] query,
      double[][] key,
      double[][] value,
      double[][] output) {

    /** As in {@code attention0.head3}. */
    public String name() {
      return layer + ".head" + head;
    }

    @Override
    public String toString() {
      return String.format("%s, %d of %d columns", name(), output.length, query.length);
    }
  }

  public ResidualStream {
    heads = List.copyOf(heads);
  }

  /**
   * Of a network of an embedding; residual blocks, of which those with attention have nothing else
   * but a layer norm before it, and among them, anywhere, {@code positions()} and {@code
   * lastPosition()}; then, or without it, a layer norm; and a linear layer or an unembedding. Other
   * residual blocks, as of a perceptron, are passed by, and so are the rows of positions and the
   * bias of the linear layer.
   *
   * @param w finite, as many as the network has parameters
   * @throws IllegalArgumentException if the network is built otherwise; names the layer
   */
  public static ResidualStream of(Network network, double[] w) {
    network.weights().require(w);
    for (int i = 0; i < w.length; i++) {
      if (!Double.isFinite(w[i])) {
        throw new IllegalArgumentException("w[" + i + "] is " + w[i] + ", not finite");
      }
    }
    Parameters layout = network.parameters();
    List<Layer> layers = network.layers();
    int end = layers.size() - 1;
    if (!(layers.get(0) instanceof TokenTable table) || table.summed()) {
      throw misbuilt(layers.get(0).name() + " is its first layer, not an embedding");
    }
    if (end == 0) {
      throw misbuilt("it ends with " + layers.get(0).name());
    }
    LayerNorm norm = layers.get(end - 1) instanceof LayerNorm last ? last : null;
    double[][] unembedding = unembedding(layers.get(end), norm, layout, w);
    List<HeadWeights> heads = new ArrayList<>();
    for (Layer layer : layers.subList(1, norm == null ? end : end - 1)) {
      if (layer instanceof Residual block) {
        addHeads(block.inside(), layout, w, heads);
      } else if (!(layer instanceof Positions || layer instanceof LastPosition)) {
        throw misbuilt(layer.name() + " stands in it outside of a residual block");
      }
    }
    List<String> read = heads.stream().map(HeadWeights::name).toList();
    for (String head : network.heads()) {
      if (!read.contains(head)) {
        throw misbuilt(head + " is in a residual block with more than a layer norm before it");
      }
    }
    return new ResidualStream(layout.rows(table.weight(), w), unembedding, heads);
  }

  private static IllegalArgumentException misbuilt(String what) {
    return new IllegalArgumentException(
        "the network has no residual stream from an embedding to logits that only attention and"
            + " other residual blocks add to: "
            + what);
  }

  private static double[][] unembedding(Layer last, LayerNorm norm, Parameters layout, double[] w) {
    if (last instanceof Unembedding shared) {
      double[][] table = layout.rows(shared.embedding().weight(), w);
      double[][] turned = new double[table[0].length][table.length];
      for (int i = 0; i < turned.length; i++) {
        for (int j = 0; j < table.length; j++) {
          turned[i][j] = table[j][i];
        }
      }
      return behind(norm, turned, layout, w);
    }
    if (last instanceof Linear) {
      return behind(norm, layout.rows(last.name() + ".weight", w), layout, w);
    }
    throw misbuilt(last.name() + " is its last layer, not a linear layer or an unembedding");
  }

  private static void addHeads(
      List<Layer> inside, Parameters layout, double[] w, List<HeadWeights> into) {
    LayerNorm norm = inside.get(0) instanceof LayerNorm first ? first : null;
    int at = norm == null ? 0 : 1;
    if (inside.size() != at + 1 || !(inside.get(at) instanceof Attention attention)) {
      return;
    }
    String name = attention.name();
    double[][] query = behind(norm, layout.rows(name + ".query", w), layout, w);
    double[][] key = behind(norm, layout.rows(name + ".key", w), layout, w);
    double[][] value = behind(norm, layout.rows(name + ".value", w), layout, w);
    double[][] output = layout.rows(name + ".output", w);
    int width = output.length / attention.heads();
    for (int h = 0; h < attention.heads(); h++) {
      int from = h * width;
      into.add(
          new HeadWeights(
              name,
              h,
              columns(query, from, width),
              columns(key, from, width),
              columns(value, from, width),
              Arrays.copyOfRange(output, from, from + width)));
    }
  }

  private static double[][] columns(double[][] matrix, int from, int count) {
    return Arrays.stream(matrix)
        .map(row -> Arrays.copyOfRange(row, from, from + count))
        .toArray(double[][]::new);
  }

  /** The matrix with the linear part of the norm before it, if there is one. */
  private static double[][] behind(
      LayerNorm norm, double[][] matrix, Parameters layout, double[] w) {
    if (norm == null) {
      return matrix;
    }
    double[] gain = layout.values(norm.name() + ".gain", w);
    for (int j = 0; j < matrix[0].length; j++) {
      double mean = 0;
      for (int i = 0; i < gain.length; i++) {
        matrix[i][j] *= gain[i];
        mean += matrix[i][j] / gain.length;
      }
      for (int i = 0; i < gain.length; i++) {
        matrix[i][j] -= mean;
      }
    }
    return matrix;
  }

  @Override
  public String toString() {
    return String.format(
        "a residual stream of %d columns from %d tokens to %d logits past %d heads",
        unembedding.length, embedding.length, unembedding[0].length, heads.size());
  }
}
