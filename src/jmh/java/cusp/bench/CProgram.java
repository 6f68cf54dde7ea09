package cusp.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A program in C to measure against, compiled as its users would compile it. */
final class CProgram {
  private static final Path SOURCES = Path.of("src", "jmh", "c");

  private final Path binary;

  private CProgram(Path binary) {
    this.binary = binary;
  }

  /** Compiles {@code src/jmh/c/name.c} for this machine; empty, and said so, where it cannot. */
  static Optional<CProgram> compile(String name) {
    try {
      Path folder = Files.createTempDirectory("cusp-bench");
      Path binary = folder.resolve(name);
      // What is registered last is deleted first, and only an empty folder can be.
      folder.toFile().deleteOnExit();
      binary.toFile().deleteOnExit();
      String source = SOURCES.resolve(name + ".c").toString();
      run(List.of("cc", "-O3", "-march=native", "-o", binary.toString(), source, "-lm"));
      return Optional.of(new CProgram(binary));
    } catch (IOException e) {
      System.err.println("Nothing in C to measure " + name + " against: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** The first number that it prints. */
  double measure() {
    try {
      return Double.parseDouble(run(List.of(binary.toString())).split(" ", 2)[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + " failed: " + output.strip());
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(command.get(0) + " was interrupted", e);
    }
    return output;
  }
}
