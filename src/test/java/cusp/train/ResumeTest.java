package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.task.SparseFeatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {
  @TempDir Path folder;

  static Stream<String> optimizers() {
    return Training.trainers().keySet().stream();
  }

  private Run resume(Trainer trainer) {
    return trainer.resume(Training.objective(), Training.initial(), Training.SEED, folder);
  }

  private static Run train(Trainer trainer) {
    return trainer.train(Training.objective(), Training.initial(), Training.SEED);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.filter(p -> p.toString().endsWith(".bin")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void goesOnToTheSameBitsFromWhereverItStopped(String optimizer) throws IOException {
    Trainer trainer = Training.trainers().get(optimizer);
    Run whole = train(trainer);
    assertEquals(21, whole.checkpoints().size());
    Training.assertSame(whole, resume(trainer));
    for (int kept = 20; kept >= 0; kept--) {
      Files.delete(files().get(kept));
      Training.assertSame(whole, resume(trainer));
      for (Path file : files().subList(kept, 21)) {
        Files.delete(file);
      }
    }
    Training.assertSame(whole, resume(trainer));
  }

  @Test
  void makesAMissingCheckpointAgain() throws IOException {
    Run whole = resume(Training.sgd());
    Files.delete(files().get(7));
    Training.assertSame(whole, resume(Training.sgd()));
    assertEquals(21, files().size());
  }

  @Test
  void aFinishedRunIsLeftAsItIs() throws IOException {
    resume(Training.sgd());
    var before = Files.getLastModifiedTime(files().get(20));
    Training.assertSame(train(Training.sgd()), resume(Training.sgd()));
    assertEquals(before, Files.getLastModifiedTime(files().get(20)));
  }

  @Test
  void leftoversOfAnInterruptedWriteAreHarmless() throws IOException {
    Run whole = resume(Training.sgd());
    Files.delete(files().get(20));
    Files.write(folder.resolve("run.json.part"), new byte[] {1, 2, 3});
    Files.write(folder.resolve("checkpoint-000000000200.bin.part"), new byte[40]);
    Files.write(folder.resolve("checkpoint-000000000005.bin.part"), new byte[0]);
    Training.assertSame(whole, resume(Training.sgd()));
    Training.assertSame(whole, Run.load(folder, Training.objective()));
  }

  @Test
  void saysTheSameInAnyLanguage() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
      Run whole = resume(Training.sgd());
      assertEquals(21, files().size());
      Training.assertSame(whole, Run.load(folder, Training.objective()));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aRunSavesAndLoads() throws IOException {
    for (Trainer trainer : Training.trainers().values()) {
      Run run = train(trainer);
      Path place = folder.resolve(trainer.optimizer().toString());
      run.save(place);
      Training.assertSame(run, Run.load(place, Training.objective()));
      Training.assertSame(
          run, trainer.resume(Training.objective(), Training.initial(), Training.SEED, place));
    }
  }

  @Test
  void aPartialRunLoadsQualified() throws IOException {
    Run whole = resume(Training.sgd());
    Files.delete(files().get(20));
    Run partial = Run.load(folder, Training.objective());
    assertEquals(Verdict.Level.QUALIFIED, partial.verdict().level());
    assertTrue(partial.verdict().toString().contains("20 of 21 checkpoints"));
    assertTrue(partial.verdict().toString().contains("at step 190 of 200"));
    assertEquals(whole.checkpoints().subList(0, 20), partial.checkpoints());
  }

  @Test
  void aRunWithAGapLoadsQualified() throws IOException {
    resume(Training.sgd());
    Files.delete(files().get(7));
    Run partial = Run.load(folder, Training.objective());
    assertEquals(Verdict.Level.QUALIFIED, partial.verdict().level());
  }

  @Test
  void refusesTheFolderOfAnotherRun() throws IOException {
    resume(Training.sgd());
    List<byte[]> before = contents();
    double[] elsewhere = Training.initial();
    elsewhere[3] = Math.nextUp(elsewhere[3]);
    var others = new SparseFeatures(6).sample(100, Seed.of(3));
    refused("other settings", Training.sgd().withBatch(31), Training.initial(), Training.SEED);
    refused("other settings", Training.sgd().withEpochs(51), Training.initial(), Training.SEED);
    refused("other settings", Training.sgd().withMomentum(0.1), Training.initial(), Training.SEED);
    refused("other settings", Training.sgd(), Training.initial(), Seed.of(5));
    refused("other settings", Training.sgd(), Training.initial(), Training.SEED.stream("b"));
    refused("another starting point", Training.sgd(), elsewhere, Training.SEED);
    var message =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    Training.sgd()
                        .resume(
                            Training.MODEL.on(others), Training.initial(), Training.SEED, folder))
            .getMessage();
    assertTrue(message.contains("other data") && message.contains(folder.toString()), message);
    List<byte[]> after = contents();
    for (int k = 0; k < before.size(); k++) {
      assertTrue(java.util.Arrays.equals(before.get(k), after.get(k)), "a refusal changed a file");
    }
  }

  private List<byte[]> contents() throws IOException {
    List<byte[]> contents = new java.util.ArrayList<>();
    for (Path file : files()) {
      contents.add(Files.readAllBytes(file));
    }
    return contents;
  }

  private void refused(String why, Trainer trainer, double[] initial, Seed seed) {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> trainer.resume(Training.objective(), initial, seed, folder))
            .getMessage();
    assertTrue(message.contains(why), message);
    assertTrue(message.contains(folder.toString()), message);
    assertTrue(message.contains("use another folder"), message);
  }

  @Test
  void refusesAFolderThatLostItsStart() throws IOException {
    resume(Training.sgd());
    Files.delete(files().get(0));
    refused("lost its checkpoint", Training.sgd(), Training.initial(), Training.SEED);
  }

  @Test
  void savingOverAnotherRunIsRefused() {
    resume(Training.sgd());
    Run other = train(Training.trainers().get("adam"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> other.save(folder)).getMessage();
    assertTrue(message.contains("other settings"), message);
  }

  @Test
  void loadingWhatIsNotThereSaysSo() throws IOException {
    String message =
        assertThrows(NoSuchFileException.class, () -> Run.load(folder, Training.objective()))
            .getMessage();
    assertTrue(message.contains("holds no run") && message.contains(folder.toString()), message);
    resume(Training.sgd());
    for (Path file : files()) {
      Files.delete(file);
    }
    message =
        assertThrows(IOException.class, () -> Run.load(folder, Training.objective())).getMessage();
    assertTrue(message.contains("holds no checkpoint"), message);
  }

  @Test
  void loadingForAnotherObjectiveIsRefused() {
    resume(Training.sgd());
    var fewer = Training.MODEL.on(new SparseFeatures(6).sample(50, Seed.of(1)));
    String message =
        assertThrows(IllegalArgumentException.class, () -> Run.load(folder, fewer)).getMessage();
    assertTrue(message.contains("n = 100") && message.contains("n = 50"), message);
  }
}
