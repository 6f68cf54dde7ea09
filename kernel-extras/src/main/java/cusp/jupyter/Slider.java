package cusp.jupyter;

import cusp.base.Parallel;
import cusp.plot.Figure;
import cusp.train.Checkpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A figure for each of several things, as the checkpoints of a run, with a slider over them.
 *
 * <pre>{@code
 * var run = Trainer.sgd(0.01).train(Objective.of("a^2+b^2"), new double[] {1, 2}, seed(1));
 * show(Slider.over(run.checkpoints(), at -> Plot.of("w").points("w", new double[] {0, 1}, at.w())
 *     .figure("The parameters at " + at)));
 * }</pre>
 *
 * <p>It moves by mouse and by keyboard, and needs no kernel and no network to do so. Where scripts
 * do not run, six stills take its place.
 */
public final class Slider {
  /** So many frames are told apart on a slider of some 300 pixels, and fit into a page. */
  private static final int MOST_FRAMES = 30;

  /**
   * One figure.
   *
   * @param label what it is of
   * @param svg the figure, drawn
   */
  record Frame(String label, Figure figure, String svg) {
    Frame(String label, Figure figure) {
      this(label, figure, figure.svg());
    }

    String words() {
      return label + " (" + figure.alt() + ")";
    }

    /** At another size; the same frame where it has that. */
    Frame withSize(int width, int height) {
      return figure.width() == width && figure.height() == height
          ? this
          : new Frame(label, figure.withSize(width, height));
    }
  }

  private final List<Frame> frames;
  private final List<String> remarks;

  private Slider(List<Frame> frames, List<String> remarks) {
    this.frames = frames;
    this.remarks = remarks;
  }

  /** A figure for each checkpoint; for 30 of them, evenly chosen, if there are more. */
  public static Slider over(
      List<Checkpoint> checkpoints, Function<? super Checkpoint, Figure> frame) {
    return over(checkpoints, at -> String.format(Locale.ROOT, "step %,d", at.step()), frame);
  }

  /**
   * A figure for each item; for 30 of them, evenly chosen, if there are more.
   *
   * @param items at least one
   * @param label of an item, in a few words
   * @param frame what is shown of it; called from several threads at once. An item for which it
   *     throws is left out, and the slider says so
   * @throws IllegalStateException if it throws for every item
   */
  public static <T> Slider over(
      List<T> items, Function<? super T, String> label, Function<? super T, Figure> frame) {
    return over(items, MOST_FRAMES, label, frame);
  }

  /**
   * As {@link #over(List, Function, Function)}, for {@code most} items, at least 2.
   *
   * <p>The frames are made on all cores. After an interrupt there are those that were begun.
   */
  public static <T> Slider over(
      List<T> items,
      int most,
      Function<? super T, String> label,
      Function<? super T, Figure> frame) {
    if (items.isEmpty()) {
      throw new IllegalArgumentException("a slider needs at least one item");
    }
    if (most < 2) {
      throw new IllegalArgumentException("a slider has at least 2 frames, not " + most);
    }
    List<T> chosen = spread(List.copyOf(items), most);
    List<Made> made =
        Parallel.map("drawing frames", chosen.size(), i -> make(chosen.get(i), i, label, frame));
    List<Made> failed = made.stream().filter(one -> one.failure != null).toList();
    List<Frame> frames = made.stream().map(Made::frame).filter(Objects::nonNull).toList();
    if (frames.isEmpty() && !failed.isEmpty()) {
      throw new IllegalStateException(
          "no frame could be made; at first " + failed.get(0).words(), failed.get(0).failure);
    }
    List<String> remarks = new ArrayList<>();
    if (chosen.size() < items.size()) {
      remarks.add(chosen.size() + " of " + items.size() + " frames, evenly chosen");
    }
    if (!failed.isEmpty()) {
      String more = failed.size() > 1 ? " and " + (failed.size() - 1) + " more" : "";
      remarks.add("left out: " + failed.get(0).words() + more);
    }
    int begun = frames.size() + failed.size();
    if (begun < chosen.size()) {
      remarks.add("stopped after " + begun + " of " + chosen.size() + " frames");
    }
    int width = frames.stream().mapToInt(one -> one.figure.width()).max().orElse(0);
    int height = frames.stream().mapToInt(one -> one.figure.height()).max().orElse(0);
    return new Slider(
        frames.stream().map(one -> one.withSize(width, height)).toList(), List.copyOf(remarks));
  }

  /** The first, the last, and evenly between them; all where there are no more than so many. */
  static <T> List<T> spread(List<T> items, int most) {
    int n = items.size();
    return n <= most
        ? items
        : IntStream.range(0, most)
            .mapToObj(i -> items.get((int) Math.round(i * (n - 1.0) / (most - 1))))
            .toList();
  }

  /** A frame, or why there is none; neither where an interrupt came in between. */
  private record Made(String label, Frame frame, RuntimeException failure) {
    String words() {
      return label + " (" + failure + ")";
    }
  }

  private static <T> Made make(
      T item, int i, Function<? super T, String> label, Function<? super T, Figure> frame) {
    String name = "item " + (i + 1);
    try {
      name = Objects.requireNonNull(label.apply(item), "the label is null");
      Figure figure = Objects.requireNonNull(frame.apply(item), "the figure is null");
      return new Made(name, new Frame(name, figure), null);
    } catch (RuntimeException e) {
      return new Made(name, null, Thread.currentThread().isInterrupted() ? null : e);
    }
  }

  /** In their order, of one size; none where it was stopped before the first. */
  List<Frame> frames() {
    return frames;
  }

  /** What a reader should know of the choice of frames. */
  String remark() {
    return String.join("; ", remarks);
  }

  /** What it shows, on one line. */
  @Override
  public String toString() {
    String what = "a slider over " + frames.size() + (frames.size() == 1 ? " frame" : " frames");
    String note = remarks.isEmpty() ? "" : " (" + remark() + ")";
    if (frames.isEmpty()) {
      return what + note;
    }
    Frame first = frames.get(0);
    Frame last = frames.get(frames.size() - 1);
    return what + note + ", from " + first.words() + " to " + last.words();
  }
}
