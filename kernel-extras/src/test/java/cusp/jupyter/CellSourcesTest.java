package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import jdk.jshell.JShell;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis.CompletionInfo;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CellSourcesTest {

  /**
   * Runs snippets here, and shortens the traces of what they throw as {@link CellExecutor} does.
   */
  private static final class Marking implements ExecutionControlProvider {
    @Override
    public String name() {
      return "marking";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return new LocalExecutionControl() {
        @Override
        protected String invoke(Method snippet) throws Exception {
          try {
            return super.invoke(snippet);
          } catch (InvocationTargetException e) {
            Traces.shorten(e);
            throw e;
          }
        }
      };
    }
  }

  private final JShell shell = JShell.builder().executionEngine(new Marking(), Map.of()).build();
  private CellSources.Cell running;
  private final CellSources sources = CellSources.of(shell, () -> running);

  @BeforeEach
  void importStreams() {
    shell.eval("import java.util.stream.*;");
  }

  @AfterEach
  void closeTheShell() {
    shell.close();
  }

  /** Runs a cell as the kernels do, a snippet at a time; gives the trace of what it threw. */
  private List<String> run(int number, String code) {
    running = new CellSources.Cell(number, code);
    CompletionInfo info = shell.sourceCodeAnalysis().analyzeCompletion(code);
    while (info.completeness().isComplete()) {
      for (SnippetEvent event : shell.eval(info.source())) {
        if (event.exception() != null) {
          return Stream.of(event.exception().getStackTrace())
              .map(frame -> sources.explain("\tat " + frame))
              .filter(line -> line.contains("cell"))
              .toList();
        }
      }
      info = shell.sourceCodeAnalysis().analyzeCompletion(info.remaining());
    }
    return List.of();
  }

  @Test
  void anErrorPointsAtTheLineOfTheCell() {
    List<String> trace =
        run(
            1,
            """
            int f(int x) {
              int y = x + 1;
              return y / (x - x);
            }
            // a word between

            int z =
                f(3);
            """);
    assertEquals("    at f in this cell, line 3:   return y / (x - x);", trace.get(0));
    assertEquals("    at this cell, line 8:   f(3);", trace.get(1));
  }

  @Test
  void aMethodOfAnEarlierCellIsNamedWithIt() {
    run(1, "class P {\n  int g() { return 1 / 0; }\n}");
    run(2, "var p = new P();");
    assertEquals(
        List.of(
            "    at P.g in cell [1], line 2:   int g() { return 1 / 0; }",
            "    at this cell, line 2:   p.g();"),
        run(3, "\np.g();"));
  }

  @Test
  void aLineInsideAStatementAfterABlankLineIsFound() {
    assertEquals(
        List.of("    at this cell, line 6:   sum += 1 / (i - i);"),
        run(
            1,
            """
            int sum = 0;

            // a word
            for (int i = 0; i < 3; i++) {
              sum++;
              sum += 1 / (i - i);
            }
            """));
    assertEquals(
        List.of(
            "    at a lambda in this cell, line 5:   .map(s -> s.substring(9))",
            "    at this cell, line 6:   .toList();"),
        run(
            2,
            """
            int start = 0;

            var names =
                Stream.of("one")
                    .map(s -> s.substring(9))
                    .toList();
            """));
  }

  @Test
  void equalStatementsAreToldApart() {
    assertEquals(
        List.of("    at this cell, line 3:   i = 1 / i;"),
        run(1, "int i = 2;\ni = 1 / i;\ni = 1 / i;"));
  }

  @Test
  void aLambdaIsCalledOne() {
    List<String> trace = run(1, "Runnable r = () -> { throw new RuntimeException(); };\nr.run();");
    assertEquals(2, trace.size());
    assertTrue(trace.get(0).startsWith("    at a lambda in this cell, line 1:"), trace.get(0));
  }

  @Test
  void otherLinesStayAsTheyAre() {
    running = new CellSources.Cell(1, "1");
    assertEquals(
        "    at cusp.train.Trainer.sgd(Trainer.java:65)",
        sources.explain("\tat cusp.train.Trainer.sgd(Trainer.java:65)"));
    assertEquals("boom (#12:3)", sources.explain("boom (#12:3)"));
    assertEquals("    at .f(#999:3)", sources.explain("\tat .f(#999:3)"));
    assertEquals("    … 42 more", sources.explain("\tat cusp.omitted(42)"));
  }

  @Test
  void aSourceIsFoundInItsCellWithOrWithoutTheBlankLinesBeforeIt() {
    running = new CellSources.Cell(4, "int a = 1;\n\nint b = \"x\";\n");
    assertEquals(3, sources.line("int b = \"x\";"));
    assertEquals(2, sources.line("\nint b = \"x\";"));
    assertEquals(0, sources.line("int c;"));
    running = null;
    assertEquals(0, sources.line("int b = \"x\";"));
  }

  @Test
  void aMarginCountsTheLinesOfTheCell() {
    CellSources.Margin margin = new CellSources.Margin();
    margin.begin(9);
    assertEquals(List.of("   9 | ", "  10 | "), Arrays.asList(margin.apply(0), margin.apply(1)));
    margin.begin(0);
    assertEquals("     | ", margin.apply(3));
  }
}
