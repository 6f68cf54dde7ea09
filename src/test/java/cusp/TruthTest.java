package cusp;

import cusp.truth.TruthFolder;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The library against values that are known exactly: every case of every {@code *.json} in the
 * folder {@code -Dcusp.truth=DIR}, by default the project's own. A relative DIR starts at the
 * project's root. Prints a line a case, and the kinds of case that the library has no counterpart
 * for yet.
 */
class TruthTest {

  @TestFactory
  Stream<DynamicTest> agreesWithWhatIsKnown() throws URISyntaxException {
    TruthFolder folder = TruthFolder.of(folder());
    System.out.println(folder.coverage());
    return folder.checks().stream()
        .map(
            check ->
                DynamicTest.dynamicTest(
                    check.name(),
                    () -> {
                      TruthFolder.Outcome outcome = check.run();
                      System.out.println(outcome);
                      outcome.require();
                    }));
  }

  private static Path folder() throws URISyntaxException {
    String given = System.getProperty("cusp.truth");
    if (given == null) {
      URI own = TruthTest.class.getResource("/truth").toURI();
      return Path.of(own);
    }
    // Maven runs the tests in the module's folder, where nobody who types a relative path is.
    Path parent = Path.of("").toAbsolutePath().getParent();
    boolean inModule = parent != null && Files.exists(parent.resolve("pom.xml"));
    return inModule ? parent.resolve(given) : Path.of(given).toAbsolutePath();
  }
}
