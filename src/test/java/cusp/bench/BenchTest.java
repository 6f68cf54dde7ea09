package cusp.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BenchTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private record Fixed(String name, double value) implements Suite {
    @Override
    public void run(Consumer<Measurement> out) {
      out.accept(new Measurement(name + "_case", "steps/s", value));
    }
  }

  private int bench(String... names) {
    return Bench.run(
        List.of(new Fixed("first", 1.5), new Fixed("second", 2)),
        List.of(names),
        new PrintStream(out, true, UTF_8),
        new PrintStream(err, true, UTF_8));
  }

  @Test
  void printsOneObjectALine() {
    assertEquals(0, bench());
    assertEquals(
        List.of(
            "{\"case\":\"first_case\",\"metric\":\"steps/s\",\"value\":1.5}",
            "{\"case\":\"second_case\",\"metric\":\"steps/s\",\"value\":2.0}"),
        out.toString(UTF_8).lines().toList());
  }

  @Test
  void runsOnlyTheNamedSuite() {
    assertEquals(0, bench("second"));
    assertEquals(1, out.toString(UTF_8).lines().count());
  }

  @Test
  void anUnknownNameListsTheKnownOnesAndRunsNothing() {
    assertEquals(2, bench("first", "third"));
    assertEquals("", out.toString(UTF_8));
    assertEquals(
        "There is no benchmark named third; there are: first, second", err.toString(UTF_8).strip());
  }

  @Test
  void aMeasurementIsFinite() {
    assertThrows(IllegalArgumentException.class, () -> new Measurement("a", "b", Double.NaN));
  }
}
