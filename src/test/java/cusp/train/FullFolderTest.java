package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that cannot be written to: the error says so, and what was written before stays good. */
class FullFolderTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path folder;

  private Run resume(Path place) {
    return Training.sgd().resume(Training.objective(), Training.initial(), Training.SEED, place);
  }

  private String failure(Path place) {
    return assertThrows(UncheckedIOException.class, () -> resume(place)).getMessage();
  }

  @Test
  void aFullDiskLosesNothingThatWasWrittenBefore() throws IOException {
    assumeTrue(Files.exists(FULL), "SKIPPED: no " + FULL + " here, which is a disk without room");
    Run whole = Training.sgd().train(Training.objective(), Training.initial(), Training.SEED);
    Files.createSymbolicLink(folder.resolve("checkpoint-000000000100.bin.part"), FULL);
    String message = failure(folder);
    assertTrue(message.contains("checkpoint 100 could not be written"), message);
    assertTrue(message.contains(folder.toString()), message);
    assertTrue(message.contains("No space left"), message);
    assertTrue(message.contains("make room and resume"), message);
    Run partial = Run.load(folder, Training.objective());
    assertEquals(whole.checkpoints().subList(0, 10), partial.checkpoints());
    Training.assertSame(whole, resume(folder));
  }

  @Test
  void aFullDiskAtTheStartSaysSo() throws IOException {
    assumeTrue(Files.exists(FULL), "SKIPPED: no " + FULL + " here, which is a disk without room");
    Files.createSymbolicLink(folder.resolve("run.json.part"), FULL);
    String message = failure(folder);
    assertTrue(message.contains("cannot be used"), message);
    assertTrue(message.contains("No space left"), message);
  }

  @Test
  void aFileInThePlaceOfTheFolderIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("taken"));
    String message = failure(file);
    assertTrue(message.contains(file.toString()), message);
    assertTrue(message.contains("FileAlreadyExists"), message);
  }

  @Test
  void aFolderInThePlaceOfACheckpointIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("checkpoint-000000000050.bin.part/in the way"));
    String message = failure(folder);
    assertTrue(message.contains("checkpoint 50 could not be written"), message);
    assertTrue(message.contains("Is a directory"), message);
    assertEquals(5, Run.load(folder, Training.objective()).checkpoints().size());
  }

  @Test
  void aFolderThatMayNotBeWrittenToSaysSo() throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    try {
      assumeTrue(
          !Files.isWritable(folder), "SKIPPED: this user (root) may write to read-only folders");
      String message = failure(folder.resolve("run"));
      assertTrue(message.contains("cannot be used"), message);
      assertTrue(message.contains("AccessDenied"), message);
    } finally {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  @Test
  void aReadOnlyFileSystemSaysSo() {
    Path readOnly = Path.of("/sys/kernel");
    assumeTrue(Files.isDirectory(readOnly), "SKIPPED: there is no " + readOnly + " here");
    String message = failure(readOnly.resolve("cusp-run"));
    assertTrue(message.contains("cannot be used") && message.contains("cusp-run"), message);
  }
}
