package cusp.base;

/**
 * Where long work reports how far it has come. The library reports to {@link #standard()}, which a
 * front end sets once (the Jupyter extension does) and which is silent otherwise.
 *
 * <pre>{@code
 * try (Progress.Task sweep = Progress.standard().start("sweep", 100)) {
 *   for (int i = 0; i < 100; i++) {
 *     sweep.advance(1);
 *   }
 * }
 * }</pre>
 */
public interface Progress {

  /**
   * Begins a piece of work of {@code total} units; close it when done, also when it ended early.
   */
  Task start(String what, long total);

  /** One piece of work; safe to advance from several threads. */
  interface Task extends AutoCloseable {
    /** So many units more are done. */
    void advance(long units);

    /** Ends it, done or not. */
    @Override
    void close();
  }

  /** Reports nothing. */
  static Progress silent() {
    return Standard.SILENT;
  }

  /** What the library reports to. */
  static Progress standard() {
    return Standard.current;
  }

  /** Sets what the library reports to, for the whole process. */
  static void setStandard(Progress progress) {
    Standard.current = java.util.Objects.requireNonNull(progress, "progress");
  }

  /** Holds the process-wide choice; an interface cannot have a mutable field. */
  final class Standard {
    private static final Progress SILENT =
        (what, total) ->
            new Task() {
              @Override
              public void advance(long units) {}

              @Override
              public void close() {}
            };
    private static volatile Progress current = SILENT;

    private Standard() {}
  }
}
