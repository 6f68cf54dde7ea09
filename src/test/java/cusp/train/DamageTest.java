package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.model.Objective;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Assertions;

/** Files that are not as they were written: each is refused by its name. */
class DamageTest {
  private static final int BYTES = 44 + 8 * 18;
  private static final Objective OBJECTIVE = Training.objective();
  private static final Trainer TRAINER =
      Training.sgd().withEpochs(5).withCheckpoints(CheckpointPlan.even(3));
  private static Path folder;
  private static Path file;
  private static byte[] whole;
  private static byte[] settings;

  @BeforeContainer
  static void train() throws IOException {
    folder = Files.createTempDirectory("cusp-damage");
    TRAINER.resume(OBJECTIVE, Training.initial(), Training.SEED, folder);
    file = folder.resolve("checkpoint-000000000010.bin");
    whole = Files.readAllBytes(file);
    settings = Files.readAllBytes(folder.resolve("run.json"));
    assertEquals(BYTES, whole.length);
  }

  @AfterTry
  void mend() throws IOException {
    Files.write(file, whole);
    Files.write(folder.resolve("run.json"), settings);
  }

  @AfterContainer
  static void remove() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void refused(Path damaged, String... words) {
    Exception loading = assertThrows(IOException.class, () -> Run.load(folder, OBJECTIVE));
    Exception resuming =
        assertThrows(
            UncheckedIOException.class,
            () -> TRAINER.resume(OBJECTIVE, Training.initial(), Training.SEED, folder));
    for (Exception refusal : List.of(loading, resuming)) {
      assertTrue(refusal.getMessage().contains(damaged.toString()), refusal.getMessage());
      for (String word : words) {
        assertTrue(refusal.getMessage().contains(word), refusal.getMessage());
      }
    }
  }

  @Property(tries = 2_000)
  void aFlippedBitIsFound(
      @ForAll @IntRange(max = BYTES - 1) int position, @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    byte[] bytes = whole.clone();
    bytes[position] ^= (byte) (1 << bit);
    Files.write(file, bytes);
    String message =
        assertThrows(IOException.class, () -> Run.load(folder, OBJECTIVE)).getMessage();
    assertTrue(message.contains(file + " is refused: "), message);
  }

  @Property(tries = 100)
  void aTruncatedFileIsFound(@ForAll @IntRange(max = BYTES - 1) int length) throws IOException {
    Files.write(file, Arrays.copyOf(whole, length));
    refused(file, "is refused", "remove it and those after it");
  }

  @Property(tries = 20)
  void aLongerFileIsFound(@ForAll @IntRange(min = 1, max = 200) int more) throws IOException {
    Files.write(file, Arrays.copyOf(whole, BYTES + more));
    refused(file, "is refused", "damaged");
  }

  @Property(tries = 20)
  void aFileOfAFutureVersionIsNamed(@ForAll @IntRange(min = 2) int format) throws IOException {
    byte[] bytes = whole.clone();
    ByteBuffer.wrap(bytes).putInt(8, format);
    Files.write(file, bytes);
    refused(file, "format " + format, "this version reads format 1");
  }

  @Property(tries = 2_000)
  void damagedSettingsNeverPassForOthers(
      @ForAll @IntRange(max = 1_000_000) int place, @ForAll @IntRange(max = 7) int bit)
      throws IOException {
    byte[] bytes = settings.clone();
    bytes[place % bytes.length] ^= (byte) (1 << bit);
    Files.write(folder.resolve("run.json"), bytes);
    Run run;
    try {
      run = Run.load(folder, OBJECTIVE);
    } catch (IOException e) {
      assertTrue(e.getMessage().contains(folder.resolve("run.json").toString()), e.getMessage());
      return;
    }
    // White space and what else means nothing may differ.
    assertEquals(TRAINER, run.trainer());
    assertEquals(Training.SEED, run.seed());
  }

  @Property(tries = 50)
  void truncatedSettingsAreFound(@ForAll @IntRange(max = 1_000_000) int place) throws IOException {
    int length = place % (settings.length - 1);
    Files.write(folder.resolve("run.json"), Arrays.copyOf(settings, length));
    refused(folder.resolve("run.json"), "is damaged", "use another folder");
  }

  @Property(tries = 20)
  void settingsOfAFutureVersionAreNamed(@ForAll @IntRange(min = 2) int format) throws IOException {
    Files.writeString(
        folder.resolve("run.json"),
        new String(settings, java.nio.charset.StandardCharsets.UTF_8)
            .replace("\"format\" : 1", "\"format\" : " + format));
    refused(folder.resolve("run.json"), "format " + format, "this version reads format 1");
  }

  @Property(tries = 1)
  void afterRemovingWhatTheMessageSaysTheRunGoesOn() throws IOException {
    Files.write(file, new byte[3]);
    refused(file, "remove it and those after it");
    Files.delete(file);
    Files.delete(folder.resolve("checkpoint-000000000020.bin"));
    Run run = TRAINER.resume(OBJECTIVE, Training.initial(), Training.SEED, folder);
    Training.assertSame(TRAINER.train(OBJECTIVE, Training.initial(), Training.SEED), run);
    Assertions.assertArrayEquals(whole, Files.readAllBytes(file));
  }
}
