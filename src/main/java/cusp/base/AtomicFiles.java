package cusp.base;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes files beside their places, forces them to disk and moves them there, so that a file under
 * its final name is always whole: the old one or the new one.
 */
public final class AtomicFiles {
  private AtomicFiles() {}

  /**
   * Writes one file.
   *
   * @throws IOException if it cannot be written; then nothing has changed
   */
  public static void write(Path file, byte[] bytes) throws IOException {
    write(Map.of(file, bytes));
  }

  /**
   * Writes several files, of which none is moved into place before all are on disk.
   *
   * @throws IOException if one cannot be written, and then none has changed, or not be moved into
   *     place
   */
  public static void write(Map<Path, byte[]> files) throws IOException {
    List<Path> parts = new ArrayList<>();
    try {
      for (Map.Entry<Path, byte[]> file : files.entrySet()) {
        Path part = part(file.getKey());
        parts.add(part);
        writeThrough(part, file.getValue());
      }
      for (Path file : files.keySet()) {
        if (Files.isDirectory(file)) {
          throw new IOException(file + " is a folder");
        }
      }
      for (Path file : files.keySet()) {
        Files.move(
            part(file), file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      parts.forEach(part -> remove(part, e));
      throw e;
    }
  }

  private static Path part(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  private static void writeThrough(Path part, byte[] bytes) throws IOException {
    // A stream and not a channel, which an interrupt would close: what an interrupted thread has is
    // kept.
    try (FileOutputStream stream = new FileOutputStream(part.toFile())) {
      stream.write(bytes);
      stream.getFD().sync();
    }
  }

  private static void remove(Path part, IOException because) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
