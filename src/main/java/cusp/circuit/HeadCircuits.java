package cusp.circuit;

import cusp.base.Interrupts;
import cusp.nn.Network;
import cusp.nn.ResidualStream;
import cusp.nn.ResidualStream.HeadWeights;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.hipparchus.complex.Complex;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What the weights of attention heads say that they do, without any data (Elhage et al. 2021, "A
 * mathematical framework for transformer circuits"), by the matrices of {@link ResidualStream},
 * with W_QK = W_Q W_Kᵀ and W_OV = W_V W_O.
 *
 * <p>The copying score is Σ Re λ / Σ |λ| over the eigenvalues of W_E W_OV W_U, from tokens to
 * logits: 1 where attending to a token raises its own logit, −1 where it lowers it; 0 also where
 * all eigenvalues are 0, as for a head without weights.
 *
 * <p>Composition is how much of what an earlier head writes is read by a later one, as a query, as
 * a key or as a value,
 *
 * <pre>
 * Q: ‖W_OV W′_QK‖ / (‖W_OV‖ ‖W′_QK‖)
 * K: ‖W_OV W′_QKᵀ‖ / (‖W_OV‖ ‖W′_QK‖)
 * V: ‖W_OV W′_OV‖ / (‖W_OV‖ ‖W′_OV‖)
 * </pre>
 *
 * of the earlier W and the later W′, in Frobenius norms: in [0, 1], and 0 where a matrix is.
 * Between matrices that are turned at random against each other its root mean square is √(1/d).
 *
 * <pre>{@code
 * var network =
 *     Network.onTokens(5, 8)
 *         .embedding(8).positions()
 *         .residual(b -> b.layerNorm().attention(2))
 *         .residual(b -> b.layerNorm().attention(2))
 *         .layerNorm().linearWithoutBias(5)
 *         .crossEntropy();
 * var circuits = HeadCircuits.of(network, network.initial(seed(1)));
 * show(circuits.toTable());
 * show(circuits.compositionTable());
 * show(circuits.composition("attention0.head1", "attention1.head0").key());
 * }</pre>
 *
 * @param heads in the order of {@link Network#heads}
 * @param copying the copying score of each
 * @param compositions of each head into each head of a later layer
 * @param chance √(1/d)
 */
public record HeadCircuits(
    List<String> heads, double[] copying, List<Composition> compositions, double chance) {

  /**
   * How much of what one head writes is read by another one.
   *
   * @param earlier the head that writes
   * @param later the head that reads
   * @param query Q-composition
   * @param key K-composition
   * @param value V-composition
   */
  public record Composition(String earlier, String later, double query, double key, double value) {}

  public HeadCircuits {
    heads = List.copyOf(heads);
    compositions = List.copyOf(compositions);
    if (copying.length != heads.size()) {
      throw new IllegalArgumentException(
          String.format(
              "each of %d heads needs its copying score, not %d", heads.size(), copying.length));
    }
  }

  /**
   * Of a network with as many logits as tokens.
   *
   * @throws IllegalArgumentException if the network has no heads, other logits, or is built
   *     otherwise than {@link ResidualStream#of} says
   */
  public static HeadCircuits of(Network network, double[] w) {
    List<String> names = Named.heads(network);
    ResidualStream stream = ResidualStream.of(network, w);
    double[][] embedding = stream.embedding();
    double[][] unembedding = stream.unembedding();
    if (unembedding[0].length != embedding.length) {
      throw new IllegalArgumentException(
          String.format(
              "copying is from tokens to their own logits, but the network has %d tokens and %d"
                  + " logits",
              embedding.length, unembedding[0].length));
    }
    List<Factors> heads = stream.heads().stream().map(Factors::of).toList();
    double[] copying = new double[heads.size()];
    List<Composition> compositions = new ArrayList<>();
    for (int l = 0; l < copying.length; l++) {
      Interrupts.endIfInterrupted("the reading of heads");
      HeadWeights later = heads.get(l).weights;
      copying[l] =
          copying(
              Matrices.product(
                  Matrices.product(later.output(), unembedding),
                  Matrices.product(embedding, later.value())));
      for (Factors earlier : heads.subList(0, l)) {
        if (!earlier.weights.layer().equals(later.layer())) {
          compositions.add(earlier.into(heads.get(l)));
        }
      }
    }
    return new HeadCircuits(names, copying, compositions, Math.sqrt(1.0 / unembedding.length));
  }

  /** Σ Re λ / Σ |λ| of a square matrix. */
  static double copying(double[][] matrix) {
    double sizes = 0;
    double real = 0;
    for (Complex value : Eigenvalues.of(matrix)) {
      sizes += value.norm();
      real += value.getReal();
    }
    return sizes == 0 ? 0 : real / sizes;
  }

  /**
   * A head with the products of its matrices with themselves, by which the norm of a product of d ×
   * d matrices of rank h is one of h × h matrices: ‖V M Kᵀ‖² = Σ (VᵀV M)ᵢⱼ (M KᵀK)ᵢⱼ.
   */
  private record Factors(
      HeadWeights weights,
      double[][] queries,
      double[][] keys,
      double[][] values,
      double[][] outputs,
      double[][] written) {

    static Factors of(HeadWeights head) {
      double[][] written = Matrices.transpose(head.output());
      return new Factors(
          head,
          Matrices.cross(head.query(), head.query()),
          Matrices.cross(head.key(), head.key()),
          Matrices.cross(head.value(), head.value()),
          Matrices.cross(written, written),
          written);
    }

    Composition into(Factors later) {
      HeadWeights reader = later.weights;
      double reads = size(later.queries, later.keys);
      double carries = size(later.values, later.outputs);
      return new Composition(
          weights.name(),
          reader.name(),
          share(reader.query(), later.keys, reads),
          share(reader.key(), later.queries, reads),
          share(reader.value(), later.outputs, carries));
    }

    /** Of the product of this head's W_OV and a matrix A Bᵀ, given A, BᵀB and its norm. */
    private double share(double[][] a, double[][] gram, double size) {
      double[][] between = Matrices.cross(written, a);
      double square =
          Matrices.inner(Matrices.product(values, between), Matrices.product(between, gram));
      double whole = size(values, outputs) * size;
      return whole == 0 ? 0 : Math.sqrt(Math.max(0, square)) / whole;
    }

    /** ‖A Bᵀ‖ from AᵀA and BᵀB. */
    private static double size(double[][] gramA, double[][] gramB) {
      return Math.sqrt(Math.max(0, Matrices.inner(gramA, gramB)));
    }
  }

  /** The copying score of a head. */
  public double copying(String head) {
    return copying[Named.index(heads, head)];
  }

  /** Of a head into one of a later layer. */
  public Composition composition(String earlier, String later) {
    Named.index(heads, earlier);
    Named.index(heads, later);
    return compositions.stream()
        .filter(pair -> pair.earlier.equals(earlier) && pair.later.equals(later))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    earlier + " writes nothing that " + later + " reads: name the earlier first"));
  }

  /** A row a head. */
  public Table toTable() {
    return Table.create(
        "Heads", StringColumn.create("head", heads), DoubleColumn.create("copying score", copying));
  }

  /** A row a pair of heads; empty where there is one layer. */
  public Table compositionTable() {
    return Table.create(
        "Composition",
        StringColumn.create("earlier", compositions.stream().map(Composition::earlier).toList()),
        StringColumn.create("later", compositions.stream().map(Composition::later).toList()),
        column("query", Composition::query),
        column("key", Composition::key),
        column("value", Composition::value),
        column("by chance", pair -> chance));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Composition> of) {
    return DoubleColumn.create(name, compositions.stream().mapToDouble(of).toArray());
  }

  @Override
  public String toString() {
    String text = heads.size() + " heads";
    return compositions.stream()
        .max((x, y) -> Double.compare(x.key, y.key))
        .map(
            most ->
                String.format(
                    "%s; key composition up to %.3f, of %s into %s (chance %.3f)",
                    text, most.key, most.earlier, most.later, chance))
        .orElse(text + " in one layer");
  }
}
