package cusp.develop;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import cusp.train.Checkpoint;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TransitionCountsTest {
  private static final List<String> PHASES = List.of("a", "b", "c");

  /** The path of a run that is found in the phases of the letters, at '-' in none. */
  private static PhasePath path(String letters, int stay) {
    List<Checkpoint> checkpoints =
        IntStream.range(0, letters.length())
            .mapToObj(k -> new Checkpoint(10L * k, 0, new double[] {k}, new double[0]))
            .toList();
    Run run = new Run(Trainer.sgd(1), Seed.of(0), Objective.of("w"), checkpoints, Verdict.ok());
    return PhasePath.of(
        run, w -> Optional.of(letters.charAt((int) w[0])).filter(c -> c != '-'), stay);
  }

  @Test
  void aVisitLastsFromItsFirstCheckpointToItsLast() {
    assertEquals(
        List.of(new PhasePath.Visit("a", 0, 10), new PhasePath.Visit("b", 40, 60)),
        path("aa--bbb", 1).visits());
  }

  @Test
  void passagesAreNoVisits() {
    assertEquals("a → c", path("aab-bcc", 2).toString());
    assertEquals("a → b → c", path("aabbcc", 2).toString());
    assertEquals("none", path("abcabc", 2).toString());
    assertEquals(0, path("abcabc", 2).transitions());
  }

  /** A return to the phase it came from, with no other visit between, is the same visit. */
  @Test
  void anAbsenceIsNoTransition() {
    assertEquals(List.of(new PhasePath.Visit("a", 0, 60)), path("aa-b-aa", 2).visits());
    assertEquals(0, path("aa-b-aa", 2).transitions());
    assertEquals(2, path("aabbaa", 2).transitions());
  }

  @Test
  void countsEveryChangeWhereItBelongs() {
    List<PhasePath> paths =
        List.of(path("abc", 1), path("ac", 1), path("bab", 1), path("b", 1), path("--", 1));
    TransitionCounts counts = TransitionCounts.of(paths, PHASES);
    assertArrayEquals(new int[] {0, 2, 1}, counts.counts()[0]);
    assertArrayEquals(new int[] {1, 0, 1}, counts.counts()[1]);
    assertArrayEquals(new int[] {0, 0, 0}, counts.counts()[2]);
    assertArrayEquals(new int[] {2, 2, 0}, counts.first());
    assertArrayEquals(new int[] {0, 2, 2}, counts.last());
    assertEquals(5, counts.total());
    assertEquals(5, counts.runs());
    Table table = counts.toTable();
    assertEquals(List.of("from", "first", "to a", "to b", "to c", "last"), table.columnNames());
    assertEquals(2, table.intColumn("to b").get(0));
    assertEquals(
        "A title: 5 changes of phase in 5 runs, from rows to columns.",
        counts.chart("A title").alt());
  }

  @Test
  void refusesPhasesThatAreNotListedAndVisitsWithoutLength() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> TransitionCounts.of(List.of(path("ax", 1)), PHASES))
            .getMessage();
    assertTrue(message.contains("visits x") && message.contains("[a, b, c]"), message);
    assertThrows(IllegalArgumentException.class, () -> path("a", 0));
  }
}
