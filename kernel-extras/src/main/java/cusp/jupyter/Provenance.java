package cusp.jupyter;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * What a result was made with.
 *
 * @param versions by the name of what has them; null for what says none
 * @param commit of the repository around a folder; null where there is none
 * @param dirty whether a file of that commit has been changed since; null where there is none
 */
record Provenance(Map<String, String> versions, String commit, Boolean dirty) {
  private static final long PATIENCE_SECONDS = 10;

  /**
   * As it is in a folder.
   *
   * @param written files below the folder that do not count as changed
   */
  static Provenance in(Path folder, List<String> written) {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("cusp", property("/cusp/jupyter/version.properties", "cusp"));
    versions.put("java", System.getProperty("java.version"));
    versions.put("jackson", maven("com.fasterxml.jackson.core/jackson-databind"));
    versions.put("tablesaw", maven("tech.tablesaw/tablesaw-core"));
    versions.put("xchart", maven("org.knowm.xchart/xchart"));
    String commit = git(folder, List.of("rev-parse", "HEAD"));
    List<String> status =
        new ArrayList<>(
            List.of("status", "--porcelain", "--untracked-files=no", "--no-renames", "--", ":/"));
    written.forEach(file -> status.add(":(exclude)" + file));
    String changes = commit == null ? null : git(folder, status);
    return new Provenance(versions, commit, changes == null ? null : !changes.isEmpty());
  }

  private static String maven(String artifact) {
    return property("/META-INF/maven/" + artifact + "/pom.properties", "version");
  }

  private static String property(String resource, String key) {
    try (InputStream file = Provenance.class.getResourceAsStream(resource)) {
      Properties properties = new Properties();
      if (file != null) {
        properties.load(file);
      }
      return properties.getProperty(key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What git says, or null where it is not there, refuses, or takes too long. */
  private static String git(Path folder, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    // Reading must not take the lock that a commit next door may need.
    builder.environment().put("GIT_OPTIONAL_LOCKS", "0");
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      process
          .onExit()
          .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
          .exceptionally(late -> process.destroyForcibly());
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return process.onExit().join().exitValue() == 0 ? said : null;
    } catch (IOException e) {
      return null;
    }
  }
}
