package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.develop.Timeline;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.plot.Plot;
import cusp.posterior.Mala;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import cusp.task.FeatureSamples;
import cusp.task.SparseFeatures;
import cusp.toy.Superposition;
import cusp.train.CheckpointPlan;
import cusp.train.Run;
import cusp.train.Trainer;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

class ResultCardTest {
  private static final Seed SEED = Seed.of(7).stream("card");
  private static final Superposition MODEL = new Superposition(6, 2);
  private static final FeatureSamples DATA = new SparseFeatures(6).sample(20_000, Seed.of(1));
  private static final LocalLearningCoefficient LLC =
      LocalLearningCoefficient.defaults()
          .withSampler(Mala.defaults())
          .withChains(4)
          .withNBeta(100)
          .withPrior(Prior.normal(0, 10));

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text.replace('\'', '"'));
  }

  /** By their text, in which a long is an int. */
  private static void assertJson(String expected, JsonNode actual) throws IOException {
    assertEquals(json(expected).toString(), actual.toString());
  }

  private static List<String> keys(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  @Test
  void anEstimateIsItsVerdictThenItsValue() throws IOException {
    LocalEstimate estimate = LLC.estimate(Objective.of("(a^2+b^2)/2"), new double[2], SEED);
    assertEquals(Verdict.ok(), estimate.verdict());
    JsonNode card = ResultCard.of(estimate);
    assertEquals(
        List.of(
            "type", "verdict", "value", "standardError", "interval", "details", "settings", "seed"),
        keys(card));
    assertEquals("LocalEstimate", card.path("type").asText());
    assertJson("{'level':'OK','reasons':[]}", card.path("verdict"));
    assertEquals(estimate.value(), card.path("value").doubleValue());
    assertEquals(estimate.standardError(), card.path("standardError").doubleValue());
    assertEquals(estimate.interval().low(), card.path("interval").path("low").doubleValue());
    assertEquals(0.95, card.path("interval").path("level").doubleValue());
    assertJson("{'root':7,'path':'card'}", card.path("seed"));
    JsonNode settings = card.path("settings");
    assertJson("{'type':'Mala','stepSize':0.0,'decades':0.0}", settings.path("sampler"));
    assertJson("{'type':'Normal','mean':0.0,'sd':10.0}", settings.path("prior"));
    assertJson("{'low':'-Infinity','high':'Infinity'}", settings.path("box"));
    assertTrue(settings.path("mask").isNull());
    JsonNode chains = card.path("details").path("chains");
    assertJson("{'shape':[4,1000]}", chains.path("losses"));
    assertJson("{'shape':[4,100,2]}", chains.path("positions"));
    assertEquals(4, chains.path("stepSizes").size());
    assertEquals(estimate.rHat(), card.path("details").path("mean").path("rHat").doubleValue());
  }

  @Test
  void whatIsInvalidHasNoNumber() {
    LocalEstimate estimate =
        LLC.withDraws(4).withBurnIn(0).estimate(Objective.of("(a*b)^2"), new double[2], SEED);
    assertTrue(estimate.verdict().isInvalid());
    JsonNode card = ResultCard.of(estimate);
    assertEquals("INVALID", card.path("verdict").path("level").asText());
    assertFalse(card.path("verdict").path("reasons").isEmpty());
    for (String number : List.of("value", "standardError", "interval")) {
      assertTrue(card.path(number).isNull(), number);
    }
  }

  @Test
  void aRunIsItsSettingsAndItsEnds() throws IOException {
    Run run =
        Trainer.adam(0.01)
            .withBatch(20)
            .withSteps(500)
            .withCheckpoints(CheckpointPlan.even(101))
            .train(MODEL, DATA, MODEL.initial(Seed.of(2)), SEED);
    JsonNode card = ResultCard.of(run);
    assertEquals(List.of("type", "verdict", "details", "settings", "seed"), keys(card));
    assertEquals("Adam", card.path("settings").path("optimizer").path("type").asText());
    assertEquals(20, card.path("settings").path("batch").asInt());
    JsonNode checkpoints = card.path("details").path("checkpoints");
    assertEquals(101, checkpoints.path("length").asInt());
    assertEquals(0, checkpoints.path("first").path("step").asInt());
    assertEquals(run.last().loss(), checkpoints.path("last").path("loss").doubleValue());
    assertJson("{'length':18}", checkpoints.path("last").path("w"));
    JsonNode objective = card.path("details").path("objective");
    assertEquals(20_000, objective.path("samples").asInt());
    assertEquals("SQUARED", objective.path("kind").asText());
    assertTrue(card.toString().length() < 2_000, "data and weights are left out");

    JsonNode timeline = ResultCard.of(Timeline.over(run).track("w", w -> w[0]));
    assertEquals("OK", timeline.path("verdict").path("level").asText());
    JsonNode track = timeline.path("details").path("tracks").path(0);
    assertJson("{'type':'Values','name':'w','values':{'length':101}}", track);
  }

  @Test
  void dataAreToldByTheirSize() {
    JsonNode card = ResultCard.of(DATA);
    assertEquals("FeatureSamples", card.path("type").asText());
    assertEquals(20_000, card.path("details").path("value").path("length").asInt());
    assertTrue(card.toString().length() < 500, card::toString);
  }

  record Mine(double value, double standardError, Interval interval, String note) {}

  record Failing(Verdict verdict) {
    public double value() {
      throw new IllegalStateException("not yet");
    }
  }

  enum Colour {
    RED
  }

  record Odd(
      Object nothing,
      DoubleUnaryOperator lambda,
      boolean[] mask,
      Optional<Colour> colour,
      List<Object> list,
      float single,
      Object endless) {}

  @Test
  void aRecordOfOnesOwnIsReadTheSame() throws IOException {
    assertJson(
        "{'type':'Mine','value':1.5,'standardError':0.1,'interval':{'low':1.0,'high':2.0,"
            + "'level':0.9},'details':{'note':'<b>'}}",
        ResultCard.of(new Mine(1.5, 0.1, new Interval(1, 2, 0.9), "<b>")));
    assertJson(
        "{'type':'Failing','verdict':{'level':'OK','reasons':[]}}",
        ResultCard.of(new Failing(Verdict.ok())));
  }

  @Test
  void nothingThatDiffersBetweenRunsIsWritten() throws IOException {
    Object[] itself = new Object[1];
    itself[0] = itself;
    DoubleUnaryOperator lambda = x -> x;
    Odd odd =
        new Odd(
            new Object(),
            lambda,
            new boolean[40],
            Optional.of(Colour.RED),
            Arrays.asList(1, null, "a"),
            0.1f,
            Collections.singletonMap("k", List.of(new Object())));
    assertJson(
        "{'nothing':{'type':'Object'},'lambda':{'type':'DoubleUnaryOperator'},"
            + "'mask':{'length':40,'true':0},'colour':'RED','list':[1,null,'a'],"
            + "'single':0.1,'endless':{'k':[{'type':'Object'}]}}",
        ResultCard.of(odd).path("details"));
    assertTrue(Summary.of(itself).toString().length() < 500, "an array in itself ends");
  }

  @Test
  void numbersWordsAndTablesAreResultsToo() throws IOException {
    assertJson("{'value':2}", ResultCard.of(2));
    assertJson("{'value':null}", ResultCard.of(Double.NaN));
    assertJson("{'value':null}", ResultCard.of(null));
    assertJson("{'value':'Infinity'}", ResultCard.of(Double.POSITIVE_INFINITY));
    assertJson("{'value':{'λ':3.5}}", ResultCard.of(Map.of("λ", 3.5)));
    assertJson(
        "{'type':'Table','name':'t','rows':1,'columns':['x']}",
        ResultCard.of(Table.create("t", DoubleColumn.create("x", 1.0))));
    assertJson(
        "{'type':'Figure','title':'T','alt':'A.'}",
        ResultCard.of(Plot.of("T").line("", new double[] {1}, new double[] {2}).figure("A.")));
    assertJson(
        "{'type':'Formula','formula':'a^2','dimension':1,'kind':'POTENTIAL','samples':0}",
        ResultCard.of(Objective.of("a^2")));
    assertEquals(1_002, ResultCard.of("x".repeat(5_000)).path("value").asText().length());
    assertJson("{'value':['a','b','c']}", ResultCard.of(Set.of("c", "a", "b")));
    assertJson("{'value':{'length':17}}", ResultCard.of(new double[17]));
  }

  @ParameterizedTest
  @CsvSource({
    "3.52134, 0.01234, 3.521 ± 0.012",
    "-1234.5, 98, -1234 ± 98",
    "1234.5, 1234, 1200 ± 1200",
    "2, 0, 2",
    "2.5, NaN, 2.5",
    "0.1, 0.1, 0.10 ± 0.10"
  })
  void anErrorHasTwoDigits(double value, double error, String text) {
    assertEquals(text, Snippet.measured(value, error));
  }

  private static String snippet(Object result) throws IOException {
    JsonNode card = json("{'files':{},'versions':{'cusp':'1','java':'17'},'results':[]}");
    ((com.fasterxml.jackson.databind.node.ArrayNode) card.path("results"))
        .add(ResultCard.of(result));
    return Snippet.of(card).lines().filter(line -> line.startsWith("- ")).findFirst().orElse("");
  }

  @Test
  void aResultIsALineOfASnippet() throws IOException {
    assertEquals("- Mine: 1.50 ± 0.10", snippet(new Mine(1.5, 0.1, new Interval(1, 2, 0.9), "n")));
    assertEquals("- Failing: OK", snippet(new Failing(Verdict.ok())));
    assertEquals(
        "- Failing: QUALIFIED (w\\* moved; so be it)",
        snippet(new Failing(Verdict.qualified(List.of("w* moved", "so be it")))));
    assertEquals("- Superposition (features 6, hidden 2)", snippet(MODEL));
    assertEquals(
        "- Formula (formula a^2, dimension 1, kind POTENTIAL, samples 0)",
        snippet(Objective.of("a^2")));
    assertEquals("- none", snippet(null));
    LocalEstimate invalid =
        LLC.withDraws(4).withBurnIn(0).estimate(Objective.of("(a*b)^2"), new double[2], SEED);
    String line = snippet(invalid);
    assertTrue(line.startsWith("- LocalEstimate: none, INVALID ("), line);
    assertTrue(
        line.contains("settings (sampler Mala (stepSize 0.0, decades 0.0), chains 4, burnIn 0,"),
        line);
    assertTrue(line.endsWith("; seed 7/card"), line);
  }
}
