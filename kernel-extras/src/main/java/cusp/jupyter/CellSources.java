package cusp.jupyter;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jshell.JShell;
import jdk.jshell.Snippet;

/**
 * Where in which cell each snippet stands, for JShell splits a cell into snippets and counts the
 * lines of each from 1.
 */
final class CellSources {
  private static final Pattern FRAME =
      Pattern.compile("\\s*at (.*?)(?:" + Traces.LINE + "(\\d+))?\\(#(\\d+):(\\d+)\\)");
  private static final Pattern OMITTED =
      Pattern.compile("\\s*at " + Pattern.quote(Traces.OMITTED) + "\\((\\d+)\\)");

  /**
   * A cell that runs or has run.
   *
   * @param number as in [3]
   * @param code as it was sent
   */
  record Cell(int number, String code) {}

  /** A snippet's cell, and the line on which it begins there, from 1; 0 where it was not found. */
  private record Place(Cell cell, int line, Snippet snippet) {
    String source() {
      return snippet.source().strip();
    }

    /** The line of the source for one of its class, or JShell's where that does not tell. */
    int lineOf(String lineOfClass, String jshells) {
      SnippetClass wrapped = lineOfClass == null ? null : SnippetClass.of(snippet);
      int found = wrapped == null ? 0 : wrapped.lineOf(source(), Integer.parseInt(lineOfClass));
      return found > 0 ? found : Integer.parseInt(jshells);
    }
  }

  /** How errors look in a terminal's colours: source, words, and the place in the source. */
  static final String BOLD = "\u001b[1m";

  static final String RED = "\u001b[1;31m";
  static final String MARKED = "\u001b[1;41m";

  /** Of a statement that {@link CellExecutor} gave up. */
  private static final String GIVEN_UP = "Evaluation interrupted.";

  /** Numbers the lines of a source by those of its cell; an instance for one thread. */
  static final class Margin implements Function<Integer, String> {
    private int first;

    /** The next lines begin at this one; 0 where that is unknown. */
    void begin(int line) {
      first = line;
    }

    @Override
    public String apply(Integer line) {
      return first == 0 ? "     | " : String.format("%4d | ", first + line);
    }
  }

  private final Supplier<Cell> running;
  private final Map<String, Place> places = new ConcurrentHashMap<>();
  private Cell last;
  private int from;

  private CellSources(Supplier<Cell> running) {
    this.running = running;
  }

  /**
   * Follows a shell.
   *
   * @param running the cell now running, null before the first
   */
  static CellSources of(JShell shell, Supplier<Cell> running) {
    CellSources sources = new CellSources(running);
    shell.onSnippetEvent(
        event -> {
          // A snippet that is only updated for the sake of another keeps its place.
          if (event.causeSnippet() == null) {
            sources.place(event.snippet());
          }
        });
    return sources;
  }

  private synchronized void place(Snippet snippet) {
    Cell cell = running.get();
    if (cell == null) {
      return;
    }
    if (!cell.equals(last)) {
      last = cell;
      from = 0;
    }
    String source = snippet.source().strip();
    int at = cell.code().indexOf(source, from);
    from = at < 0 ? from : at + source.length();
    places.put(snippet.id(), new Place(cell, at < 0 ? 0 : lineAt(cell.code(), at), snippet));
  }

  private static int lineAt(String code, int index) {
    return 1 + (int) code.substring(0, index).chars().filter(c -> c == '\n').count();
  }

  /**
   * The line on which this source begins in the running cell, from 1; 0 if it does not. Of several
   * such it is the one that was last run.
   */
  synchronized int line(String source) {
    Cell cell = running.get();
    String code = cell == null ? "" : cell.code();
    int last = cell != null && cell.equals(this.last) ? from : code.length();
    int at = cell == null ? -1 : code.substring(0, last).lastIndexOf(source.strip());
    at = at < 0 ? code.indexOf(source.strip()) : at;
    // IJava leaves the ends of the lines before a source with it.
    int blank = source.indexOf(source.strip());
    return cell == null || at < 0 ? 0 : lineAt(code, at) - lineAt(source, blank) + 1;
  }

  /** A line of an error in the words of the notebook. */
  String explain(String line) {
    if (line.equals(GIVEN_UP)) {
      return "Stopped. It did not end when asked to, and goes on in the background until it does"
          + " or the kernel is restarted: let loops of your own test"
          + " Thread.currentThread().isInterrupted().";
    }
    Matcher omitted = OMITTED.matcher(line);
    if (omitted.matches()) {
      return "    … " + omitted.group(1) + " more";
    }
    Matcher frame = FRAME.matcher(line);
    Place place = frame.matches() ? places.get(frame.group(3)) : null;
    if (place == null) {
      return line.replace("\t", "    ");
    }
    int offset = place.lineOf(frame.group(2), frame.group(4)) - 1;
    String cell =
        place.cell.equals(running.get()) ? "this cell" : "cell [" + place.cell.number() + "]";
    String where = place.line == 0 ? "" : ", line " + (place.line + offset);
    String code = place.source().lines().skip(offset).findFirst().orElse("").strip();
    return "    at " + method(frame.group(1)) + cell + where + ":   " + code;
  }

  /** As "f in ", "P.g in ", "a lambda in ", or nothing for statements of the cell itself. */
  private static String method(String name) {
    String plain = name.startsWith(".") ? name.substring(1) : name;
    if (plain.isEmpty() || plain.startsWith(Traces.STATEMENT)) {
      return "";
    }
    return (plain.contains("lambda$") ? "a lambda" : plain) + " in ";
  }
}
