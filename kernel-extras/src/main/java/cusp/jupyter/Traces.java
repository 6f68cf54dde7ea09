package cusp.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Stack traces without the frames that tell the author of a cell nothing. */
final class Traces {
  /** The package that JShell puts a cell's classes into. */
  private static final String CELL = "REPL.";

  /** The method of a statement; a {@code var} has a second one for its value. */
  static final String STATEMENT = "do_it$";

  private static final int FIRST = 8;
  private static final int LAST = 4;

  /** Stands between a method's name and the line of its class, which JShell would put away. */
  static final String LINE = "@";

  /** The class of the frame that stands for those left out; its file is their number. */
  static final String OMITTED = "cusp.omitted";

  private Traces() {}

  /** Shortens the traces of what a cell threw, and of its causes. */
  static void shorten(Throwable thrown) {
    shorten(thrown, Collections.newSetFromMap(new IdentityHashMap<>()));
  }

  private static void shorten(Throwable thrown, Set<Throwable> seen) {
    for (Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
      for (Throwable suppressed : t.getSuppressed()) {
        shorten(suppressed, seen);
      }
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
    List<StackTraceElement> frames = new ArrayList<>();
    for (int i = 0; i < end; i++) {
      boolean same = i > 0 && trace[i - 1].getMethodName().equals(STATEMENT + "Aux");
      if (!(same && trace[i].getMethodName().equals(STATEMENT))) {
        frames.add(withLine(trace[i]));
      }
    }
    if (frames.size() <= FIRST + LAST + 1) {
      return frames.toArray(StackTraceElement[]::new);
    }
    List<StackTraceElement> kept = new ArrayList<>(frames.subList(0, FIRST));
    kept.add(
        new StackTraceElement("cusp", "omitted", String.valueOf(frames.size() - FIRST - LAST), -1));
    kept.addAll(frames.subList(frames.size() - LAST, frames.size()));
    return kept.toArray(StackTraceElement[]::new);
  }

  private static StackTraceElement withLine(StackTraceElement frame) {
    // An exception that a cell kept and throws again is marked already.
    return frame.getClassName().startsWith(CELL) && !frame.getMethodName().contains(LINE)
        ? new StackTraceElement(
            frame.getClassName(),
            frame.getMethodName() + LINE + frame.getLineNumber(),
            frame.getFileName(),
            frame.getLineNumber())
        : frame;
  }
}
