package cusp.singular;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Box;
import cusp.plot.Figure;
import cusp.plot.Plot;
import cusp.posterior.Swaps;
import java.util.List;
import java.util.function.ToDoubleFunction;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * What a ladder of temperatures says: free energies, and λ with its multiplicity.
 *
 * <pre>{@code
 * var bowl = Objective.of("x^2+y^2");
 * var ladder = TemperatureLadder.between(0, 1000).withPrior(Prior.uniform(-1, 1)).withDraws(1000);
 * LadderEstimate estimate = ladder.estimate(bowl, new double[2], seed(1));
 * show("-ln Z = " + estimate.freeEnergy() + " within " + estimate.freeEnergyInterval());
 * show(estimate.chart());
 * }</pre>
 *
 * @param rungs from hot to cold
 * @param baseline L(w*)
 * @param law how nβ(E[L] − L(w*)) tends to λ
 * @param draws of each ensemble
 * @param verdict on the draws; {@link #learningCoefficient()} asks for that on the law, too
 * @param swaps how each ensemble exchanged its replicas
 * @param settings what was asked for
 * @param seed of the ensembles
 */
public record LadderEstimate(
    List<Rung> rungs,
    double baseline,
    ScalingLaw law,
    int draws,
    Verdict verdict,
    List<Swaps> swaps,
    TemperatureLadder settings,
    Seed seed) {

  public LadderEstimate {
    rungs = List.copyOf(rungs);
    swaps = List.copyOf(swaps);
  }

  /**
   * λ̂, the limit of nβ(E[L] − L(w*)).
   *
   * @throws IllegalStateException where there is none, with what to change
   */
  public double learningCoefficient() {
    verdict.requireValid("there is no estimate");
    law.verdict().requireValid("there is no λ̂");
    return law.reading();
  }

  /**
   * F at the coldest rung: −ln ∫ exp(−nβL) φ.
   *
   * @throws IllegalStateException where it does not exist, with what to change
   */
  public double freeEnergy() {
    return freeEnergy(rungs.size() - 1);
  }

  /** F at a rung, counted from the hottest. */
  public double freeEnergy(int rung) {
    verdict.requireValid("there is no estimate");
    if (settings.lowest() > 0) {
      throw new IllegalStateException(
          "a free energy is integrated from nβ = 0: begin the ladder there (lowest 0), not at "
              + settings.lowest());
    }
    if (!settings.prior().normalised() || settings.localization() > 0) {
      throw new IllegalStateException(
          "a free energy asks for a proper prior whose integral is 1, and γ = 0; φ is "
              + settings.prior()
              + ", γ = "
              + settings.localization());
    }
    Box box = settings.box();
    Box support = settings.prior().support();
    if (box.low() > support.low() || box.high() < support.high()) {
      throw new IllegalStateException(
          "the box "
              + box
              + " cuts off a part of the prior, whose integral then is not 1: leave it out");
    }
    Rung at = rungs.get(rung);
    return at.freeEnergy() + at.nBeta() * baseline;
  }

  /** The 95 % interval of {@link #freeEnergy()}, of the sampling and the integration. */
  public Interval freeEnergyInterval() {
    Rung last = rungs.get(rungs.size() - 1);
    Interval sampled = Interval.normal(freeEnergy(), last.freeEnergyError());
    return new Interval(
        sampled.low() - last.integrationError(), sampled.high() + last.integrationError(), 0.95);
  }

  /** A row a rung. */
  public Table toTable() {
    return Table.create(
        "temperatures",
        column("nβ", Rung::nBeta),
        column("nβ(E[L] − L(w*))", Rung::excess),
        column("standard error", Rung::standardError),
        column("F − nβL(w*)", Rung::freeEnergy),
        column("error of F", Rung::freeEnergyError),
        column("integration error", Rung::integrationError),
        column("R̂", Rung::rHat),
        column("ESS", Rung::ess));
  }

  private DoubleColumn column(String name, ToDoubleFunction<Rung> value) {
    return DoubleColumn.create(name, rungs.stream().mapToDouble(value).toArray());
  }

  /** nβ(E[L] − L(w*)) against nβ with its error bars, the law, and its limit λ̂. */
  public Figure chart() {
    verdict.requireValid("there is nothing to show");
    double[] x = rungs.stream().mapToDouble(Rung::nBeta).toArray();
    double[] y = rungs.stream().mapToDouble(Rung::excess).toArray();
    double[] errors = rungs.stream().mapToDouble(r -> 2 * r.standardError()).toArray();
    Plot plot = Plot.of("One posterior at many temperatures").x("nβ").logX().y("nβ (E[L] − L(w*))");
    if (!law.verdict().isInvalid()) {
      plot = plot.line("most probable law", x, law.fit()).level("λ̂", law.reading());
    }
    boolean[] hollow = new boolean[x.length];
    java.util.Arrays.fill(hollow, !verdict.isOk());
    return plot.estimates("", x, y, errors, hollow).figure(toString());
  }

  @Override
  public String toString() {
    if (verdict.isInvalid()) {
      return "temperature ladder: " + verdict;
    }
    String m = law.multiplicity() > 0 ? "m = " + law.multiplicity() : "m undetermined";
    double[] p = law.multiplicities();
    return law.verdict().isInvalid()
        ? "λ̂: " + law.verdict()
        : String.format(
            "λ̂ = %.4f ± %.4f, %s (m = 1, 2, 3: %.0f, %.0f, %.0f %%) (%s)",
            law.reading(),
            law.standardError(),
            m,
            100 * p[0],
            100 * p[1],
            100 * p[2],
            law.verdict());
  }
}
