package cusp.circuit;

import cusp.base.Interrupts;
import cusp.nn.Activations;
import cusp.nn.Network;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.task.Examples;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Where the attention heads of a network look, by the two scores that the heads of an induction
 * circuit are known by (Olsson et al. 2022, arXiv:2209.11895). With A_ts what position t takes from
 * position s, a sequence has
 *
 * <ul>
 *   <li>as its previous-token score the mean over t ≥ 1 of A_{t,t−1};
 *   <li>as its prefix-matching score the mean over the t whose token has occurred before of Σ A_ts
 *       over the s ≤ t that follow such an occurrence: token s−1 is token t, and s ≥ 1.
 * </ul>
 *
 * Both lie in [0, 1]. Chance is the score of attention that is the same for all s ≤ t; it depends
 * on the tokens alone.
 *
 * <pre>{@code
 * var network =
 *     Network.onTokens(5, 8)
 *         .embedding(8).positions()
 *         .residual(b -> b.attention(2))
 *         .residual(b -> b.attention(2))
 *         .linearWithoutBias(5)
 *         .crossEntropy();
 * int[][] tokens = {{0, 1, 2, 3, 0, 1, 2, 3}, {4, 2, 1, 4, 2, 1, 4, 2}};
 * var data = Examples.ofTokens(5, tokens, 5, tokens);
 * var scores = AttentionScores.of(network, network.initial(seed(1)), data);
 * show(scores.toTable());
 * show(scores.prefixMatching("attention1.head0"));
 * }</pre>
 *
 * @param heads in the order of {@link Network#heads}
 * @param previousToken [head][n] of each sequence
 * @param prefixMatching [head][m] of each of the m ≤ n sequences in which a token is repeated
 * @param previousTokenChance its mean for even attention
 * @param prefixMatchingChance its mean for even attention
 */
public record AttentionScores(
    List<String> heads,
    double[][] previousToken,
    double[][] prefixMatching,
    double previousTokenChance,
    double prefixMatchingChance) {

  public AttentionScores {
    heads = List.copyOf(heads);
    int count = heads.size();
    if (count == 0 || previousToken.length != count || prefixMatching.length != count) {
      throw new IllegalArgumentException(
          String.format(
              "each of %d heads, at least one, needs its scores, not %d and %d",
              count, previousToken.length, prefixMatching.length));
    }
    for (int h = 0; h < count; h++) {
      Named.requireValues(heads.get(h), previousToken[h], previousToken[0].length);
      Named.requireValues(heads.get(h), prefixMatching[h], prefixMatching[0].length);
    }
  }

  /**
   * Of all heads of a network.
   *
   * @param data sequences of at least 2 tokens, of which at least one has a token twice
   * @throws IllegalArgumentException if no sequence repeats a token, or the network has no heads
   */
  public static AttentionScores of(Network network, double[] w, Examples data) {
    List<String> heads = Named.heads(network);
    int length = data.inputs();
    if (data.vocabulary() == 0 || length < 2) {
      throw new IllegalArgumentException(
          "the scores are of sequences of at least 2 tokens, not of "
              + (data.vocabulary() == 0 ? "vectors" : length + " token"));
    }
    int n = data.size();
    int[][][] after =
        IntStream.range(0, n)
            .mapToObj(k -> followers(data.tokens(), k * length, length))
            .toArray(int[][][]::new);
    int[] repeated =
        IntStream.range(0, n)
            .filter(k -> Arrays.stream(after[k]).anyMatch(s -> s.length > 0))
            .toArray();
    if (repeated.length == 0) {
      throw new IllegalArgumentException(
          "prefix matching needs a token that occurs twice, but none of the "
              + n
              + " sequences repeats one; take longer sequences or fewer tokens");
    }
    String[] patterns =
        heads.stream()
            .map(head -> Named.layer(head) + ".pattern")
            .distinct()
            .toArray(String[]::new);
    Activations activations = network.activations(w, data, patterns);
    double[][] previous = new double[heads.size()][n];
    double[][] prefix = new double[heads.size()][repeated.length];
    for (int h = 0; h < previous.length; h++) {
      Interrupts.endIfInterrupted("the reading of attention");
      int matched = 0;
      for (int k = 0; k < n; k++) {
        double[][] pattern = activations.pattern(heads.get(h), k);
        if (pattern.length != length) {
          throw new IllegalArgumentException(
              String.format(
                  "%s looks at %d positions, but the sequences have %d tokens",
                  heads.get(h), pattern.length, length));
        }
        previous[h][k] = previous(pattern);
        if (matched < repeated.length && repeated[matched] == k) {
          prefix[h][matched] = prefix(pattern, after[k]);
          matched++;
        }
      }
    }
    double[][] even = even(length);
    return new AttentionScores(
        heads,
        previous,
        prefix,
        previous(even),
        Arrays.stream(repeated).mapToDouble(k -> prefix(even, after[k])).average().orElseThrow());
  }

  /** For each position t the positions up to it that follow an earlier token like that of t. */
  private static int[][] followers(int[] tokens, int from, int length) {
    return IntStream.range(0, length)
        .mapToObj(
            t ->
                IntStream.rangeClosed(1, t)
                    .filter(s -> tokens[from + s - 1] == tokens[from + t])
                    .toArray())
        .toArray(int[][]::new);
  }

  private static double[][] even(int length) {
    double[][] pattern = new double[length][length];
    for (int t = 0; t < length; t++) {
      Arrays.fill(pattern[t], 0, t + 1, 1.0 / (t + 1));
    }
    return pattern;
  }

  private static double previous(double[][] pattern) {
    double sum = 0;
    for (int t = 1; t < pattern.length; t++) {
      sum += pattern[t][t - 1];
    }
    return sum / (pattern.length - 1);
  }

  private static double prefix(double[][] pattern, int[][] after) {
    double sum = 0;
    int positions = 0;
    for (int t = 0; t < after.length; t++) {
      for (int s : after[t]) {
        sum += pattern[t][s];
      }
      positions += after[t].length > 0 ? 1 : 0;
    }
    return sum / positions;
  }

  /** The mean previous-token score of a head over the sequences. */
  public double previousToken(String head) {
    return Matrices.mean(previousToken[Named.index(heads, head)]);
  }

  /** Its standard error, from the spread over sequences; NaN for one sequence. */
  public double previousTokenError(String head) {
    return Matrices.standardError(previousToken[Named.index(heads, head)]);
  }

  /** The mean prefix-matching score of a head over the sequences in which a token is repeated. */
  public double prefixMatching(String head) {
    return Matrices.mean(prefixMatching[Named.index(heads, head)]);
  }

  /** Its standard error, from the spread over these sequences; NaN for one sequence. */
  public double prefixMatchingError(String head) {
    return Matrices.standardError(prefixMatching[Named.index(heads, head)]);
  }

  private double[] level(double chance) {
    return heads.stream().mapToDouble(head -> chance).toArray();
  }

  /** A row a head: both scores, their standard errors and what they are by chance. */
  public Table toTable() {
    return Table.create(
        "Attention",
        StringColumn.create("head", heads),
        DoubleColumn.create("previous token", means(previousToken)),
        DoubleColumn.create("previous token error", errors(previousToken)),
        DoubleColumn.create("previous token chance", level(previousTokenChance)),
        DoubleColumn.create("prefix matching", means(prefixMatching)),
        DoubleColumn.create("prefix matching error", errors(prefixMatching)),
        DoubleColumn.create("prefix matching chance", level(prefixMatchingChance)));
  }

  private static double[] means(double[][] scores) {
    return Arrays.stream(scores).mapToDouble(Matrices::mean).toArray();
  }

  private static double[] errors(double[][] scores) {
    return Arrays.stream(scores).mapToDouble(Matrices::standardError).toArray();
  }

  /** Each head by its two scores, layer by layer, and where chance is. */
  public Figure chart() {
    Map<String, List<String>> layers =
        heads.stream()
            .collect(Collectors.groupingBy(Named::layer, LinkedHashMap::new, Collectors.toList()));
    Plot plot = Plot.of("Heads").x("previous-token score").y("prefix-matching score");
    layers.forEach(
        (layer, own) ->
            plot.points(
                layer,
                own.stream().mapToDouble(this::previousToken).toArray(),
                own.stream().mapToDouble(this::prefixMatching).toArray()));
    double[] chance = {previousTokenChance};
    return plot.points("chance", chance, new double[] {prefixMatchingChance})
        .xRange(0, 1)
        .yRange(0, 1)
        .figure(this + ".");
  }

  private String highest(double[][] scores) {
    double[] means = means(scores);
    int best =
        IntStream.range(0, means.length)
            .reduce((i, j) -> means[j] > means[i] ? j : i)
            .orElseThrow();
    return String.format("%.3f of %s", means[best], heads.get(best));
  }

  @Override
  public String toString() {
    return String.format(
        "%d heads on %d sequences: previous token up to %s (chance %.3f), prefix matching up to %s"
            + " (chance %.3f)",
        heads.size(),
        previousToken[0].length,
        highest(previousToken),
        previousTokenChance,
        highest(prefixMatching),
        prefixMatchingChance);
  }
}
