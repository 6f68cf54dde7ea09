package cusp.develop;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The search for the transitions of one series: change by change, then each anew beside all others.
 */
final class SeriesSearch {
  /** Replicates that an interval's threshold is simulated from. */
  private static final int DATING = 399;

  private static final double WANDERING = 0.95;
  private static final double MISFIT = 2;

  private final TransitionDetector settings;
  private final Series series;
  private final double level;
  private final Seed seed;
  private final int margin;
  private final Design background;

  /** Values less their mean, over their standard deviation and their errors. */
  private final double[] rows;

  /** The root mean square of 1/σ. */
  private final double rootMean;

  private final double mean;
  private final double scale;

  SeriesSearch(TransitionDetector settings, Series series, double level, Seed seed) {
    this.settings = settings;
    this.series = series;
    this.level = level;
    this.seed = seed;
    int n = series.size();
    margin = settings.margin(n);
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      weight[i] = series.errors().length == 0 ? 1 : 1 / series.errors()[i];
    }
    rootMean = Math.sqrt(Whitened.dot(weight, weight) / n);
    for (int i = 0; i < n; i++) {
      weight[i] /= rootMean;
    }
    background = Design.of(series.scaled(), weight, settings.degree(), margin);
    double[] values = series.values();
    double sum = 0;
    for (double value : values) {
      sum += value / n;
    }
    mean = sum;
    double squares = 0;
    for (double value : values) {
      squares += (value - mean) * (value - mean) / n;
    }
    scale = Math.sqrt(squares);
    rows = new double[n];
    for (int i = 0; i < n; i++) {
      rows[i] = scale > 0 ? weight[i] * (values[i] - mean) / scale : 0;
    }
    double[] residual = background.at(0).residual(rows);
    if (!(scale > 1e-13 * Math.abs(mean))
        || Whitened.dot(residual, residual) < 1e-20 * Whitened.dot(rows, rows)) {
      throw new IllegalArgumentException(
          "%s is %s: without noise there is nothing to measure a change by"
              .formatted(
                  series.name(),
                  scale > 1e-13 * Math.abs(mean)
                      ? "exactly a polynomial of degree " + settings.degree()
                      : "constant"));
    }
  }

  Transitions.Reading reading() {
    List<Change> changes = new ArrayList<>();
    List<Double> pValues = new ArrayList<>();
    Design design = background;
    double next;
    while (true) {
      Design.Found found = design.scan(rows);
      Seed stage = seed.stream("change", changes.size());
      next =
          NullDistribution.pValue(
              design, found.statistic(), found.phi(), settings.replicates(), stage);
      if (next > level || changes.size() == settings.most()) {
        break;
      }
      Change change = ChangeFit.of(design, rows).change();
      changes.add(change);
      pValues.add(next);
      design = with(design, change);
      if (!design.isOpen()) {
        break;
      }
    }
    return reading(changes, pValues, next);
  }

  private Design with(Design design, Change change) {
    int from = change.row() - margin;
    int to = change.row() + margin;
    double[] x = design.x();
    while (from > 0 && x[from] > change.at() - 2 * change.width()) {
      from--;
    }
    while (to < x.length - 1 && x[to] < change.at() + 2 * change.width()) {
      to++;
    }
    return design.with(change.column(), from, to);
  }

  private Transitions.Reading reading(List<Change> changes, List<Double> pValues, double next) {
    List<Transition> transitions = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Design others = background;
      for (int j = 0; j < changes.size(); j++) {
        others = j == i ? others : with(others, changes.get(j));
      }
      ChangeFit fit = ChangeFit.of(others, rows);
      changes.set(i, fit.change());
      transitions.add(transition(fit, pValues.get(i), seed.stream("date", i)));
    }
    transitions.sort(Comparator.comparingDouble(Transition::at));
    Design all = background;
    for (Change change : changes) {
      all = with(all, change);
    }
    Autoregression.Peak peak = all.phi(rows);
    Whitened white = all.at(peak);
    double[] residual = white.residual(rows);
    double noise = scale * white.deviation(residual);
    if (series.errors().length > 0) {
      noise *= rootMean;
    }
    return new Transitions.Reading(
        series,
        transitions,
        fitted(white, residual),
        peak.phi(),
        noise,
        next,
        verdict(peak.phi(), noise, transitions.size()));
  }

  private Transition transition(ChangeFit fit, double pValue, Seed dating) {
    Change change = fit.change();
    double[] ends = fit.interval(DATING, dating);
    ChangeFit.Size size = fit.size();
    double low = series.unscaled(ends[0]);
    double high = series.unscaled(ends[1]);
    double unit = change.kind() == Transition.Kind.KINK ? scale / series.range() : scale;
    double half = change.width();
    return new Transition(
        series.name(),
        change.kind(),
        series.unscaled(change.at()),
        new Interval(low, high, ChangeFit.CONFIDENCE),
        unit * size.value(),
        unit * size.standardError(),
        half == 0 ? 0 : series.unscaled(change.at() + half) - series.unscaled(change.at() - half),
        pValue);
  }

  /** The background with all changes, in the series' units. */
  private double[] fitted(Whitened white, double[] residual) {
    double[] whitened = Autoregression.whitened(rows, white.phi());
    double[] fitted = new double[rows.length];
    for (int i = 0; i < fitted.length; i++) {
      fitted[i] = whitened[i] - residual[i];
    }
    double[] fit = Autoregression.unwhitened(fitted, white.phi());
    for (int i = 0; i < fit.length; i++) {
      fit[i] = mean + scale * fit[i] / background.weight()[i];
    }
    return fit;
  }

  private Verdict verdict(double phi, double noise, int found) {
    List<String> reasons = new ArrayList<>();
    if (phi > WANDERING) {
      reasons.add(
          String.format(
              "the residuals wander (φ = %.2f): a curved background or a random walk hides changes"
                  + " and looks like them; take a shorter range or a background of higher degree",
              phi));
    }
    if (series.errors().length > 0 && (noise > MISFIT || noise < 1 / MISFIT)) {
      reasons.add(
          String.format(
              "the points scatter by %.2g of their errors: the errors, or the shape of the"
                  + " background, are not what was said",
              noise));
    }
    if (found == settings.most()) {
      reasons.add("there may be more than " + found + " transitions: ask for more");
    }
    return Verdict.qualified(reasons);
  }
}
