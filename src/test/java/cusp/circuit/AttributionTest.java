package cusp.circuit;

import static cusp.circuit.Refusals.normal;
import static cusp.circuit.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which component does the work: attribution, ablation, patching. */
class AttributionTest {

  @Test
  void componentsSumToTheCorrectLogitLessTheMeanLogit() {
    Map<String, double[][]> parts = new LinkedHashMap<>();
    parts.put("embedding", normal(4, 3, 1));
    parts.put("attention", normal(4, 3, 2));
    parts.put("mlp", normal(4, 3, 3));
    double[][] unembedding = normal(3, 5, 4);
    double[] scale = {0.5, 1, 2, 3};
    int[] classes = {4, 0, 2, 2};
    LogitAttribution found = LogitAttribution.scaled(parts, scale, unembedding, classes);
    double[] total = found.total();
    double mean = 0;
    for (int i = 0; i < 4; i++) {
      double[] residual = new double[3];
      for (double[][] part : parts.values()) {
        Matrices.addMultiple(scale[i], part[i], residual);
      }
      double[] logits = Matrices.product(new double[][] {residual}, unembedding)[0];
      double margin = logits[classes[i]] - Matrices.mean(logits);
      assertEquals(margin, total[i], 1e-13);
      mean += margin / 4;
    }
    assertEquals(
        mean, found.mean("embedding") + found.mean("attention") + found.mean("mlp"), 1e-13);
    assertEquals(List.of("embedding", "attention", "mlp"), found.names());
    assertEquals("total", found.toTable().stringColumn("component").get(3));
    assertEquals(mean, found.toTable().doubleColumn("contribution").get(3), 1e-13);
    refused(() -> found.mean("head"), "\"head\"", "[embedding, attention, mlp]");
  }

  @Test
  void attributionsHaveStandardErrors() {
    Map<String, double[][]> parts = Map.of("one", new double[][] {{1}, {3}, {5}});
    LogitAttribution found = LogitAttribution.of(parts, new double[][] {{1, -1}}, 0, 0, 0);
    assertEquals(3, found.mean("one"), 1e-15);
    assertEquals(2 / Math.sqrt(3), found.standardError("one"), 1e-15);
  }

  @Test
  void attributionRefusesWhatDoesNotFit() {
    double[][] unembedding = normal(3, 5, 4);
    refused(
        () -> LogitAttribution.of(Map.of("mlp", normal(2, 4, 1)), unembedding, 0, 1),
        "\"mlp\"",
        "2 × 3",
        "2 × 4");
    refused(
        () -> LogitAttribution.of(Map.of("mlp", normal(2, 3, 1)), unembedding, 0, 5),
        "class 5",
        "0 … 4");
    refused(
        () ->
            LogitAttribution.scaled(
                Map.of("mlp", normal(2, 3, 1)), new double[] {1}, unembedding, 0, 1),
        "scale",
        "1 for 2");
    refused(() -> LogitAttribution.of(Map.of(), unembedding, 0, 1), "empty");
  }

  @Test
  void anAblationIsThePairedRiseOfTheLoss() {
    Map<String, double[]> ablated = new LinkedHashMap<>();
    ablated.put("a", new double[] {2, 3, 5});
    ablated.put("b", new double[] {1, 2, 3.3});
    AblationEffects effects = AblationEffects.of(new double[] {1, 2, 3}, ablated);
    assertEquals(4 / 3.0, effects.effect("a"), 1e-15);
    // Differences 1, 1, 2: variance 1/3.
    assertEquals(1 / 3.0, effects.standardError("a"), 1e-15);
    assertEquals(0.1, effects.effect("b"), 1e-15);
    assertEquals("a", effects.strongest());
    assertEquals(0.1, effects.toTable().doubleColumn("effect").get(1), 1e-15);
    assertTrue(effects.toString().contains("a matters most"), effects.toString());
    refused(() -> effects.effect("c"), "\"c\"", "[a, b]");
    refused(
        () -> AblationEffects.of(new double[] {1, 2}, Map.of("a", new double[3])),
        "\"a\"",
        "3 for 2");
    refused(
        () -> AblationEffects.of(new double[] {1}, Map.of("a", new double[] {Double.NaN})),
        "\"a\"",
        "NaN",
        "example 0");
    refused(() -> AblationEffects.of(new double[] {1}, Map.of()), "at least one");
    refused(() -> AblationEffects.of(new double[0], Map.of("a", new double[0])), "at least one");
  }

  @Test
  void aPatchIsNoughtAsCorruptedAndOneAsClean() {
    double[] clean = {1, 2, 3};
    double[] corrupted = {3, 4, 8};
    Map<String, double[]> patched = new LinkedHashMap<>();
    patched.put("nothing", corrupted);
    patched.put("all", clean);
    patched.put("half", new double[] {2, 3, 5.5});
    patched.put("some", new double[] {2, 4, 5});
    PatchingEffects effects = PatchingEffects.of(clean, corrupted, patched);
    assertEquals(3, effects.gap(), 1e-15);
    assertEquals(0, effects.effect("nothing"));
    assertEquals(1, effects.effect("all"));
    assertEquals(0.5, effects.effect("half"), 1e-15);
    assertEquals(0, effects.standardError("half"), 1e-15, "half of each");
    // Gains 1, 0, 3 less 4/9 of the gaps 2, 2, 5: 1/9, −8/9, 7/9.
    double squares = (1 + 64 + 49) / 81.0;
    assertEquals(4 / 9.0, effects.effect("some"), 1e-15);
    assertEquals(Math.sqrt(squares / 2 / 3) / 3, effects.standardError("some"), 1e-15);
    assertEquals(4, effects.toTable().rowCount());
    refused(() -> effects.effect("c"), "\"c\"");
    refused(() -> PatchingEffects.of(clean, clean, patched), "changes nothing", "2.0");
    refused(() -> PatchingEffects.of(clean, new double[2], patched), "corrupted", "2 for 3");
  }
}
