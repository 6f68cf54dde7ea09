package cusp.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir Path folder;

  private List<String> names() throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private Map<Path, byte[]> both() {
    Map<Path, byte[]> files = new LinkedHashMap<>();
    files.put(folder.resolve("a"), new byte[] {1});
    files.put(folder.resolve("b"), new byte[] {2});
    return files;
  }

  @Test
  void writesAndReplaces() throws IOException {
    AtomicFiles.write(folder.resolve("a"), new byte[] {9, 9});
    AtomicFiles.write(both());
    assertEquals(List.of("a", "b"), names());
    assertEquals(1, Files.size(folder.resolve("a")));
  }

  @Test
  void allOrNone() throws IOException {
    AtomicFiles.write(folder.resolve("a"), new byte[] {9, 9});
    Files.createDirectory(folder.resolve("b"));
    String message = assertThrows(IOException.class, () -> AtomicFiles.write(both())).getMessage();
    assertTrue(message.contains(folder.resolve("b") + " is a folder"), message);
    assertEquals(List.of("a", "b"), names());
    assertEquals(2, Files.size(folder.resolve("a")), "the first has not changed");
  }

  @Test
  void aMissingFolderIsNamed() {
    Path file = folder.resolve("missing/a");
    String message =
        assertThrows(IOException.class, () -> AtomicFiles.write(file, new byte[1])).getMessage();
    assertTrue(message.contains("missing/a"), message);
  }
}
