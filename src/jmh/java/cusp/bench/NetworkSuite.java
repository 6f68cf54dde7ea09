package cusp.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleUnaryOperator;

/**
 * Steps a second of networks on all cores, and the same of PyTorch and devinterp, in turn: the
 * medians of three rounds and of their ratios. The corners of a series over width and depth, all of
 * it with -Dcusp.scale=full.
 */
final class NetworkSuite implements Suite {
  private static final int ROUNDS = 3;
  private static final double SECONDS = 2;
  private static final double FULL_SECONDS = 6;

  @Override
  public String name() {
    return "nets";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    Optional<PythonProgram> program = PythonProgram.of("torch_networks");
    double seconds = Suite.full() ? FULL_SECONDS : SECONDS;
    out.accept(new Measurement("net_mlp", "bytes_per_step", NetworkCases.bytesPerStep()));
    for (String subject : NetworkCases.names(Suite.full())) {
      Optional<DoubleUnaryOperator> theirs =
          program.map(python -> s -> stepsPerSecond(python, subject, s));
      measure(subject, NetworkCases.ours(subject), theirs, seconds, out);
    }
  }

  static void measure(
      String subject,
      DoubleUnaryOperator ours,
      Optional<DoubleUnaryOperator> theirs,
      double seconds,
      Consumer<Measurement> out) {
    double[] own = new double[ROUNDS];
    double[] other = new double[ROUNDS];
    double[] ratios = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      own[round] = ours.applyAsDouble(seconds);
      other[round] = theirs.map(rate -> rate.applyAsDouble(seconds)).orElse(0.0);
      ratios[round] = own[round] / other[round];
    }
    String metric = "steps_per_s";
    out.accept(new Measurement("net_" + subject, metric, Stopwatch.median(own)));
    if (theirs.isPresent()) {
      out.accept(new Measurement("net_" + subject + "_torch", metric, Stopwatch.median(other)));
      out.accept(
          new Measurement("net_" + subject, "times_as_fast_as_torch", Stopwatch.median(ratios)));
    }
  }

  private static double stepsPerSecond(PythonProgram python, String subject, double seconds) {
    try {
      String line = python.run(List.of(subject, String.valueOf(seconds)));
      return new ObjectMapper().readTree(line).get("steps_per_s").asDouble();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
