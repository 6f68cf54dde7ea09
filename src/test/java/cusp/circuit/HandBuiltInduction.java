package cusp.circuit;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Parameters;
import cusp.nn.Network;
import cusp.task.Examples;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A transformer of two layers whose weights are induction by construction. Token 0 stands at
 * position 0 alone. The stream is the token (8 columns), its position (16), and the token before
 * (8): head 0.0 looks one position back and writes what it finds there into the last 8. Head 1.1
 * looks where the token before is the present one, else at position 0, and adds the token there,
 * {@link #GAIN} times, to the first 8, from which the logits are read. The other two heads are 0.
 */
final class HandBuiltInduction {
  static final int TOKENS = 8;
  static final int POSITIONS = 16;
  static final double GAIN = 5;

  /** Distinct tokens behind position 0, which come again in the same order. */
  static final int PERIOD = 7;

  static final String PREVIOUS = "attention0.head0";
  static final String INDUCTION = "attention1.head1";

  /** Of the positions 1 … 7, where all is new, and 8 … 14, where nothing is. */
  static final InContextScore SCORE = new InContextScore(1, 8, PERIOD);

  /** Where the logits are the present token's alone, which is never the right one. */
  static final double NEW = Math.log(Math.E + 7);

  /** Where the next token is copied. */
  static final double COPIED = Math.log1p((Math.E + 6) * Math.exp(-GAIN));

  private static final int WIDTH = 32;
  private static final int PLACE = TOKENS;
  private static final int BEFORE = TOKENS + POSITIONS;

  /** After the scale of 1/√16 the best place is ahead by 40, of a head that falls back by 20. */
  private static final double SHARPNESS = 160;

  static final Network NETWORK =
      Network.onTokens(TOKENS, POSITIONS)
          .embedding(WIDTH)
          .positions()
          .residual(b -> b.attention(2))
          .residual(b -> b.attention(2))
          .linearWithoutBias(TOKENS)
          .crossEntropy();

  private HandBuiltInduction() {}

  static double[] weights() {
    double[] w = new double[NETWORK.parameters().dimension()];
    for (int token = 0; token < TOKENS; token++) {
      set(w, "embedding0.weight", token, token, 1);
      set(w, "linear0.weight", token, token, 1);
    }
    for (int t = 0; t < POSITIONS; t++) {
      set(w, "positions0.weight", t, PLACE + t, 1);
      set(w, "attention0.key", PLACE + t, t, 1);
      if (t > 0) {
        set(w, "attention0.query", PLACE + t, t - 1, SHARPNESS);
      }
    }
    for (int token = 1; token < TOKENS; token++) {
      set(w, "attention0.value", token, token, 1);
      set(w, "attention0.output", token, BEFORE + token, 1);
      int column = 16 + token;
      set(w, "attention1.query", token, column, SHARPNESS);
      set(w, "attention1.key", BEFORE + token, column, 1);
      set(w, "attention1.key", PLACE, column, 0.5);
      set(w, "attention1.value", token, column, 1);
      set(w, "attention1.output", column, token, GAIN);
    }
    return w;
  }

  private static void set(double[] w, String name, int row, int column, double value) {
    Parameters.Block block = NETWORK.parameters().block(name);
    w[block.offset() + row * block.shape().get(1) + column] = value;
  }

  /** Seven tokens in a random order, again and again behind token 0. */
  static Examples sequences(int count, Seed seed) {
    RandomStream random = seed.random();
    int[][] tokens = new int[count][POSITIONS + 1];
    for (int[] row : tokens) {
      int[] order = new int[PERIOD];
      random.permutation(order);
      for (int t = 1; t < row.length; t++) {
        row[t] = 1 + order[(t - 1) % PERIOD];
      }
    }
    return examples(tokens, tokens);
  }

  /** The same with the first seven backwards, so that each is followed by a wrong one. */
  static Examples corrupted(Examples clean) {
    int[][] tokens =
        IntStream.range(0, clean.size())
            .mapToObj(k -> Arrays.copyOfRange(clean.tokens(), k * POSITIONS, (k + 1) * POSITIONS))
            .toArray(int[][]::new);
    for (int[] row : tokens) {
      int[] first = Arrays.copyOfRange(row, 1, 1 + PERIOD);
      for (int t = 0; t < PERIOD; t++) {
        row[1 + t] = first[PERIOD - 1 - t];
      }
    }
    return new Examples(
        clean.size(),
        POSITIONS,
        POSITIONS,
        TOKENS,
        TOKENS,
        Arrays.stream(tokens).flatMapToInt(Arrays::stream).toArray(),
        new double[0],
        clean.classes(),
        new double[0]);
  }

  private static Examples examples(int[][] tokens, int[][] next) {
    return Examples.ofTokens(
        TOKENS,
        Arrays.stream(tokens).map(row -> Arrays.copyOf(row, POSITIONS)).toArray(int[][]::new),
        TOKENS,
        Arrays.stream(next)
            .map(row -> Arrays.copyOfRange(row, 1, POSITIONS + 1))
            .toArray(int[][]::new));
  }
}
