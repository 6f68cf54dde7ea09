package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final StackTraceElement CELL =
      new StackTraceElement("REPL.$JShell$7", "do_it$", "$JShell$7.java", 5);
  private static final StackTraceElement MARKED =
      new StackTraceElement("REPL.$JShell$7", "do_it$@5", "$JShell$7.java", 5);

  private static StackTraceElement[] frames(String type, int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new StackTraceElement(type, "m" + i, "File.java", i))
        .toArray(StackTraceElement[]::new);
  }

  private static StackTraceElement[] joined(StackTraceElement[]... parts) {
    return Stream.of(parts).flatMap(Arrays::stream).toArray(StackTraceElement[]::new);
  }

  @Test
  void whatLiesBelowTheCellIsLeftOut() {
    StackTraceElement[] library = frames("cusp.train.Trainer", 3);
    StackTraceElement[] cell = {CELL};
    StackTraceElement[] marked = {MARKED};
    assertArrayEquals(
        joined(library, marked), Traces.shorten(joined(library, cell, frames("kernel.Loop", 40))));
  }

  @Test
  void ofAVeryLongTraceTheEndsStayWithTheNumberOfTheRest() {
    StackTraceElement[] deep = frames("REPL.$JShell$9", 1000);
    StackTraceElement[] shortened = Traces.shorten(deep);
    assertEquals(13, shortened.length);
    assertEquals("m0@0", shortened[0].getMethodName());
    assertEquals("m7@7", shortened[7].getMethodName());
    assertEquals("cusp.omitted(988)", shortened[8].toString());
    assertEquals("m996@996", shortened[9].getMethodName());
    assertEquals("m999@999", shortened[12].getMethodName());
  }

  @Test
  void aTraceWithoutACellIsLeftAlone() {
    StackTraceElement[] trace = frames("java.lang.Thread", 20);
    assertArrayEquals(trace, Traces.shorten(trace));
    assertEquals(0, Traces.shorten(new StackTraceElement[0]).length);
  }

  @Test
  void whatWasShortenedBeforeStaysAsItIsAndSuppressedOnesAreShortenedToo() {
    Exception kept = new IllegalStateException("kept");
    Exception closing = new IllegalStateException("closing");
    kept.addSuppressed(closing);
    StackTraceElement[] cell = {CELL};
    StackTraceElement[] marked = {MARKED};
    kept.setStackTrace(joined(cell, frames("kernel.Loop", 40)));
    closing.setStackTrace(joined(cell, frames("kernel.Loop", 40)));
    Traces.shorten(kept);
    Traces.shorten(kept);
    assertArrayEquals(marked, kept.getStackTrace());
    assertArrayEquals(marked, closing.getStackTrace());
  }

  @Test
  void causesAreShortenedTooAlsoOnesThatGoInACircle() {
    Exception inner = new IllegalStateException("inner");
    Exception outer = new IllegalStateException("outer", inner);
    inner.initCause(outer);
    StackTraceElement[] cell = {CELL};
    inner.setStackTrace(joined(cell, frames("kernel.Loop", 40)));
    outer.setStackTrace(joined(cell, frames("kernel.Loop", 40)));
    Traces.shorten(outer);
    StackTraceElement[] marked = {MARKED};
    assertArrayEquals(marked, outer.getStackTrace());
    assertArrayEquals(marked, inner.getStackTrace());
  }
}
