package cusp.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import cusp.base.AtomicFiles;
import cusp.base.Seed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A run on disk: {@code run.json} with its settings and one binary file a checkpoint. Files are
 * whole or not there; a checksum finds what was damaged since.
 */
final class RunFolder {
  private static final int FORMAT = 1;
  private static final long MAGIC = 0x43555350434b5054L; // "CUSPCKPT"
  private static final int FIXED_BYTES = 8 + 4 + 8 + 8 + 4 + 4 + 8;
  private static final String HEADER = "run.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Path folder;
  private final List<Checkpoint> found;

  /** What has to agree for a run to be gone on with. */
  record Header(Trainer trainer, Seed seed, int samples) {}

  private RunFolder(Path folder, List<Checkpoint> found) {
    this.folder = folder;
    this.found = found;
  }

  /** Opens or begins the folder of a run, and reads the checkpoints that it holds. */
  static RunFolder open(Path folder, Header header, Checkpoint first) {
    try {
      Files.createDirectories(folder);
      Path file = folder.resolve(HEADER);
      // Through bytes, since a parsed number knows less of its type than one in memory.
      JsonNode ours = JSON.readTree(JSON.writeValueAsBytes(header));
      if (Files.exists(file)) {
        requireSame(file, readHeader(file), ours);
      } else {
        Versioned content = new Versioned(FORMAT, checksum(ours), ours);
        AtomicFiles.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
      }
      List<Checkpoint> found = read(folder);
      if (!found.isEmpty()) {
        requireSame(folder, found.get(0), first);
      }
      return new RunFolder(folder, found);
    } catch (IOException e) {
      throw new UncheckedIOException("the run folder " + folder + " cannot be used: " + e, e);
    }
  }

  private record Versioned(int format, long checksum, JsonNode header) {}

  private static void requireSame(Path file, JsonNode theirs, JsonNode ours) {
    if (!theirs.equals(ours)) {
      throw new IllegalArgumentException(
          file
              + " holds a run with other settings, use another folder: there "
              + theirs
              + ", here "
              + ours);
    }
  }

  private static void requireSame(Path folder, Checkpoint theirs, Checkpoint ours) {
    if (theirs.step() != ours.step()) {
      throw new IllegalArgumentException(
          folder
              + " has lost its checkpoint at step 0 and cannot be gone on with; use another"
              + " folder");
    }
    if (!theirs.equals(ours)) {
      throw new IllegalArgumentException(
          folder
              + " holds a run from another starting point, on other data or of a processor with"
              + " other vector lengths; use another folder");
    }
  }

  List<Checkpoint> checkpoints() {
    return found;
  }

  void write(Checkpoint checkpoint) {
    try {
      AtomicFiles.write(folder.resolve(name(checkpoint.step())), encode(checkpoint));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "checkpoint "
              + checkpoint.step()
              + " could not be written to "
              + folder
              + " ("
              + e
              + "); those before it are safe: make room and resume",
          e);
    }
  }

  void delete(Checkpoint checkpoint) {
    try {
      Files.deleteIfExists(folder.resolve(name(checkpoint.step())));
    } catch (IOException e) {
      throw new UncheckedIOException("checkpoint " + checkpoint.step() + " stays in " + folder, e);
    }
  }

  /** Every checkpoint of a folder, by step. */
  static List<Checkpoint> read(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> listing = Files.list(folder)) {
      files =
          listing
              .filter(p -> p.getFileName().toString().matches("checkpoint-\\d+\\.bin"))
              .sorted()
              .toList();
    }
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (Path file : files) {
      checkpoints.add(decode(file));
    }
    return checkpoints;
  }

  /** The header of a saved run. */
  static Header header(Path folder) throws IOException {
    Path file = folder.resolve(HEADER);
    try {
      return JSON.treeToValue(readHeader(file), Header.class);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(folder + " holds no run (there is no " + HEADER + ")");
    } catch (JsonProcessingException e) {
      throw damaged(file, e.getOriginalMessage(), e);
    }
  }

  private static JsonNode readHeader(Path file) throws IOException {
    JsonNode json;
    try {
      json = JSON.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw damaged(file, e.getOriginalMessage(), e);
    }
    JsonNode format = json.path("format");
    JsonNode header = json.path("header");
    if (format.isInt() && format.intValue() != FORMAT) {
      throw new IOException(
          file
              + " has format "
              + format
              + "; this version reads format "
              + FORMAT
              + ": use the version that wrote it");
    }
    JsonNode sum = json.path("checksum");
    if (!format.isInt() || !sum.isIntegralNumber() || sum.longValue() != checksum(header)) {
      throw damaged(file, "its checksum does not match", null);
    }
    return header;
  }

  private static IOException damaged(Path file, String why, Exception cause) {
    return new IOException(file + " is damaged (" + why + "); use another folder", cause);
  }

  private static long checksum(JsonNode header) throws JsonProcessingException {
    byte[] bytes = JSON.writeValueAsBytes(header);
    return checksum(bytes, bytes.length);
  }

  private static String name(long step) {
    return String.format(Locale.ROOT, "checkpoint-%012d.bin", step);
  }

  private static byte[] encode(Checkpoint checkpoint) {
    double[] w = checkpoint.w();
    double[] memory = checkpoint.memory();
    ByteBuffer buffer = ByteBuffer.allocate(FIXED_BYTES + 8 * (w.length + memory.length));
    buffer.putLong(MAGIC).putInt(FORMAT).putLong(checkpoint.step()).putDouble(checkpoint.loss());
    buffer.putInt(w.length).putInt(memory.length);
    buffer.asDoubleBuffer().put(w).put(memory);
    buffer.position(buffer.position() + 8 * (w.length + memory.length));
    buffer.putLong(checksum(buffer.array(), buffer.position()));
    return buffer.array();
  }

  private static Checkpoint decode(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (bytes.length < 12 || buffer.getLong() != MAGIC) {
      throw new IOException(refused(file, "it is no checkpoint"));
    }
    int format = buffer.getInt();
    if (format != FORMAT) {
      throw new IOException(
          refused(file, "it has format " + format + ", this version reads format " + FORMAT));
    }
    if (bytes.length < FIXED_BYTES) {
      throw new IOException(refused(file, "it is truncated"));
    }
    long step = buffer.getLong();
    double loss = buffer.getDouble();
    long length = buffer.getInt();
    long memoryLength = buffer.getInt();
    if (length < 0
        || memoryLength < 0
        || bytes.length != FIXED_BYTES + 8 * (length + memoryLength)) {
      throw new IOException(
          refused(file, "it is truncated or damaged (" + bytes.length + " bytes)"));
    }
    if (ByteBuffer.wrap(bytes).getLong(bytes.length - 8) != checksum(bytes, bytes.length - 8)) {
      throw new IOException(refused(file, "its checksum does not match"));
    }
    double[] numbers = new double[(int) (length + memoryLength)];
    buffer.asDoubleBuffer().get(numbers);
    return new Checkpoint(
        step,
        loss,
        Arrays.copyOf(numbers, (int) length),
        Arrays.copyOfRange(numbers, (int) length, numbers.length));
  }

  private static String refused(Path file, String why) {
    return file
        + " is refused: "
        + why
        + "; remove it and those after it to go on from the checkpoint before";
  }

  private static long checksum(byte[] bytes, int count) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, count);
    return crc.getValue();
  }
}
