package cusp.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed as a power cut kills it, by SIGKILL at random moments of its work. */
@Tag("seeds")
class KillTest {
  private static final int KILLS = 20;

  @Test
  void aRunKilledTwentyTimesEndsWithTheSameBits(@TempDir Path folder) throws Exception {
    SplittableRandom random = new SplittableRandom(7);
    int whileWriting = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      long before = files(folder, ".bin");
      Process process = start(folder);
      try {
        awaitWork(process, folder, before + random.nextInt(1, 30));
        TimeUnit.MICROSECONDS.sleep(random.nextLong(5_000));
      } finally {
        process.destroyForcibly().waitFor();
      }
      assertEquals(137, process.exitValue(), "the run had to be killed, not to end");
      whileWriting += files(folder, ".part") > 0 ? 1 : 0;
    }
    long kept = files(folder, ".bin");
    System.out.printf(
        "killed %d times, %d of them while writing, at %d checkpoints%n",
        KILLS, whileWriting, kept);
    Run resumed =
        KilledRun.trainer().resume(Training.objective(), Training.initial(), Training.SEED, folder);
    assertTrue(kept < resumed.checkpoints().size(), "nothing was left to do after the last kill");
    Training.assertSame(
        KilledRun.trainer().train(Training.objective(), Training.initial(), Training.SEED),
        resumed);
    Training.assertSame(resumed, Run.load(folder, Training.objective()));
  }

  private static Process start(Path folder) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()) {
      command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    }
    command.addAll(
        List.of(
            "-Xshare:auto",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            KilledRun.class.getName(),
            folder.toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static void awaitWork(Process process, Path folder, long wanted)
      throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (files(folder, ".bin") < wanted) {
      assertTrue(process.isAlive(), "the run ended by itself before it was killed");
      assertTrue(System.nanoTime() < deadline, "the run wrote nothing for 30 s");
      TimeUnit.MILLISECONDS.sleep(2);
    }
  }

  private static long files(Path folder, String ending) {
    try (Stream<Path> listing = Files.list(folder)) {
      return listing.filter(file -> file.toString().endsWith(ending)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
