package cusp.jupyter;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.singular.Estimator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Results, which are whatever carries a verdict: first the verdict, then the value with its error,
 * then what speaks about it, the settings and the seed. What is INVALID shows no number.
 */
final class ResultView {

  /** Deep enough in a tree for its branches to be folded. */
  private static final int FOLDED = 2;

  private final Object result;
  private final Verdict verdict;
  private final double value;
  private final double error;
  private final String own;
  private final List<Tree> diagnostics = new ArrayList<>();
  private final List<Tree> settings = new ArrayList<>();
  private final List<String> seeds = new ArrayList<>();
  private final List<String> withheld = new ArrayList<>();

  private ResultView(Object result, BiFunction<String, Object, Tree> branch) {
    this.result = result;
    verdict = verdict(result);
    value = number(result, "value");
    error = number(result, "standardError");
    own = verdict.isInvalid() ? "" : ownWords(result, error);
    boolean named = false;
    for (Component component : Component.of(result)) {
      boolean again =
          component.value() instanceof Double same && Double.compare(same, value) == 0 && !named;
      named |= again;
      if (!again) {
        sort(component, branch);
      }
    }
  }

  static boolean isResult(Object value) {
    return value instanceof Estimator.Estimate
        || (value instanceof Record record && Component.first(record, Verdict.class).isPresent());
  }

  static Verdict verdict(Object result) {
    return result instanceof Estimator.Estimate estimate
        ? estimate.verdict()
        : Component.first(result, Verdict.class).orElseThrow();
  }

  /**
   * The number that a method of a result gives; NaN where there is none or it is not to be read.
   */
  static double number(Object result, String method) {
    return verdict(result).isInvalid()
        ? Double.NaN
        : Component.ask(result, method, Double.class).orElse(Double.NaN);
  }

  /** A sign that is told from the others without colour, and the word. */
  static String badge(Verdict verdict) {
    return switch (verdict.level()) {
      case OK -> "✓ OK";
      case QUALIFIED -> "◐ QUALIFIED";
      case INVALID -> "✗ INVALID";
    };
  }

  /** The verdict and the value, on one line. */
  static String brief(Object result) {
    double value = number(result, "value");
    double error = number(result, "standardError");
    String own = verdict(result).isInvalid() ? "" : ownWords(result, error);
    return badge(verdict(result))
        + (!own.isEmpty()
            ? " " + own
            : Double.isNaN(value) ? "" : " " + new Digits(value, error).withError(value));
  }

  static Bundle of(Object result) {
    ResultView view = new ResultView(result, TreeView.branches(result));
    return Bundle.html(view.text(), Style.wrap(view.html()));
  }

  /** Below its name in a tree: what the view of it shows below the value. */
  static List<Tree> parts(Object result, BiFunction<String, Object, Tree> branch) {
    ResultView view = new ResultView(result, branch);
    List<Tree> parts = new ArrayList<>();
    view.verdict.reasons().forEach(reason -> parts.add(Tree.leaf("", reason)));
    parts.addAll(view.diagnostics);
    parts.addAll(view.settings);
    view.seeds.forEach(seed -> parts.add(Tree.leaf("", seed)));
    return parts;
  }

  private void sort(Component component, BiFunction<String, Object, Tree> branch) {
    Object part = component.value();
    String name = component.name();
    if (part instanceof Verdict || name.equals("standardError") || part instanceof Interval) {
      return;
    }
    if (part instanceof Seed seed) {
      seeds.add(name + ": " + seed);
    } else if (part instanceof Record record && Settings.isSettings(record)) {
      settings.add(Settings.tree(name, record));
    } else if (!verdict.isInvalid()) {
      diagnostics.add(branch.apply(name, part));
    } else if (part instanceof Collection<?> items) {
      diagnostics.add(Tree.leaf(name, items.size() + " items"));
    } else if (part instanceof Double || part instanceof Float || !TreeView.isPlain(part)) {
      withheld.add(name);
    } else {
      diagnostics.add(Tree.leaf(name, Brief.of(part)));
    }
  }

  private String measured() {
    return new Digits(value, error).withError(value);
  }

  /**
   * The value with its error and, where the result has one, the interval; empty without a value.
   */
  private String words() {
    if (Double.isNaN(value)) {
      return "";
    }
    Digits digits = new Digits(value, error);
    return measured()
        + Component.ask(result, "interval", Interval.class)
            .map(
                interval ->
                    ", %s %% interval [%s, %s]"
                        .formatted(
                            ArrayText.number(100 * interval.level()),
                            digits.of(interval.low()),
                            digits.of(interval.high())))
            .orElse("");
  }

  /**
   * What a result without an error says of itself, as λ = 5/12; empty where it has nothing to say
   * but a record's list of its parts.
   */
  private static String ownWords(Object result, double error) {
    if (!Double.isNaN(error)) {
      return "";
    }
    String words;
    try {
      words = String.valueOf(result);
    } catch (RuntimeException | StackOverflowError e) {
      // A result that holds itself has no end of words.
      return "";
    }
    return words.startsWith(result.getClass().getSimpleName() + "[") ? "" : words;
  }

  private String text() {
    List<String> lines = new ArrayList<>();
    lines.add(badge(verdict) + "  " + Brief.type(result.getClass()));
    verdict.reasons().forEach(reason -> lines.add("  " + reason));
    if (!own.isEmpty()) {
      lines.add(own);
    } else if (!words().isEmpty()) {
      lines.add("value = " + words());
    }
    diagnostics.forEach(tree -> lines.add(tree.summary()));
    if (!withheld.isEmpty()) {
      lines.add(notShown());
    }
    settings.forEach(tree -> lines.add(tree.text()));
    lines.addAll(seeds);
    return String.join("\n", lines);
  }

  private String html() {
    StringBuilder out = new StringBuilder("<p><b class=\"cusp-verdict\">");
    out.append(badge(verdict)).append("</b> ");
    out.append(Html.escape(Brief.type(result.getClass()))).append("</p>");
    if (!verdict.reasons().isEmpty()) {
      out.append("<ul class=\"cusp-reasons\">");
      verdict.reasons().forEach(r -> out.append("<li>").append(Html.escape(r)).append("</li>"));
      out.append("</ul>");
    }
    if (!own.isEmpty()) {
      out.append("<p><b>").append(Html.escape(own)).append("</b></p>");
    } else if (!words().isEmpty()) {
      out.append("<p>value = <b>").append(Html.escape(measured())).append("</b>");
      out.append(Html.escape(words().substring(measured().length()))).append("</p>");
    }
    out.append(Tree.html(diagnostics, FOLDED));
    if (!withheld.isEmpty()) {
      out.append("<p>").append(Html.escape(notShown())).append("</p>");
    }
    out.append(Tree.html(settings, FOLDED));
    for (String seed : seeds) {
      out.append("<p>").append(Html.escape(seed)).append("</p>");
    }
    return out.toString();
  }

  private String notShown() {
    return "Not shown, since there is no number to be read: " + String.join(", ", withheld);
  }
}
