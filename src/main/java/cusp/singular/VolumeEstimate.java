package cusp.singular;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * Measured volumes V(ε) and what their law says of λ and m. The sampling error and the systematic
 * one stand side by side; {@link #interval()} takes both.
 *
 * <pre>{@code
 * var formula = Objective.of("(x^2-y^3)^2");
 * var scaling = VolumeScaling.defaults().withBoxes(50_000);
 * var cusp = scaling.estimate(formula, Box.of(-1, 1), seed(1));
 * show(cusp.value() + " within " + cusp.interval());
 * show(cusp.multiplicities());
 * show(cusp.toTable());
 * }</pre>
 *
 * @param levels V at each ε, descending
 * @param fit ln V of the most probable law at each level; NaN where that law leaves a level out
 * @param reading λ̂ whatever the verdict; NaN where there is no law
 * @param standardError sampling error of λ̂, one standard deviation; 0 where volumes are counted
 * @param systematicError error of λ̂ from finite ε, from doubt about m and from the bounds of V,
 *     one standard deviation
 * @param multiplicity the most probable m; 0 where there is no law
 * @param multiplicities probability of each m, from 1 on
 * @param verdict whether and how λ̂ may be read
 * @param method how the volumes were measured
 * @param settings what was asked for
 * @param seed of the sampling
 */
public record VolumeEstimate(
    List<VolumeLevel> levels,
    double[] fit,
    double reading,
    double standardError,
    double systematicError,
    int multiplicity,
    double[] multiplicities,
    Verdict verdict,
    VolumeScaling.Method method,
    VolumeScaling settings,
    Seed seed)
    implements Estimator.Estimate {

  public VolumeEstimate {
    levels = List.copyOf(levels);
  }

  @Override
  public double value() {
    verdict.requireValid("there is no estimate");
    return reading;
  }

  /** The 95 % interval about {@link #value()}, of both errors together. */
  public Interval interval() {
    return Interval.normal(value(), Math.hypot(standardError, systematicError));
  }

  /** A row a level: ε, ln V, its error or its bounds, and the law. */
  public Table toTable() {
    return Table.create(
        "volumes",
        column("ε", VolumeLevel::level),
        column("ln V", VolumeLevel::logVolume),
        column("standard error", VolumeLevel::standardError),
        column("at least", VolumeLevel::logLow),
        column("at most", VolumeLevel::logHigh),
        DoubleColumn.create("law", fit));
  }

  private DoubleColumn column(String name, ToDoubleFunction<VolumeLevel> value) {
    return DoubleColumn.create(name, values(value));
  }

  private double[] values(ToDoubleFunction<VolumeLevel> value) {
    return levels.stream()
        .mapToDouble(value)
        .map(v -> Double.isInfinite(v) ? Double.NaN : v)
        .toArray();
  }

  /**
   * V against ε on logarithmic axes: points with error bars, or with the band of their bounds, and
   * the law as a line. Points are hollow where the verdict is not OK.
   *
   * @throws IllegalStateException where no volume was measured
   */
  public Figure chart() {
    double[] x = values(VolumeLevel::level);
    double[] y = values(VolumeLevel::volume);
    if (Arrays.stream(y).noneMatch(v -> v > 0)) {
      throw new IllegalStateException(
          "there are no volumes to show: " + String.join("; ", verdict.reasons()));
    }
    String title = "Volume of {K < ε}";
    if (!verdict.isInvalid()) {
      title += String.format(": λ = %.3f ± %.3f", reading, interval().halfWidth());
    }
    Plot plot = Plot.of(title).x("ε").logX().y("V(ε)").logY();
    if (!verdict.isInvalid()) {
      double[] law = Arrays.stream(fit).map(Math::exp).toArray();
      plot = plot.line("law with m = " + multiplicity, x, law);
    }
    if (method == VolumeScaling.Method.SUBDIVISION) {
      double[] low = values(level -> Math.exp(level.logLow()));
      // An axis of logarithms has no 0: what is not sure yet has no band.
      double[] from = Arrays.stream(low).map(v -> v > 0 ? v : Double.NaN).toArray();
      plot = plot.band("V(ε)", x, from, values(level -> Math.exp(level.logHigh())));
    }
    double[] errors = values(level -> bar(level));
    boolean[] hollow = new boolean[x.length];
    Arrays.fill(hollow, !verdict.isOk());
    return plot.estimates("V(ε)", x, y, errors, hollow).figure(toString());
  }

  /** Half the length of a bar; NaN where it would reach 0, which no axis of logarithms shows. */
  private static double bar(VolumeLevel level) {
    return level.standardError() < 1 ? level.volume() * level.standardError() : Double.NaN;
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "λ̂: " + verdict
        : String.format(
            "λ̂ = %.4f ± %.4f (sampling) ± %.4f (systematic), m = %d (%.0f %%) (%s)",
            reading,
            standardError,
            systematicError,
            multiplicity,
            100 * multiplicities[multiplicity - 1],
            verdict);
  }
}
