package cusp.truth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * The cases of a folder of {@code *.json} files, {@code {"cases": [{id, kind, input, expected,
 * tolerance?}]}}. Whatever cannot be read as such, and a folder without a covered case, becomes a
 * check that fails: nothing passes by being skipped but the kinds that {@link #coverage} names.
 */
public final class TruthFolder {
  private final Path folder;
  private final List<Check> checks = new ArrayList<>();
  private final Map<String, Integer> uncovered = new TreeMap<>();
  private int covered;

  private TruthFolder(Path folder) {
    this.folder = folder;
  }

  /** One thing to verify; running it never throws. */
  public record Check(String name, Supplier<Outcome> verification) {
    public Outcome run() {
      return verification.get();
    }
  }

  /** How a check went, as one line. */
  public record Outcome(boolean hit, String line) {
    static Outcome miss(String name, String why) {
      return new Outcome(false, name + ": " + why);
    }

    /** Throws what a test fails by unless it is a hit. */
    public void require() {
      if (!hit) {
        throw new AssertionError(line);
      }
    }

    @Override
    public String toString() {
      return (hit ? "ok    " : "MISS  ") + line;
    }
  }

  /** Reads all there is. */
  public static TruthFolder of(Path folder) {
    TruthFolder truth = new TruthFolder(folder);
    if (!Files.isDirectory(folder)) {
      truth.fail(folder.toString(), "there is no such folder");
      return truth;
    }
    List<Path> files = list(folder);
    for (Path file : files) {
      truth.read(file);
    }
    if (truth.covered == 0) {
      truth.fail(folder.toString(), "no case of a covered kind in " + files.size() + " json files");
    }
    return truth;
  }

  private static List<Path> list(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".json"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void read(Path file) {
    String name = file.getFileName().toString();
    try {
      JsonNode cases = Json.field(Json.parse(Files.readString(file)), "cases");
      if (!cases.isArray()) {
        fail(name, "\"cases\" is not a list");
        return;
      }
      for (int i = 0; i < cases.size(); i++) {
        add(name + " case " + i, cases.get(i));
      }
    } catch (JsonProcessingException e) {
      fail(name, "not JSON: " + e.getOriginalMessage());
    } catch (IOException | IllegalArgumentException e) {
      fail(name, e.getMessage());
    }
  }

  private void add(String place, JsonNode node) {
    try {
      String kind = Json.text(node, "kind");
      TruthKind ours = TruthKinds.COVERED.get(kind);
      if (ours == null) {
        uncovered.merge(kind, 1, Integer::sum);
        return;
      }
      TruthCase truth = TruthCase.of(node, ours);
      covered++;
      checks.add(new Check(truth.id(), truth::verify));
    } catch (IllegalArgumentException e) {
      fail(place, e.getMessage());
    }
  }

  private void fail(String name, String why) {
    checks.add(new Check(name, () -> Outcome.miss(name, why)));
  }

  /**
   * A check a case of a covered kind, and one that fails for each thing that is wrong with the
   * folder.
   */
  public List<Check> checks() {
    return List.copyOf(checks);
  }

  /** How many cases are verified, and the kinds that are not covered yet. */
  public String coverage() {
    String line = folder + ": " + covered + " cases of covered kinds";
    return uncovered.isEmpty() ? line : line + "; not covered yet (with their cases): " + uncovered;
  }
}
