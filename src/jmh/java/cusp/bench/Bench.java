package cusp.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Runs suites of measurements and prints each number as one JSON object a line. */
public final class Bench {
  private static final List<Suite> SUITES =
      List.of(
          new CalibrationSuite(),
          new CoefficientSuite(),
          new DetectorSuite(),
          new ExactSuite(),
          new GrokkingSuite(),
          new HamiltonianSuite(),
          new InductionSuite(),
          new IsingSuite(),
          new LadderSuite(),
          new LinearSuite(),
          new MemorisingSuite(),
          new NetworkSuite(),
          new PosteriorPhasesSuite(),
          new ProductSuite(),
          new RandomSuite(),
          new ReluPhasesSuite(),
          new ScalingSuite(),
          new SuperpositionSuite());
  private static final ObjectMapper JSON = new ObjectMapper();

  private Bench() {}

  /** Runs the named suites, all without a name; exits with 2 where there is none of a name. */
  public static void main(String... names) {
    int status = run(SUITES, List.of(names), System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
  }

  static int run(List<Suite> suites, List<String> names, PrintStream out, PrintStream err) {
    for (String name : names) {
      if (suites.stream().noneMatch(suite -> suite.name().equals(name))) {
        String known = suites.stream().map(Suite::name).collect(Collectors.joining(", "));
        err.println("There is no benchmark named " + name + "; there are: " + known);
        return 2;
      }
    }
    for (Suite suite : suites) {
      if (names.isEmpty() || names.contains(suite.name())) {
        suite.run(measurement -> out.println(json(measurement)));
      }
    }
    return 0;
  }

  private static String json(Measurement measurement) {
    try {
      return JSON.writeValueAsString(measurement);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of two names and a number has a JSON form", e);
    }
  }
}
