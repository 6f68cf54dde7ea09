package cusp.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What an operation leaves to the garbage collector. */
final class Allocation {
  private Allocation() {}

  /**
   * Bytes allocated an operation, by benchmark method, as JMH's gc profiler finds them in a process
   * of its own. Where nothing is allocated the harness itself leaves some 1e-4 bytes.
   *
   * @param benchmarks a class of JMH benchmarks
   */
  static Map<String, Double> bytesPerOperation(Class<?> benchmarks) {
    // Its lock would lie in the system's temporary folder, and keeps apart what nobody runs at
    // once.
    System.setProperty("jmh.ignoreLock", "true");
    Options options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(benchmarks.getName()) + "\\.")
            .addProfiler(GCProfiler.class)
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(2)
            .measurementTime(TimeValue.seconds(1))
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Map<String, Double> bytes = new TreeMap<>();
    try {
      for (RunResult result : new Runner(options).run()) {
        String method = result.getParams().getBenchmark();
        bytes.put(
            method.substring(method.lastIndexOf('.') + 1),
            result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
      }
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmarks of " + benchmarks.getName() + " failed", e);
    }
    return bytes;
  }
}
