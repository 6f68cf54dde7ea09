package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cusp.plot.Plot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {

  @TempDir Path folder;

  private String git(String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of("git", "-c", "user.name=N", "-c", "user.email=n@example.org", "-C"));
    command.add(folder.toString());
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.onExit().join().exitValue(), said);
    return said.strip();
  }

  private void repository() throws IOException {
    boolean found;
    try {
      found = new ProcessBuilder("git", "--version").start().onExit().join().exitValue() == 0;
    } catch (IOException e) {
      found = false;
    }
    assumeTrue(found, "SKIPPED: there is no git here");
    git("init", "-q");
    Files.createDirectories(folder.resolve("notebooks"));
    Files.writeString(folder.resolve("notebooks/a.ipynb"), "{}");
    git("add", ".");
    git("commit", "-q", "-m", "first");
  }

  private Provenance inNotebooks(String... written) {
    return Provenance.in(folder.resolve("notebooks"), List.of(written));
  }

  @Test
  void whereThereIsNoRepositoryThereIsNoCommit() {
    Provenance provenance = Provenance.in(Path.of("/"), List.of());
    assumeTrue(!Files.exists(Path.of("/.git")), "SKIPPED: / is a repository");
    assertNull(provenance.commit());
    assertNull(provenance.dirty());
    assertNull(Provenance.in(folder.resolve("missing"), List.of()).commit());
  }

  @Test
  void namesTheCommitAndWhetherItIsWhatRuns() throws IOException {
    repository();
    assertEquals(git("rev-parse", "HEAD"), inNotebooks().commit());
    assertEquals(false, inNotebooks().dirty());
    Files.writeString(folder.resolve("untracked"), "x");
    assertEquals(false, inNotebooks().dirty());
    Files.writeString(folder.resolve("notebooks/a.ipynb"), "{\"changed\":1}");
    assertEquals(true, inNotebooks().dirty());
    assertEquals(false, inNotebooks("a.ipynb").dirty(), "what is being written does not count");
  }

  @Test
  void aCommittedFigureSavedAgainIsTheSameBytes() throws IOException {
    repository();
    var figure = Plot.of("a").line("", new double[] {1}, new double[] {2}).figure("A.");
    SavedFigure.in(folder.resolve("notebooks"), "figures/a", figure, 1);
    git("add", ".");
    git("commit", "-q", "-m", "second");
    SavedFigure saved = SavedFigure.in(folder.resolve("notebooks"), "figures/a", figure, 1);
    byte[] card = Files.readAllBytes(saved.json());
    String text = new String(card, StandardCharsets.UTF_8);
    assertTrue(text.contains("\"commit\" : \"" + git("rev-parse", "HEAD") + "\""), text);
    assertTrue(text.contains("\"dirty\" : false"), text);
    SavedFigure.in(folder.resolve("notebooks"), "figures/a", figure, 1);
    assertEquals(text, Files.readString(saved.json()));
    assertTrue(Files.readString(saved.markdown()).contains("commit " + git("rev-parse", "HEAD")));
  }

  @Test
  void versionsAreThoseOfTheLibrariesInUse() {
    var versions = Provenance.in(Path.of("/"), List.of()).versions();
    assertEquals(
        List.of("cusp", "java", "jackson", "tablesaw", "xchart"), List.copyOf(versions.keySet()));
    assertEquals(
        com.fasterxml.jackson.databind.cfg.PackageVersion.VERSION.toString(),
        versions.get("jackson"));
    assertEquals(System.getProperty("java.version"), versions.get("java"));
    assertTrue(versions.get("cusp").matches("\\d+\\.\\d+\\.\\d+.*"), versions::toString);
  }
}
