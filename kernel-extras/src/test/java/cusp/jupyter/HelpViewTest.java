package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Progress;
import cusp.base.Verdict;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Potential;
import cusp.model.Prior;
import cusp.plot.Plot;
import cusp.singular.LocalLearningCoefficient;
import cusp.task.FeatureSamples;
import cusp.toy.Superposition;
import cusp.train.Descent;
import cusp.train.Optimizer;
import cusp.train.Run;
import cusp.train.Trainer;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class HelpViewTest {
  private static final Pattern TAG = Pattern.compile("<(/?[^ >]*)[^>]*>");
  private static final Set<String> TAGS =
      Set.of(
          "b", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "em", "i", "li", "p",
          "pre", "span", "strong", "style", "sub", "summary", "sup", "table", "tbody", "td", "th",
          "thead", "tr", "ul", "ol");

  @TempDir Path folder;

  private static String text(Object asked) {
    return HelpView.of(asked).text();
  }

  private static String html(Object asked) {
    return HelpView.of(asked).html();
  }

  private static void contains(String text, String... parts) {
    for (String part : parts) {
      assertTrue(text.contains(part), () -> part + "\nis not in\n" + text);
    }
  }

  private static void lacks(String text, String... parts) {
    for (String part : parts) {
      assertFalse(text.contains(part), () -> part + "\nis in\n" + text);
    }
  }

  @Test
  void settingsHaveTheirDefaults() {
    contains(
        text(LocalLearningCoefficient.class),
        "record LocalLearningCoefficient implements Estimator in cusp.singular\n",
        "\nOptions:\n",
        "  chains (int), by default 8: at least 1; one chain has no R̂\n",
        "\n  LocalLearningCoefficient.defaults()\n    SGLD on all samples",
        "withSampler(Sampler sampler), withChains(int chains)");
    lacks(text(LocalLearningCoefficient.class), "new LocalLearningCoefficient", "no Javadoc");
    contains(
        html(LocalLearningCoefficient.class),
        ">default</th><th scope=\"col\" style=\"text-align:left\">meaning</th>",
        "<code>chains</code><br>int</td><td style=\"text-align:left\"><code>8</code></td>");
  }

  @Test
  void theSettingsAskedAboutStandBesideTheDefaults() {
    var asked = LocalLearningCoefficient.defaults().withChains(4);
    contains(text(asked), "  chains (int), by default 8, here 4: at least 1");
    contains(text(asked), "  draws (int), by default 1000, here 1000: recorded");
    contains(html(asked), ">here</th>", "<strong><code>4</code></strong>");
    lacks(html(asked), "<strong><code>1000</code></strong>");
  }

  @Test
  void settingsWithoutDefaultsShowTheirOwnValuesAlone() {
    contains(text(Trainer.class), "\nOptions:\n", "\n  rate (double): peak learning rate η\n");
    contains(text(Trainer.sgd(0.1)), "\n  rate (double), here 0.1: peak learning rate η\n");
    lacks(html(Trainer.sgd(0.1)), ">default</th>");
  }

  @Test
  void aResultHasComponents() {
    var run = Trainer.sgd(0.1).train(Objective.of("x^2"), new double[] {1}, Notebook.seed(1));
    String text = text(run);
    contains(text, "\nComponents:\n", "  checkpoints (List<Checkpoint>): by step, at least one\n");
    lacks(text, ", here ");
    assertEquals(text(Run.class), text);
  }

  @Test
  void methodsStandInTheirOrderWithWhatTheyDo() {
    String text = text(Run.class);
    contains(text, "  last() → Checkpoint\n    The last checkpoint.\n");
    contains(text, "    throws IllegalArgumentException if the folder holds another run");
    assertTrue(text.indexOf("last()") < text.indexOf("steps()"), text);
    assertTrue(text.indexOf("chart()") < text.indexOf("save(Path folder)"), text);
    lacks(text, "  verdict()", "toString");
  }

  @Test
  void anOverridingMethodHasTheWordsOfWhatItOverrides() {
    contains(
        text(Superposition.class),
        "  parameters() → Parameters\n    Names, shapes and offsets of the parameters in w.");
  }

  @Test
  void anEnumHasItsConstants() {
    contains(
        text(Verdict.Level.class),
        "enum Verdict.Level in cusp.base\n",
        "\nValues:\n  OK\n    Read it.\n  QUALIFIED\n");
    assertEquals(text(Verdict.Level.class), text(Verdict.Level.OK));
  }

  @Test
  void nestedTypesStandWithTheTypeAroundThem() {
    contains(text(Optimizer.class), "sealed interface Optimizer", "\n  Optimizer.Adam\n    Adam (");
    contains(
        text(Optimizer.Adam.class), "record Optimizer.Adam implements Optimizer in cusp.train");
  }

  @Test
  void typeVariablesAreNamed() {
    contains(text(Model.class), "interface Model<D> in", "\nD: the type of its data\n");
    contains(html(Model.class), "interface <strong>Model&lt;D&gt;</strong>");
  }

  @Test
  void theExampleIsSetApart() {
    contains(text(Plot.class), "\nExample:\n\n    double[] steps = {1, 10, 100, 1000};\n");
    contains(
        html(Plot.class),
        "<pre class=\"highlight\"><code><span class=\"k\">double</span>[] steps = {",
        "<span class=\"s\">&quot;SGD&quot;</span>");
  }

  @Test
  void aConstantStandsForItsValue() {
    contains(text(Descent.class), "ends when 10 iterations together");
  }

  @Test
  void aSummaryEndsWithItsSentence() {
    contains(text(Notebook.class), "\n    which is the default.\n    throws IllegalArgument");
    contains(
        HelpView.ofLibrary().text(), "superposition (Elhage et al. 2022, arXiv:2209.10652).\n");
  }

  @Test
  void whatHasNoNameShowsWhatItIsAKindOf() {
    Progress lambda = (what, total) -> Progress.silent().start(what, total);
    Supplier<String> supplier = () -> "";
    Potential anonymous =
        new Potential() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double loss(double[] w) {
            return 0;
          }

          @Override
          public double gradient(double[] w, double[] into) {
            return 0;
          }

          @Override
          public Objective fork() {
            return this;
          }
        };
    assertEquals(text(Progress.class), text(lambda));
    assertEquals(text(Potential.class), text(anonymous));
    assertEquals(text(Potential.class), text(new Superposition(6, 2).population()));
    assertEquals(
        text(Objective.class),
        text(new Superposition(2, 2).on(FeatureSamples.single(2, new int[1], new double[1]))));
    assertEquals(text(Prior.class), text(Prior.flat()));
    contains(text(supplier), "interface Supplier<T> in java.util.function");
    contains(text(List.of(1)), "interface List<E> extends ");
  }

  public record Own(double rate, List<String> names) {
    public Own withRate(double other) {
      return new Own(other, names);
    }

    @Override
    public List<String> names() {
      throw new IllegalStateException("no names");
    }
  }

  @Test
  void whatHasNoJavadocSaysSo() {
    String own = text(new Own(0.5, List.of()));
    contains(
        own,
        "record HelpViewTest.Own in cusp.jupyter\n",
        "\nOptions:\n  rate (double), here 0.5\n  names (List<String>), here null\n",
        "  new HelpViewTest.Own(double rate, List<String> names)",
        "  withRate(double)\n    A copy with this one changed.",
        "\nThere is no Javadoc of this type.");
    contains(
        text(Duration.class),
        "class Duration implements",
        "\n  Duration.ofDays(long)\n",
        "\n  plus(long, TemporalUnit) → Duration\n",
        "\nThere is no Javadoc of this type.");
    lacks(text(Duration.class), "getClass", "hashCode");
    contains(text(new double[0][0]), "array double[][]");
    contains(text(int.class), "class int");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Trainer", "trainer", " cusp.train.Trainer "})
  void aTypeIsFoundByItsName(String name) {
    assertEquals(text(Trainer.class), text(name));
  }

  @Test
  void aNestedTypeIsFoundByItsName() {
    assertEquals(text(Optimizer.Adam.class), text("Adam"));
    assertEquals(text(Optimizer.Adam.class), text("Optimizer.Adam"));
  }

  @ParameterizedTest
  @CsvSource({
    "Trainr, near that are Trainer",
    "optimiser, near that are Optimizer",
    "learning, 'near that are LearningCoefficient, Transitions.Reading, LocalLearningCoefficient'",
    "Xyzzyxyzzy, help() lists what it has",
  })
  void anUnknownNameIsRefusedWithThoseNearIt(String name, String remedy) {
    String message = assertThrows(IllegalArgumentException.class, () -> text(name)).getMessage();
    assertEquals("the library has no type \"" + name + "\"; " + remedy, message);
  }

  @Test
  void nullIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> HelpView.of(null));
  }

  @Test
  void theLibraryIsListed() {
    String text = HelpView.ofLibrary().text();
    contains(
        text,
        "\n  cusp.model\n    The seam of the library: a flat vector w and a loss.\n    Batch, Box,",
        "\nWhat a cell may call:\n",
        "\n  seed(long root) → Seed\n    The seed of a number.\n");
    lacks(text, "cusp.simd", "Optimizer.Adam");
  }

  @Test
  void allPublicTypesArePackedAndNoOthers() {
    Set<String> packed =
        new Library(getClass().getClassLoader())
            .types().stream()
                .filter(type -> !type.isMemberClass())
                .map(Class::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    try (ScanResult found = new ClassGraph().enableClassInfo().acceptPackages("cusp").scan()) {
      assertEquals(
          found.getAllClasses().stream()
              .filter(type -> type.isPublic() && !type.isInnerClass())
              .map(ClassInfo::getName)
              .collect(Collectors.toCollection(TreeSet::new)),
          packed);
    }
  }

  /** The class of a source that is packed beside it. */
  private Class<?> packed(String source) throws IOException, ClassNotFoundException {
    Path file = folder.resolve("META-INF/sources/p/Sample.java");
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    String[] options = {"-d", folder.toString(), file.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, options));
    URL[] places = {folder.toUri().toURL()};
    return Class.forName("p.Sample", false, new URLClassLoader(places));
  }

  @Test
  void javadocKeepsItsElementsAndNoOthers() throws Exception {
    Class<?> sample =
        packed(
            """
            package p;
            /**
             * A {@literal <b>} &lt;i&gt; &amp; {@code List<T>} x<sub>1</sub><sup>2</sup>
             * <em>so</em>. <script>alert(1)</script><img src=x onerror="alert(1)">
             * <b onclick="alert(1)">loud</svg>
             * <a href="https://example.org/a">there</a> &copy; {@link #CAP label} {@value #CAP}
             * <table><caption>pairs</caption><tr><th>n</th><th>m</th></tr>
             * <tr><td>1</td><td>2</td></tr></table>
             * <ol><li>first<li>second</ol>
             * <style>*{display:none}</style><ul><li>{@unknown <u>tag</u>}
             *
             * <pre>{@code
             * var x = new int[] {1, 2}; // "<b>"
             *   if (x < y) { go(); }
             * }</pre>
             *
             * @param <T> kind of <script>it</script>
             * @param a of {@code <T>}
             * @see java.util.List#of()
             */
            public record Sample<T>(T a) {
              /** {@code "</script>"} is */
              public static final String CAP = "<script>";
              /**
               * Makes &lt;one.
               *
               * @param <U> other
               * @return {@code <U>}
               * @throws java.io.IOException where <img src=x>
               */
              public <U> Sample<U> other(final java.util.Map<String, U[]> map, int... ns)
                  throws java.io.IOException {
                return null;
              }
            }
            """);
    String html = html(sample);
    String body = html.substring(html.indexOf("</style>"));
    assertEquals(
        Set.of(),
        TAG.matcher(html)
            .results()
            .map(tag -> tag.group(1).replace("/", ""))
            .filter(tag -> !TAGS.contains(tag))
            .collect(Collectors.toSet()));
    lacks(body, "onclick", "<img", "<script", "<style", "<svg", "onerror=\"alert(1)\">");
    for (String element :
        List.of("b", "ul", "ol", "ol", "table", "details", "div", "pre", "code")) {
      assertEquals(
          html.split("<" + element + "[ >]", -1).length,
          html.split("</" + element + ">", -1).length,
          element + " in " + body);
    }
    contains(
        body,
        "A &lt;b&gt; &lt;i&gt; &amp; <code>List&lt;T&gt;</code> x<sub>1</sub><sup>2</sup>",
        "<em>so</em>. alert(1)",
        "there (https://example.org/a) © <code>label</code> &lt;script&gt;",
        "<span class=\"k\">var</span> x = <span class=\"k\">new</span>",
        "<span class=\"c1\">// &quot;&lt;b&gt;&quot;</span>",
        "int... ns) → Sample&lt;U&gt;</code>",
        "<code>List.of()</code>");
    contains(
        text(sample),
        "record Sample<T> in p\n\nA <b> <i> & List<T> x_1^2 so. alert(1)",
        "\npairs\nn | m\n1 | 2\n",
        "\n  • first\n  • second\n",
        "Example:\n\n    var x = new int[] {1, 2}; // \"<b>\"\n      if (x < y) { go(); }\n",
        "  a (T): of <T>",
        "  other(Map<String, U[]> map, int... ns) → Sample<U>\n    Makes <one.\n"
            + "    throws IOException where");
  }

  @Test
  void aSnippetIsAnExample() throws Exception {
    Class<?> sample =
        packed(
            """
            package p;
            /**
             * One {@return nothing}.
             *
             * {@snippet lang=java :
             * int x = 1;
             * if (x > 0) { x++; }
             * }
             */
            public class Sample {
              /** {@return the {@code size}} */
              public int size() { return 1; }
            }
            """);
    contains(text(sample), "Example:\n\n    int x = 1;\n    if (x > 0) { x++; }");
    contains(text(sample), "  size() → int\n    Returns the size");
  }

  @ParameterizedTest
  @ValueSource(strings = {"X<script>alert(1)<script>", "X<img src=x onerror=alert(1)>", "X\"'&"})
  void aNameIsNoMarkup(String name) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    byte[] code = writer.toByteArray();
    Class<?> hostile =
        new ClassLoader(getClass().getClassLoader()) {
          Class<?> define() {
            return defineClass(name, code, 0, code.length);
          }
        }.define();
    String html = html(hostile);
    lacks(html, "<script", "<img", "X\"");
    contains(html, "<strong>" + Html.escape(name) + "</strong>");
    assertThrows(IllegalArgumentException.class, () -> HelpView.of(name));
  }

  @Test
  void manyMethodsAreFolded() {
    contains(html(Plot.class), "<details><summary>Methods (22)</summary>");
    contains(html(Model.class), "<details open=\"open\"><summary>Methods</summary>");
  }
}
