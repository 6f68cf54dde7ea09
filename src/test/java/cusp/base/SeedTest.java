package cusp.base;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SeedTest {

  @Test
  void aMillionStreamsAreDistinct() {
    String[] purposes = {"chain", "epoch", "shuffle", "initial", "near", "features", "step", "a"};
    Seed[] parents = {
      Seed.of(0), Seed.of(1), Seed.of(-1), Seed.of(Long.MIN_VALUE), Seed.of(0).stream("run", 3)
    };
    int each = 1_000_000 / (purposes.length * parents.length);
    long[] keys = new long[each * purposes.length * parents.length];
    int k = 0;
    for (Seed parent : parents) {
      for (String purpose : purposes) {
        for (int index = 0; index < each; index++) {
          keys[k++] = parent.stream(purpose, index).key();
        }
      }
    }
    assertEquals(1_000_000, k);
    assertEquals(k, Arrays.stream(keys).distinct().count());
  }

  @Test
  void neighbouringRootsAndSubstreamsAreDistinct() {
    long[] first = new long[400_000];
    for (int root = 0; root < 200_000; root++) {
      first[root] = Seed.of(root).random().nextLong();
    }
    RandomStream stream = Seed.of(0).stream("x").random();
    for (int epoch = 0; epoch < 200_000; epoch++) {
      stream.restart(epoch);
      first[200_000 + epoch] = stream.nextLong();
    }
    assertEquals(first.length, Arrays.stream(first).distinct().count());
  }

  @Test
  void thePathIsWhatNamesAStream() {
    Seed seed = Seed.of(5);
    assertEquals(seed.stream("a").stream("b").key(), new Seed(5, "a/b").key());
    assertEquals(seed.stream("chain", 3), seed.stream("chain-3"));
    assertTrue(seed.stream("a").stream("b").key() != seed.stream("b").stream("a").key());
    assertTrue(seed.stream("ab").key() != seed.stream("a").stream("b").key());
    assertEquals("seed(5)", seed.toString());
    assertEquals("seed(5)/a/b-1", seed.stream("a").stream("b", 1).toString());
  }

  /** Recorded numbers: a change of them changes every published result of a seed. */
  @Test
  void aSeedGivesTheNumbersThatItAlwaysGave() {
    assertFirst(Seed.of(0), -1041505262408372638L, 8272669796230807966L, -8710508011355158689L);
    assertFirst(Seed.of(1), 4176963034656803030L, 3124734313784204578L, -4751851703306617827L);
    assertFirst(Seed.of(-1), -4757615654092587501L, -6772681686468879077L, -8577374895743897089L);
    assertFirst(
        Seed.of(2026).stream("chain", 3).stream("noise"),
        -8416925388863735467L,
        -9116459038473716820L,
        -354793441680511893L);
    RandomStream stream = Seed.of(7).random();
    double[] normal = new double[4];
    stream.gaussians(normal, 4);
    assertArrayEquals(
        new double[] {
          0.45123395777407954, 1.4043102573185415, -0.05379625487764701, -1.1378197774352894
        },
        normal);
    int[] order = new int[10];
    stream.permutation(order);
    assertArrayEquals(new int[] {2, 1, 4, 8, 3, 0, 9, 6, 7, 5}, order);
    stream.restart(17);
    assertEquals(-6567386365911115182L, stream.nextLong());
  }

  private static void assertFirst(Seed seed, long... expected) {
    assertArrayEquals(expected, seed.random().longs(expected.length).toArray(), seed.toString());
  }

  @Test
  void refusesPurposesThatWouldBlurThePath() {
    for (String purpose : new String[] {"", "a/b", "/"}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> Seed.of(1).stream(purpose))
              .getMessage();
      assertTrue(message.contains("purpose") && message.contains("\"" + purpose + "\""), message);
    }
    assertThrows(NullPointerException.class, () -> new Seed(1, null));
  }
}
