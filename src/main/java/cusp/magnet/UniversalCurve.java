package cusp.magnet;

import cusp.base.Interrupts;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Magnets of one universality class on one curve. Scaling functions of different lattices differ by
 * two metric factors only, a of x = L^(1/ν) ln(T/Tc) and b of the quantity (Privman and Fisher
 * 1984, Phys. Rev. B 30:322), here relative to the first magnet: b_k Y_k(x) = Y_1(a_k x).
 *
 * <p>That holds for cells of one shape. The Binder cumulant at the critical point is 0.6107 of
 * Ising's magnet on a square and 0.6118 on the rhombus of 60° of the triangular and the honeycomb
 * lattice: curves of the two differ by as much.
 *
 * <p>Exponents are given, so that what is compared is the curves; Tc is the exact one where it is
 * known, otherwise that of the collapse. The factors come from least squares about a polynomial of
 * the first magnet's points, their errors from the jackknife blocks of both.
 *
 * <pre>{@code
 * var study = FiniteSizeScaling.defaults()
 *     .withLengths(6, 8, 12)
 *     .withSimulation(Simulation.wolff().withChains(2).withBurnIn(50).withSweeps(300));
 * var square = study.estimate(Magnet.ising(Lattice.square(8)), seed(1));
 * var triangular = study.estimate(Magnet.ising(Lattice.triangular(8)), seed(2));
 * var curve = UniversalCurve.of(Quantity.MAGNETIZATION, 1, 1 / 8.0, List.of(square, triangular));
 * show(curve.toTable());
 * show(curve.chart());
 * }</pre>
 *
 * @param quantity what is scaled
 * @param nu ν
 * @param exponent what the quantity goes as |T − Tc| to the power of: β, −γ, or 0 of the cumulant
 * @param magnets the scaled magnets, the first being the reference
 * @param a factor of x of each
 * @param b factor of the quantity of each; 1 of the cumulant, which has none
 */
public record UniversalCurve(
    Quantity quantity,
    double nu,
    double exponent,
    List<ScalingEstimate> magnets,
    List<Measured> a,
    List<Measured> b) {
  private static final Measured ONE = new Measured(1, 0);
  private static final int POINTS = 21;

  public UniversalCurve {
    magnets = List.copyOf(magnets);
    a = List.copyOf(a);
    b = List.copyOf(b);
  }

  /**
   * Fits the factors.
   *
   * @param quantity the magnetization, the susceptibility or Binder's cumulant
   * @param nu ν of the class
   * @param exponent β of the magnetization, −γ of the susceptibility, 0 of the cumulant
   * @param magnets two at least
   * @throws IllegalArgumentException if there are fewer, if the quantity is another, or an exponent
   *     not finite or ν not positive
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static UniversalCurve of(
      Quantity quantity, double nu, double exponent, List<ScalingEstimate> magnets) {
    if (magnets.size() < 2) {
      throw new IllegalArgumentException(
          "two magnets are compared at least, not " + magnets.size());
    }
    if (!(nu > 0) || Double.isInfinite(nu) || !Double.isFinite(exponent)) {
      throw new IllegalArgumentException(
          "ν is positive and finite, and so is the other exponent, not %s and %s"
              .formatted(nu, exponent));
    }
    boolean cumulant = quantity == Quantity.BINDER;
    if (!cumulant && quantity != Quantity.MAGNETIZATION && quantity != Quantity.SUSCEPTIBILITY) {
      throw new IllegalArgumentException(
          "magnetization, susceptibility and Binder's cumulant have a scaling function here, not the "
              + quantity);
    }
    List<Measured> a = new ArrayList<>(List.of(ONE));
    List<Measured> b = new ArrayList<>(List.of(ONE));
    ScaledPoints first = new ScaledPoints(magnets.get(0), quantity, nu, exponent, 1);
    for (ScalingEstimate other : magnets.subList(1, magnets.size())) {
      Interrupts.endIfInterrupted("the fit of metric factors");
      Measured[] factors = MetricFit.of(first, other, !cumulant);
      a.add(factors[0]);
      b.add(factors[1]);
    }
    return new UniversalCurve(quantity, nu, exponent, magnets, a, b);
  }

  /** A row a magnet: its two factors with their errors. */
  public Table toTable() {
    return Table.create(
        "metric factors of the " + quantity,
        StringColumn.create("lattice", magnets.stream().map(UniversalCurve::name)),
        DoubleColumn.create("a", Measured.values(a)),
        DoubleColumn.create("± a", Measured.errors(a)),
        DoubleColumn.create("b", Measured.values(b)),
        DoubleColumn.create("± b", Measured.errors(b)));
  }

  private static String name(ScalingEstimate estimate) {
    return estimate.magnet().lattice().kind().toString();
  }

  /** The longest length of each magnet on one curve: a marker for each. */
  public Figure chart() {
    Plot plot = Plot.of("One curve").x("a L^(1/ν) ln(T/Tc)").y(quantity + ", scaled, times b");
    for (int k = 0; k < magnets.size(); k++) {
      ScalingEstimate estimate = magnets.get(k);
      Reweighting size = estimate.reweightings().get(estimate.reweightings().size() - 1);
      double scale = Math.pow(size.magnet().lattice().length(), 1 / nu);
      double reach = estimate.settings().window() / a.get(k).value() / scale;
      double[] t = new double[POINTS];
      double critical = ScaledPoints.critical(estimate);
      Arrays.setAll(t, i -> critical * Math.exp(reach * (2.0 * i / (POINTS - 1) - 1)));
      t = Arrays.stream(t).filter(v -> v >= size.lowest() && v <= size.highest()).toArray();
      double factorX = a.get(k).value() * scale;
      double factorY = b.get(k).value() * Math.pow(size.magnet().lattice().length(), exponent / nu);
      double[] x = Arrays.stream(t).map(v -> factorX * Math.log(v / critical)).toArray();
      double[] y =
          Arrays.stream(t)
              .map(v -> factorY * quantity.of(size.histograms().moments(0, 1 / v)))
              .toArray();
      plot = plot.points(name(estimate), x, y);
    }
    return plot.figure(
        "%s of %d lattices, scaled with the length and by two factors a lattice: one curve."
            .formatted(quantity, magnets.size()));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(quantity + " relative to " + name(magnets.get(0)));
    for (int k = 1; k < magnets.size(); k++) {
      text.append("; %s: a = %s, b = %s".formatted(name(magnets.get(k)), a.get(k), b.get(k)));
    }
    return text.toString();
  }
}
