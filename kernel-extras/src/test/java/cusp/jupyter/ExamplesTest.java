package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example that help shows runs in a cell as it stands. */
class ExamplesTest {

  /** Types that no one calls by themselves. */
  private static final Set<String> WITHOUT = Set.of("AtomicFiles", "Interrupts", "Loss", "Pace");

  /** What JJava imports besides. */
  private static final String JDK =
      Stream.of("java.util", "java.io", "java.math", "java.net", "java.time", "java.util.regex")
          .map(name -> "import " + name + ".*;\n")
          .collect(Collectors.joining());

  private static final Map<Class<?>, TypeDoc> DOCS = new HashMap<>();

  private static JShell shell;

  @BeforeAll
  static void openShell() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
    // In this process, so that what show(x) shows comes here.
    shell = JShell.builder().executionEngine("local").out(nowhere).err(nowhere).build();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      shell.addToClasspath(entry);
    }
    assertEquals(List.of(), run(JDK + Imports.declarations(ExamplesTest.class.getClassLoader())));
  }

  @AfterAll
  static void closeShell() {
    shell.close();
    Notebook.use(FrontEnd.CONSOLE);
  }

  @TestFactory
  Stream<DynamicTest> everyExampleRuns() {
    return types()
        .flatMap(
            type ->
                examples(type).map(code -> DynamicTest.dynamicTest(name(type), () -> runs(code))));
  }

  private static void runs(String code) {
    List<Bundle> shown = new ArrayList<>();
    Notebook.use(
        new FrontEnd() {
          @Override
          public String show(Object value) {
            shown.add(Views.bundle(value));
            return "";
          }

          @Override
          public void update(String name, Object value) {}
        });
    assertEquals(List.of(), run(code), code);
    assertEquals(code.contains("show(") || code.contains("live("), !shown.isEmpty(), code);
    assertTrue(shown.stream().noneMatch(bundle -> bundle.text().matches("(?s).*@[0-9a-f]{4,}.*")));
    shell.variables().forEach(shell::drop);
    shell.types().forEach(shell::drop);
  }

  @Test
  void everyTypeThatACellCallsHasAnExample() {
    Set<String> silent = new TreeSet<>();
    types()
        .filter(type -> !type.isMemberClass() && Imports.LIBRARY.contains(type.getPackageName()))
        .filter(type -> doc(type).comment().examples().isEmpty())
        .forEach(type -> silent.add(name(type)));
    assertEquals(WITHOUT, silent, "types without an example");
  }

  @Test
  void anExampleThatDoesNotRunIsNamed() {
    assertEquals(1, run("int x = \"text\";").size());
    assertEquals(1, run("Seed.of(1).stream(\"a/b\");").size());
    assertEquals(1, run("Seed.of(").size());
  }

  private static Stream<Class<?>> types() {
    return new Library(ExamplesTest.class.getClassLoader()).types().stream();
  }

  private static TypeDoc doc(Class<?> type) {
    return DOCS.computeIfAbsent(type, TypeDoc::of);
  }

  private static String name(Class<?> type) {
    return TypeNames.of(type);
  }

  private static Stream<String> examples(Class<?> type) {
    TypeDoc doc = doc(type);
    return Stream.concat(
            Stream.of(doc.comment()), doc.members().stream().map(TypeDoc.Member::comment))
        .flatMap(comment -> comment.examples().stream());
  }

  /** What went wrong in a cell: as one block, which is quick, or else snippet by snippet. */
  private static List<String> run(String cell) {
    List<SnippetEvent> block = shell.eval("{\n" + cell + "\n}");
    if (block.stream().noneMatch(event -> event.status() == Snippet.Status.REJECTED)) {
      return failures(block);
    }
    List<String> failures = new ArrayList<>();
    String left = cell;
    while (!left.isBlank()) {
      SourceCodeAnalysis.CompletionInfo next = shell.sourceCodeAnalysis().analyzeCompletion(left);
      if (next.source() == null) {
        return List.of("incomplete: " + left);
      }
      failures.addAll(failures(shell.eval(next.source())));
      left = next.remaining();
    }
    return failures;
  }

  private static List<String> failures(List<SnippetEvent> events) {
    List<String> failures = new ArrayList<>();
    for (SnippetEvent event : events) {
      if (event.status() == Snippet.Status.REJECTED) {
        failures.add(
            shell
                .diagnostics(event.snippet())
                .map(fault -> fault.getMessage(Locale.ROOT))
                .collect(Collectors.joining("; ")));
      } else if (event.exception() != null) {
        failures.add(event.exception().toString());
      }
    }
    return failures;
  }
}
