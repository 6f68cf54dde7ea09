package cusp.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Stack traces without the frames that tell the author of a cell nothing. */
final class Traces {
  /** The package that JShell puts a cell's classes into. */
  private static final String CELL = "REPL.";

  private static final int FIRST = 8;
  private static final int LAST = 4;

  /** The class of the frame that stands for those left out; its file is their number. */
  static final String OMITTED = "cusp.omitted";

  private Traces() {}

  /** Shortens the traces of what a cell threw, and of its causes. */
  static void shorten(Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
      if (!(t instanceof InvocationTargetException)) {
        t.setStackTrace(shorten(t.getStackTrace()));
      }
    }
  }

  /** Up to the outermost frame of a cell, below which is the kernel, and of many the ends. */
  static StackTraceElement[] shorten(StackTraceElement[] trace) {
    int end = trace.length;
    while (end > 0 && !trace[end - 1].getClassName().startsWith(CELL)) {
      end--;
    }
    if (end == 0) {
      return trace;
    }
    if (end <= FIRST + LAST + 1) {
      return Arrays.copyOf(trace, end);
    }
    List<StackTraceElement> kept = new ArrayList<>(Arrays.asList(trace).subList(0, FIRST));
    kept.add(new StackTraceElement("cusp", "omitted", String.valueOf(end - FIRST - LAST), -1));
    kept.addAll(Arrays.asList(trace).subList(end - LAST, end));
    return kept.toArray(StackTraceElement[]::new);
  }
}
