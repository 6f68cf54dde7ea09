package cusp.develop;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** Values less their mean, over their errors and their scale: at most 1. */
  private final double[] rows;

  /** The error of a row of weight 1; 1 where errors are not known. */
  private final double unit;

  private final double mean;
  private final double scale;

  SeriesSearch(TransitionDetector settings, Series series, double level, Seed seed) {
    this.settings = settings;
    this.series = series;
    this.level = level;
    this.seed = seed;
    int n = series.size();
    margin = settings.margin(n);
    unit = Arrays.stream(series.errors()).min().orElse(1);
    double[] weight = new double[n];
    for (int i = 0; i < n; i++) {
      weight[i] = series.errors().length == 0 ? 1 : unit / series.errors()[i];
    }
    background = Design.of(series.scaled(), weight, settings.degree(), margin);
    double[] values = series.values();
    double weights = Whitened.dot(weight, weight);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += weight[i] * weight[i] / weights * values[i];
    }
    mean = sum;
    rows = new double[n];
    double largest = 0;
    for (int i = 0; i < n; i++) {
      rows[i] = weight[i] * (values[i] - mean);
      largest = Math.max(largest, Math.abs(rows[i]));
    }
    scale = largest;
    for (int i = 0; i < n; i++) {
      rows[i] = scale > 0 ? rows[i] / scale : 0;
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
              design, found.statistic(), found.phi(), settings.replicates(level), stage);
      if (next > level || changes.size() == settings.most()) {
        break;
      }
      Change change = ChangeFit.of(design, rows).change();
      changes.add(change);
      pValues.add(next);
      design = with(design, change);
    }
    return reading(changes, pValues, next);
  }

  /** Beside a change; none is sought on the flanks of a crossover, which need not be a tanh. */
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

  private Design beside(Design design, Change change) {
    return design.with(change.column(), change.row() - margin, change.row() + margin);
  }

  private Transitions.Reading reading(List<Change> changes, List<Double> pValues, double next) {
    List<Transition> transitions = new ArrayList<>();
    for (int i = 0; i < changes.size(); i++) {
      Design others = background;
      for (int j = 0; j < changes.size(); j++) {
        // Changes that are known may lie on each other's flanks.
        others = j == i ? others : beside(others, changes.get(j));
      }
      ChangeFit fit = ChangeFit.of(others, rows);
      changes.set(i, fit.change());
      transitions.add(transition(fit, pValues.get(i), seed.stream("date", i)));
    }
    transitions.sort(Comparator.comparingDouble(Transition::at));
    Design all = background;
    for (Change change : changes) {
      all = beside(all, change);
    }
    Autoregression.Peak peak = all.phi(rows);
    Whitened white = all.at(peak);
    double[] residual = white.residual(rows);
    boolean rounding = Whitened.dot(residual, residual) < Design.floor(rows);
    double noise = scale * white.deviation(residual);
    if (series.errors().length > 0) {
      noise /= unit;
    }
    return new Transitions.Reading(
        series,
        transitions,
        fitted(white, residual),
        peak.phi(),
        noise,
        next,
        verdict(rounding ? 0 : peak.phi(), noise, transitions.size(), next));
  }

  private Transition transition(ChangeFit fit, double pValue, Seed dating) {
    Change change = fit.change();
    double[] ends = fit.interval(DATING, dating);
    ChangeFit.Size size = fit.size();
    double low = series.unscaled(ends[0]);
    double high = series.unscaled(ends[1]);
    double units = change.kind() == Transition.Kind.KINK ? scale / series.range() : scale;
    double half = change.width();
    return new Transition(
        series.name(),
        change.kind(),
        series.unscaled(change.at()),
        new Interval(low, high, ChangeFit.CONFIDENCE),
        units * size.value(),
        units * size.standardError(),
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

  private Verdict verdict(double phi, double noise, int found, double next) {
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
    if (found == settings.most() && next <= level) {
      reasons.add("there are more than " + found + " transitions: ask for more with withMost");
    }
    return Verdict.qualified(reasons);
  }
}
