package cusp.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script in Python to measure against, run by the interpreter that the environment variable
 * CUSP_BENCH_PYTHON names, one with the packages that the script asks for.
 */
record PythonProgram(String python, Path script) {

  /** {@code src/jmh/python/name.py}; empty, and said so, where no interpreter is named. */
  static Optional<PythonProgram> of(String name) {
    String python = System.getenv("CUSP_BENCH_PYTHON");
    if (python == null) {
      System.err.println(
          "Nothing in Python to measure " + name + " against: CUSP_BENCH_PYTHON names none");
      return Optional.empty();
    }
    return Optional.of(new PythonProgram(python, Path.of("src", "jmh", "python", name + ".py")));
  }

  /** What it prints to standard output. */
  String run(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(python, script.toString()));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(script + " was interrupted", e);
    }
    return output;
  }
}
