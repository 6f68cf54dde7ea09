package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.develop.Timeline;
import cusp.model.Objective;
import cusp.posterior.Chains;
import cusp.singular.Estimator;
import cusp.singular.LocalEstimate;
import cusp.singular.LocalLearningCoefficient;
import cusp.toy.CriticalPoint;
import cusp.train.Run;
import cusp.train.Trainer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordViewTest {

  record Point(double x, int n) {}

  record Deep(String name, Point at, List<Point> path, double[] w, double[][] m, Object more) {
    @Override
    public String name() {
      if (name == null) {
        throw new IllegalStateException("no name");
      }
      return name;
    }
  }

  record Link(List<Object> next) {}

  record Options(int draws, double rate) {
    public static Options defaults() {
      return new Options(100, 0.5);
    }

    public Options withDraws(int newDraws) {
      return new Options(newDraws, rate);
    }
  }

  record Measured(
      double value,
      double standardError,
      double rHat,
      int steps,
      Options options,
      Verdict verdict,
      Seed seed) {
    public Interval interval() {
      return new Interval(value - 2 * standardError, value + 2 * standardError, 0.95);
    }
  }

  private static Measured measured(Verdict verdict) {
    return new Measured(
        1.23456, 0.0123, 1.01, 7, Options.defaults().withDraws(5), verdict, Seed.of(3));
  }

  private static Bundle view(Object value) {
    Bundle bundle = Views.bundle(value);
    assertFalse(bundle.text().contains("in its own words"), bundle.text());
    return bundle;
  }

  @Test
  void aRecordIsATreeOfItsComponents() {
    Deep inner = new Deep(null, null, List.of(), new double[0], null, Optional.of(3));
    Deep deep =
        new Deep(
            "a\"b",
            new Point(0.1, 1),
            List.of(new Point(1, 2), new Point(3, 4)),
            new double[] {1, 2},
            new double[2][3],
            inner);
    assertEquals(
        """
        Deep
          name: "a"b"
          at: Point
            x: 0.1
            n: 1
          path: 2 × Point
            x  n
            1  2
            3  4
            2 rows × 2 columns
          w: double[2]: 1 2
          m: double[2][3]
          more: Deep
            name: unreadable: IllegalStateException: no name
            at: null
            path: []
            w: double[0]
            m: null
            more: Optional[3]""",
        view(deep).text());
    String html = view(deep).html();
    assertTrue(html.contains("<details open=\"open\"><summary>Deep</summary><ul>"), html);
    assertTrue(html.contains("<li><span>name:</span> &quot;a&quot;b&quot;</li>"), html);
  }

  @Test
  void whatHasWordsOfItsOwnIsNamedByThem() {
    assertEquals(
        "CriticalPoint 5⁺\n  features: 6\n  k: 5\n  positiveDeadBiases: 1",
        view(new CriticalPoint(6, 5, 1)).text());
  }

  @Test
  void aRecordThatHoldsItselfEnds() {
    Link link = new Link(new ArrayList<>());
    link.next().add(link);
    link.next().add(1);
    assertEquals("Link\n  next: 2 items\n    [0]: (this again)\n    [1]: 1", view(link).text());
  }

  @Test
  void aDeepRecordIsCutOff() {
    Object deep = "end";
    for (int i = 0; i < 100; i++) {
      deep = new Link(List.of(deep, List.of(1)));
    }
    assertTrue(view(deep).text().lines().count() < 40, view(deep).text());
    assertTrue(view(deep).html().length() < 10_000);
  }

  @Test
  void recordsOfOneTypeAreATable() {
    assertEquals(
        "Point\n  x  n\n0.5  1\n  2  3\n2 rows × 2 columns",
        view(List.of(new Point(0.5, 1), new Point(2, 3))).text());
  }

  @Test
  void settingsNameTheirDefaultsWhereTheyDiffer() {
    Bundle bundle = view(new Options(5, 0.5));
    assertEquals("Options\n  draws = 5 (default 100)\n  rate = 0.5", bundle.text());
    assertTrue(bundle.html().contains("<b>5</b> (default 100)"), bundle.html());
    assertTrue(
        view(Trainer.sgd(0.1)).text().startsWith("Trainer\n  optimizer = Sgd[momentum=0]\n"));
  }

  @Test
  void aResultShowsItsVerdictThenItsValueThenWhatSpeaksAboutItThenItsSettings() {
    Bundle bundle = view(measured(Verdict.ok()));
    assertEquals(
        """
        ✓ OK  Measured
        value = 1.235 ± 0.012, 95 % interval [1.210, 1.259]
        rHat: 1.01
        steps: 7
        options: Options with draws = 5
          draws = 5 (default 100)
          rate = 0.5
        seed: seed(3)""",
        bundle.text());
    String html = bundle.html();
    assertTrue(html.contains("<b>1.235 ± 0.012</b>, 95 % interval [1.210, 1.259]"), html);
    List<Integer> places =
        List.of(
            html.indexOf("✓ OK"),
            html.indexOf("1.235"),
            html.indexOf("rHat"),
            html.indexOf("options:"),
            html.indexOf("seed: seed(3)"));
    assertEquals(places.stream().sorted().toList(), places);
  }

  @Test
  void aQualifiedResultNamesItsReasons() {
    String text = view(measured(Verdict.qualified(List.of("it moved")))).text();
    assertTrue(text.startsWith("◐ QUALIFIED  Measured\n  it moved\nvalue = 1.235"), text);
  }

  @Test
  void anInvalidResultShowsNoNumber() {
    Bundle bundle = view(measured(Verdict.invalid(List.of("it died"))));
    assertEquals(
        """
        ✗ INVALID  Measured
          it died
        steps: 7
        Not shown, since there is no number to be read: value, rHat
        options: Options with draws = 5
          draws = 5 (default 100)
          rate = 0.5
        seed: seed(3)""",
        bundle.text());
    assertFalse((bundle.html() + bundle.text()).matches("(?s).*(1\\.23|1\\.01|0\\.012).*"));
  }

  @Test
  void aResultInsideSomethingIsShownAsOne() {
    Measured invalid = measured(Verdict.invalid(List.of("it died")));
    Bundle bundle = view(List.of(invalid, new Link(List.of(measured(Verdict.ok())))));
    assertEquals(
        """
        2 items
          [0]: Measured ✗ INVALID
            it died
            steps: 7
            options: Options with draws = 5
              draws = 5 (default 100)
              rate = 0.5
            seed: seed(3)
          [1]: Link
            next: 1 × Measured
              verdict    value  standardError  reasons
              ✓ OK     1.23456         0.0123
              1 row × 4 columns""",
        bundle.text());
    assertEquals("Optional[Measured ✗ INVALID]", Brief.of(Optional.of(invalid)));
    assertEquals("[Measured ✓ OK 1.235 ± 0.012]", Brief.of(List.of(measured(Verdict.ok()))));
  }

  @Test
  void aResultThatHoldsItselfEnds() {
    record Own(List<Object> next, Verdict verdict) {}
    Own own = new Own(new ArrayList<>(List.of(1)), Verdict.ok());
    own.next().add(own);
    assertEquals("✓ OK  Own\nnext: 2 items\n  [0]: 1\n  [1]: (this again)", view(own).text());
  }

  @Test
  void severalResultsAreATableWithoutTheNumbersOfInvalidOnes() {
    String text =
        view(List.of(measured(Verdict.ok()), measured(Verdict.invalid(List.of("it died"))))).text();
    assertEquals(
        """
        Measured
        verdict      value  standardError  reasons
        ✓ OK       1.23456         0.0123
        ✗ INVALID                          it died
        2 rows × 4 columns""",
        text);
  }

  @Test
  void anEstimateThatIsNoRecordIsAResult() {
    Estimator.Estimate estimate =
        new Estimator.Estimate() {
          @Override
          public double value() {
            return 2;
          }

          @Override
          public double standardError() {
            return 0.5;
          }

          @Override
          public Verdict verdict() {
            return Verdict.ok();
          }
        };
    assertEquals("✓ OK  Estimate\nvalue = 2.00 ± 0.50", view(estimate).text());
  }

  @Test
  void theResultsOfTheLibraryAreShown() {
    Objective valley = Objective.of("(a*b-1)^2/2");
    double[] w = {1, 1};
    LocalLearningCoefficient llc = LocalLearningCoefficient.defaults().withNBeta(50);
    LocalEstimate estimate = llc.withChains(2).withDraws(300).estimate(valley, w, Seed.of(1));
    String text = view(estimate).text();
    assertTrue(text.matches("(?s)✓ OK  LocalEstimate\nvalue = 0\\.\\d+ ± 0\\.\\d+, 95 % .*"), text);
    assertTrue(text.contains("settings: LocalLearningCoefficient with chains = 2, draws = 300"));
    assertFalse(text.contains("reading"), text);
    Chains chains = estimate.chains();
    assertTrue(view(chains).text().contains("\n  losses: double[2][300]: min "));

    LocalEstimate none = llc.withChains(2).withDraws(4).estimate(valley, w, Seed.of(1));
    assertTrue(none.verdict().isInvalid());
    assertFalse(view(none).text().contains(ArrayText.number(none.reading())), view(none).text());

    Run run = Trainer.sgd(0.1).withSteps(10).train(valley, new double[] {2, 2}, Seed.of(1));
    assertTrue(view(run).text().startsWith("✓ OK  Run\nobjective: (a*b-1)^2/2\ncheckpoints: "));
    assertTrue(view(Timeline.over(run)).text().contains("step  "), view(Timeline.over(run)).text());
  }
}
