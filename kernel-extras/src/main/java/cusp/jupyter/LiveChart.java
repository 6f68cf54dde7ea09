package cusp.jupyter;

import cusp.base.Interrupts;
import cusp.jupyter.LiveSeries.Points;
import cusp.jupyter.LiveSeries.Scale;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A chart that is drawn again in place while something runs, for {@link Notebook#live}: of lines
 * that grow,
 *
 * <pre>{@code
 * var bowl = Objective.of("a^2+b^2");
 * var run = live("Training", chart -> Trainer.sgd(0.01).train(bowl, new double[] {1, 2}, seed(1),
 *     at -> chart.x("step").y("loss").logY().add("loss", at.step(), at.loss())));
 * }</pre>
 *
 * <p>or of a whole figure each time, by {@link #draw}:
 *
 * <pre>{@code
 * var spins = Spins.random(Magnet.ising(Lattice.square(64)), seed(1));
 * live("Quenched", chart -> {
 *   for (int t = 0; t < 100; t++) {
 *     spins.sweep(1.5);
 *     chart.draw(spins::chart);
 *   }
 *   return spins.magnetization();
 * });
 * }</pre>
 *
 * <p>It appears with its first point, is drawn at most five times a second and for at most a tenth
 * of the time, and once more when the work has ended, however it has ended. Any thread may add
 * points. A series of many points keeps those that can be seen.
 */
public final class LiveChart {

  /** How many times as long as a drawing took it stands at least. */
  private static final int REST = 10;

  private static final int MOST_DESCRIBED = 6;

  private final String title;
  private final FrontEnd frontEnd;
  private final LongSupplier nanoTime;
  private final Map<String, LiveSeries> series = new LinkedHashMap<>();
  private String xLabel = "";
  private String yLabel = "";
  private String alt = "";
  private boolean logX;
  private boolean logY;
  private boolean changed;
  private Supplier<Figure> frame;
  private Figure drawn;

  /** Whether there is time to draw another frame. */
  private volatile boolean wanted = true;

  // What is drawn, and by one thread at a time; points are added meanwhile.
  private final Object canvas = new Object();
  private String display;
  private boolean ended;
  private int drawings;
  private long due;

  private LiveChart(String title, FrontEnd frontEnd, LongSupplier nanoTime) {
    this.title = Objects.requireNonNull(title, "title");
    this.frontEnd = frontEnd;
    this.nanoTime = nanoTime;
    due = nanoTime.getAsLong();
  }

  /** Does the work with a chart that is shown on the front end. */
  static <T> T follow(String title, Function<LiveChart, T> work, FrontEnd frontEnd) {
    return follow(title, work, frontEnd, System::nanoTime, Ticker.daemon());
  }

  /** With a clock of one's own. */
  static <T> T follow(
      String title,
      Function<LiveChart, T> work,
      FrontEnd frontEnd,
      LongSupplier nanoTime,
      Ticker ticker) {
    LiveChart chart = new LiveChart(title, frontEnd, nanoTime);
    Runnable stop = frontEnd.isWatched() ? ticker.start(0, chart::redraw) : () -> {};
    End end =
        () -> {
          stop.run();
          chart.drawLast();
        };
    try (end) {
      return work.apply(chart);
    }
  }

  private interface End extends AutoCloseable {
    @Override
    void close();
  }

  /** Labels the horizontal axis. */
  public synchronized LiveChart x(String label) {
    xLabel = Objects.requireNonNull(label, "label");
    changed = true;
    return this;
  }

  /** Labels the vertical axis. */
  public synchronized LiveChart y(String label) {
    yLabel = Objects.requireNonNull(label, "label");
    changed = true;
    return this;
  }

  /** Makes the horizontal axis logarithmic, with no place for points whose x is not positive. */
  public synchronized LiveChart logX() {
    logX = true;
    changed = true;
    return this;
  }

  /** Makes the vertical axis logarithmic, with no place for points whose y is not positive. */
  public synchronized LiveChart logY() {
    logY = true;
    changed = true;
    return this;
  }

  /** What it shows, in words; where this is not called, the ends of the lines in numbers. */
  public synchronized LiveChart alt(String sentence) {
    alt = Objects.requireNonNull(sentence, "sentence");
    changed = true;
    return this;
  }

  /**
   * Goes on with a line, or begins it.
   *
   * @param name of the line; a blank one is not labelled
   * @param x where it is NaN or infinite, or has no place on its axis, the line has a gap
   * @param y likewise
   */
  public synchronized void add(String name, double x, double y) {
    Objects.requireNonNull(name, "name");
    series.computeIfAbsent(name, key -> new LiveSeries()).add(x, y, new Scale(logX, logY));
    changed = true;
  }

  /**
   * Draws a whole figure instead of lines, of a state that moves on: as it is whenever there is
   * time to draw it, and as it is at the end.
   *
   * @param newFrame makes the figure; asked in this thread, now or at the end
   */
  public void draw(Supplier<Figure> newFrame) {
    boolean now = wanted && frontEnd.isWatched();
    Figure figure = now ? Interrupts.keptAcross(newFrame) : null;
    synchronized (this) {
      frame = newFrame;
      if (now) {
        drawn = figure;
        changed = true;
        wanted = false;
      }
    }
  }

  private void redraw() {
    synchronized (canvas) {
      long begin = nanoTime.getAsLong();
      if (ended || begin - due < 0) {
        return;
      }
      Figure figure = changedFigure();
      wanted = true;
      if (figure != null) {
        show(FigureView.drawing(figure));
        drawings++;
        long end = nanoTime.getAsLong();
        // What the first drawing takes is mostly for classes to be loaded, which the last one
        // needs.
        due = drawings == 1 ? end : end + REST * (end - begin);
      }
    }
  }

  private void drawLast() {
    synchronized (canvas) {
      ended = true;
      try {
        Figure figure = frame == null ? figure() : Interrupts.keptAcross(frame);
        if (figure != null) {
          show(figure);
        }
      } catch (RuntimeException e) {
        // What the work returns may have taken hours; it is not lost for the sake of a drawing.
        Notebook.complain("the chart is not drawn", e);
      }
    }
  }

  private void show(Object value) {
    if (display == null) {
      display = frontEnd.show(value);
    } else {
      frontEnd.update(display, value);
    }
  }

  private synchronized Figure changedFigure() {
    if (!changed) {
      return null;
    }
    changed = false;
    return drawn == null ? figure() : drawn;
  }

  /** What was added so far; null where there is nothing to see. */
  private synchronized Figure figure() {
    Plot plot = Plot.of(title).x(xLabel).y(yLabel);
    if (logX) {
      plot.logX();
    }
    if (logY) {
      plot.logY();
    }
    StringJoiner words = new StringJoiner("; ", "", ".");
    int lines = 0;
    for (Map.Entry<String, LiveSeries> entry : series.entrySet()) {
      Points points = entry.getValue().points(new Scale(logX, logY));
      if (points.isEmpty()) {
        continue;
      }
      plot.line(entry.getKey(), points.x(), points.y());
      Points lonely = points.lonely();
      if (!lonely.isEmpty()) {
        plot.points(entry.getKey(), lonely.x(), lonely.y());
      }
      if (lines < MOST_DESCRIBED) {
        words.add(points.described(entry.getKey()));
      }
      lines++;
    }
    if (lines > MOST_DESCRIBED) {
      words.add("and " + (lines - MOST_DESCRIBED) + " more");
    }
    return lines == 0 ? null : plot.figure(alt.isBlank() ? words.toString() : alt);
  }
}
