package cusp.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class NetworkSuiteTest {

  private static DoubleUnaryOperator rates(Double... rates) {
    Iterator<Double> rounds = Arrays.asList(rates).iterator();
    return seconds -> seconds * rounds.next();
  }

  private static List<String> measured(
      DoubleUnaryOperator ours, Optional<DoubleUnaryOperator> theirs) {
    List<String> lines = new ArrayList<>();
    NetworkSuite.measure(
        "mlp", ours, theirs, 2, m -> lines.add(m.subject() + " " + m.metric() + " " + m.value()));
    return lines;
  }

  @Test
  void reportsMediansAndTheMedianOfTheRatiosOfEachRound() {
    assertEquals(
        List.of(
            "net_mlp steps_per_s 12.0",
            "net_mlp_torch steps_per_s 4.0",
            "net_mlp times_as_fast_as_torch 2.5"),
        measured(rates(8.0, 5.0, 6.0), Optional.of(rates(1.0, 2.0, 3.0))));
    assertEquals(
        List.of("net_mlp steps_per_s 12.0"), measured(rates(8.0, 5.0, 6.0), Optional.empty()));
  }

  @Test
  void quickScaleTakesTheCornersOfWhatFullScaleMeasures() {
    assertEquals(
        List.of(
            "mlp",
            "attention",
            "sgld",
            "mlp-32-1",
            "mlp-32-4",
            "mlp-512-1",
            "mlp-512-4",
            "attention-32-1",
            "attention-32-4",
            "attention-512-1",
            "attention-512-4"),
        NetworkCases.names(false));
    assertEquals(3 + 2 * 5 * 4, NetworkCases.names(true).size());
    assertTrue(NetworkCases.names(true).containsAll(NetworkCases.names(false)));
  }

  @Test
  void eachCaseOfOursRuns() {
    for (String name : List.of("mlp", "mlp-32-2", "attention", "attention-32-1", "sgld")) {
      assertTrue(NetworkCases.ours(name).applyAsDouble(0.05) > 0, name);
    }
  }
}
