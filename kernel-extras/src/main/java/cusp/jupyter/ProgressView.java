package cusp.jupyter;

import cusp.jupyter.ProgressBar.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Work in progress as rows of a bar and its numbers, and as a line of text when it has ended. */
final class ProgressView {
  private static final String LIST =
      "<div class=\"mathjax_ignore\" role=\"group\" aria-label=\"progress\">";

  /** The name shrinks before the numbers do, and these go below the bar on a narrow screen. */
  private static final String ROW =
      """
      <div style="display:flex;flex-wrap:wrap;align-items:center;gap:0 .8em;padding-left:%sem;\
      font-variant-numeric:tabular-nums">\
      <span style="flex:0 0 %sem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap" \
      title="%s">%s</span>%s<span style="opacity:.8">%s</span></div>
      """;

  private static final String BAR =
      """
      <span role="progressbar" aria-label="%s" aria-valuemin="0" aria-valuemax="100" \
      aria-valuenow="%d" style="flex:1 1 8em;max-width:20em;height:.6em;border-radius:.3em;\
      overflow:hidden;background:var(--jp-border-color2,#8884)"><span style="display:block;\
      height:100%%;width:%s%%;background:var(--jp-brand-color1,#3070c7)"></span></span>""";

  private static final double NAME_WIDTH = 11;
  private static final double INDENT = 1.2;

  private ProgressView() {}

  /** A row, and how deep it lies below others. */
  private record Row(int depth, Reading reading) {}

  /**
   * The rows, each below the one that it is part of.
   *
   * @param root of all, among the rows
   */
  static Bundle of(ProgressBar root, List<ProgressBar> bars, long now) {
    List<Row> rows = new ArrayList<>();
    add(rows, root, 0, root, bars, now);
    StringBuilder text = new StringBuilder();
    StringBuilder html = new StringBuilder(LIST);
    for (Row row : rows) {
      Reading at = row.reading;
      text.append(text.isEmpty() ? "" : "\n").append("  ".repeat(row.depth));
      text.append(at.what()).append(": ").append(numbers(at));
      html.append(html(row));
    }
    return Bundle.html(text.toString(), html.append("</div>").toString());
  }

  private static void add(
      List<Row> rows,
      ProgressBar bar,
      int depth,
      ProgressBar root,
      List<ProgressBar> bars,
      long now) {
    rows.add(new Row(depth, bar.read(now)));
    for (ProgressBar inner : bars) {
      if (inner != root && shownAbove(inner, root, bars) == bar) {
        add(rows, inner, depth + 1, root, bars, now);
      }
    }
  }

  /** The nearest work around it that has a row; the root where none is known. */
  private static ProgressBar shownAbove(ProgressBar bar, ProgressBar root, List<ProgressBar> bars) {
    ProgressBar above = bar.parent();
    while (above != null && !bars.contains(above)) {
      above = above.parent();
    }
    return above == null ? root : above;
  }

  private static String html(Row row) {
    String what = Html.escape(row.reading.what());
    double share = row.reading.share();
    String bar =
        Double.isNaN(share)
            ? ""
            : BAR.formatted(what, (int) (100 * share), decimal(100 * share, 1));
    double indent = INDENT * row.depth;
    return ROW.formatted(
        decimal(indent, 1), decimal(NAME_WIDTH - indent, 1), what, what, bar, numbers(row.reading));
  }

  /** As {@code 37 % · 1,480 of 4,000 · 1.2 k/s · 2.1 s · about 4.0 s to go}. */
  private static String numbers(Reading at) {
    List<String> parts = new ArrayList<>();
    if (at.total() > 0) {
      parts.add(percent(at));
      parts.add(String.format(Locale.ROOT, "%,d of %,d", at.count(), at.total()));
    } else {
      parts.add(String.format(Locale.ROOT, "%,d", at.count()));
    }
    if (at.perSecond() > 0) {
      parts.add(speed(at.perSecond()));
    }
    parts.add(time(at.seconds()));
    if (at.secondsLeft() >= 0.05) {
      parts.add("about " + time(at.secondsLeft()) + " to go");
    }
    return String.join(" · ", parts);
  }

  /** As {@code training: done in 3.2 s (1.2 M/s)}, or how far it came. */
  static String ended(ProgressBar bar) {
    Reading at = bar.read(bar.end());
    String time = time(at.seconds());
    String speed = at.perSecond() > 0 ? " (" + speed(at.perSecond()) + ")" : "";
    if (at.total() == 0) {
      return String.format(Locale.ROOT, "%s: %,d in %s%s", at.what(), at.count(), time, speed);
    }
    return at.count() >= at.total()
        ? at.what() + ": done in " + time + speed
        : at.what() + ": stopped at " + percent(at) + " after " + time;
  }

  private static String percent(Reading at) {
    return (int) (100 * at.share()) + " %";
  }

  private static String speed(double perSecond) {
    if (perSecond < 1) {
      return time(1 / perSecond) + " each";
    }
    String prefixes = " kMGT";
    int power = 0;
    double value = perSecond;
    while (value >= 999.5 && power < prefixes.length() - 1) {
      value /= 1000;
      power++;
    }
    return decimal(value, value < 9.95 ? 1 : 0)
        + (power == 0 ? "" : " " + prefixes.charAt(power))
        + "/s";
  }

  private static String time(double seconds) {
    if (seconds < 9.95) {
      return decimal(seconds, 1) + " s";
    }
    long whole = Math.round(seconds);
    if (whole < 120) {
      return whole + " s";
    }
    return whole < 7200
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  private static String decimal(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
