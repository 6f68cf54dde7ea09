package cusp.truth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.truth.TruthFolder.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The harness itself must fail: each doctored folder here has exactly one thing wrong with it. */
class TruthFolderTest {
  @TempDir Path folder;

  private void write(String file, String cases) throws IOException {
    Files.writeString(folder.resolve(file), "{\"cases\": [" + cases + "]}");
  }

  private static String half(String expected) {
    return "{\"id\": \"half\", \"kind\": \"ar1\", \"input\": {\"phi\": 0.5}, \"expected\": "
        + expected
        + "}";
  }

  private List<Outcome> outcomes() {
    return TruthFolder.of(folder).checks().stream().map(TruthFolder.Check::run).toList();
  }

  private void assertMisses(String reason) {
    List<Outcome> misses = outcomes().stream().filter(outcome -> !outcome.hit()).toList();
    assertEquals(1, misses.size(), misses.toString());
    assertTrue(misses.get(0).line().contains(reason), misses.get(0).line());
    assertThrows(AssertionError.class, misses.get(0)::require);
  }

  @Test
  void passesWhatIsRight() throws IOException {
    write("a.json", half("{\"tau\": 3.0, \"ess_fraction\": 0.3333333333333333}"));
    write("b.json", half("{\"tau\": 3}"));
    List<Outcome> outcomes = outcomes();
    assertEquals(2, outcomes.size());
    outcomes.forEach(Outcome::require);
    assertTrue(
        outcomes.get(0).toString().contains("half  worst of 2: "), outcomes.get(0).toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"tau\": 3.00001}                      | tau expected 3.00001 ours 3.0",
        "{\"tau\": 3.0, \"ess_fraction\": 0.33}  | ess_fraction expected 0.33",
        "{\"tau\": 3.0, \"half_life\": 1.0}      | half_life is a key we have no value for",
        "{\"tau\": [3.0]}                        | tau expected a list of 1",
        "{\"tau\": NaN}                          | tau expected NaN ours 3.0",
        "{\"tau\": null}                         | tau expected NaN ours 3.0",
        "{\"tau\": \"three\"}                    | tau expected \"three\"",
        "{\"tau\": true}                         | which is no number, list or string",
        "{}                                      | holds nothing to compare"
      })
  void missesWhatIsExpectedOtherwise(String expected, String reason) throws IOException {
    write("good.json", half("{\"tau\": 3.0}"));
    write("doctored.json", half(expected));
    assertMisses(reason);
  }

  @Test
  void missesOneNumberOfANestedList() throws IOException {
    write(
        "a.json",
        "{\"id\": \"bowl\", \"kind\": \"hessian\", \"input\": {\"loss\": \"x^2+y^2\", \"variables\": [\"x\", \"y\"],"
            + " \"point\": [1, 2]}, \"expected\": {\"loss\": 5, \"gradient\": [2, 4], \"hessian\": [[2, 0], [0.001, 2]]}}");
    assertMisses("hessian[1][0] expected 0.001 ours 0.0");
  }

  @Test
  void missesListsOfOtherLengths() throws IOException {
    write(
        "a.json",
        "{\"id\": \"bowl\", \"kind\": \"hessian\", \"input\": {\"loss\": \"x^2\", \"variables\": [\"x\"], \"point\": [1]},"
            + " \"expected\": {\"gradient\": [2, 0]}}");
    assertMisses("gradient expected a list of 2, ours has 1");
  }

  @Test
  void holdsACaseToItsOwnTolerance() throws IOException {
    String wide =
        half("{\"tau\": 3.001}").replace("\"expected\"", "\"tolerance\": 0.01, \"expected\"");
    write("a.json", wide);
    outcomes().forEach(Outcome::require);
    write("a.json", wide.replace("0.01", "0.0001"));
    assertMisses("tau expected 3.001");
  }

  @Test
  void refusesAToleranceThatForgivesAll() throws IOException {
    write("good.json", half("{\"tau\": 3.0}"));
    write(
        "doctored.json",
        half("{\"tau\": 9}").replace("\"expected\"", "\"tolerance\": Infinity, \"expected\""));
    assertMisses("a tolerance is finite");
  }

  @Test
  void failsOnAnEmptyFolder() {
    assertMisses("no case of a covered kind in 0 json files");
  }

  @Test
  void failsOnAFileWithoutCases() throws IOException {
    write("a.json", "");
    assertMisses("no case of a covered kind in 1 json files");
  }

  @Test
  void failsOnAMissingFolder() {
    folder = folder.resolve("nowhere");
    assertMisses("there is no such folder");
  }

  @Test
  void failsOnKindsThatAreAllUnknownAndNamesThem() throws IOException {
    write(
        "a.json",
        half("{\"tau\": 3}").replace("ar1", "ar2")
            + ","
            + half("{\"tau\": 3}").replace("ar1", "ma1"));
    assertMisses("no case of a covered kind");
    assertTrue(TruthFolder.of(folder).coverage().endsWith("{ar2=1, ma1=1}"));
  }

  @Test
  void failsOnMalformedJson() throws IOException {
    write("good.json", half("{\"tau\": 3.0}"));
    Files.writeString(folder.resolve("torn.json"), "{\"cases\": [" + half("{\"tau\": 3.0}"));
    assertMisses("not JSON");
    assertFalse(
        outcomes().stream().noneMatch(Outcome::hit), "the other file is verified all the same");
  }

  @ParameterizedTest
  @CsvSource({
    "kind,there is no \"kind\"",
    "id,there is no \"id\"",
    "input,there is no \"input\"",
    "phi,there is no \"phi\""
  })
  void failsOnAMissingKey(String key, String reason) throws IOException {
    write("good.json", half("{\"tau\": 3.0}"));
    write("doctored.json", half("{\"tau\": 3.0}").replace("\"" + key + "\"", "\"renamed\""));
    assertMisses(reason);
  }
}
