package cusp.singular;

import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Heat;
import java.util.List;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How λ(w*) is best estimated, found out by pilot chains that cost no more than the estimate:
 *
 * <ul>
 *   <li>a plane of step sizes ε and temperatures nβ, each with a short chain of SGLD: its λ̂, the
 *       probability with which its steps would be accepted by MALA, and its drift;
 *   <li>trials of NUTS and of MALA at one step size and at many, which correct their step size so
 *       that no bias is left: the one with the fewest gradients an independent draw is chosen.
 *       Where batches were asked for, SGLD at the largest ε whose bias is still small, which the
 *       estimate extrapolates to ε = 0;
 *   <li>from the draws of the best, the slope of λ̂ with γ, burn-in as a multiple of the
 *       autocorrelation time, and as many draws as an interval of ± 3 % asks for.
 * </ul>
 *
 * <pre>{@code
 * var loss = Objective.of("(a*b-1)^2/2");
 * double[] minimum = {1, 1};
 * var llc = LocalLearningCoefficient.defaults().withNBeta(1000);
 * var calibration = llc.calibrate(loss, minimum, seed(1));
 * show(calibration.toTable());
 * show(calibration.chart());
 * show(calibration.settings().estimate(loss, minimum, seed(2)));
 * }</pre>
 *
 * @param settings what the pilots recommend
 * @param plane short chains of SGLD, temperature after temperature, each with rising ε
 * @param trials pilots of the samplers that were considered
 * @param choices what was chosen and why
 * @param cost gradients of the whole objective that all pilots took
 * @param estimateCost gradients that the estimate will take, about
 * @param verdict OK, or what a reader of the estimate has to know; INVALID where nothing worked
 * @param seed of the pilots
 */
public record Calibration(
    LocalLearningCoefficient settings,
    List<Pilot> plane,
    List<Trial> trials,
    List<Choice> choices,
    double cost,
    double estimateCost,
    Verdict verdict,
    Seed seed) {
  private static final double AGREEMENT = 0.1;
  private static final double LEAST_ACCEPTANCE = 0.5;

  /** λ̂ above so many times the trials' own says only that the chain is elsewhere. */
  private static final double SHOWN = 5;

  /**
   * One choice.
   *
   * @param what is chosen
   * @param value the choice
   * @param why in a few words
   */
  public record Choice(String what, String value, String why) {}

  public Calibration {
    plane = List.copyOf(plane);
    trials = List.copyOf(trials);
    choices = List.copyOf(choices);
  }

  /** What was chosen, and why. */
  public Table toTable() {
    return Table.create(
        "Calibration",
        StringColumn.create("what", choices.stream().map(Choice::what)),
        StringColumn.create("choice", choices.stream().map(Choice::value)),
        StringColumn.create("why", choices.stream().map(Choice::why)));
  }

  /**
   * Whether a cell of the plane lies on the plateau: steps that MALA would mostly accept, and a λ̂
   * like that of the next smaller or the next larger ε.
   */
  private boolean onPlateau(int i, int columns) {
    Pilot pilot = plane.get(i);
    boolean agrees =
        (i % columns > 0 && agree(pilot, plane.get(i - 1)))
            || (i % columns < columns - 1 && agree(pilot, plane.get(i + 1)));
    return pilot.finite() && pilot.acceptance() >= LEAST_ACCEPTANCE && agrees;
  }

  private static boolean agree(Pilot one, Pilot other) {
    double error = 2 * Math.hypot(one.standardError(), other.standardError());
    double scale = Math.max(Math.abs(one.reading()), Math.abs(other.reading()));
    return Math.abs(one.reading() - other.reading()) <= Math.max(error, AGREEMENT * scale);
  }

  /**
   * λ̂ by short chains of plain SGLD over the plane of ε and nβ, the plateau outlined. A cell is
   * empty where the chain diverged or went far away.
   *
   * @throws IllegalStateException if there was no plane
   */
  public Figure chart() {
    if (plane.isEmpty()) {
      verdict.requireValid("there is no plane to show");
    }
    int columns = (int) plane.stream().filter(p -> p.nBeta() == plane.get(0).nBeta()).count();
    int rows = plane.size() / columns;
    double[][] values = new double[rows][columns];
    boolean[][] plateau = new boolean[rows][columns];
    String[] names = new String[rows];
    String[] steps = new String[columns];
    double most =
        SHOWN
            * trials.stream()
                .filter(Trial::finite)
                .mapToDouble(trial -> Math.abs(trial.mean().value()))
                .max()
                .orElse(Double.POSITIVE_INFINITY);
    for (int i = 0; i < plane.size(); i++) {
      Pilot pilot = plane.get(i);
      // The first row of a matrix is drawn at the top, where the highest nβ belongs.
      int row = rows - 1 - i / columns;
      values[row][i % columns] =
          pilot.finite() && Math.abs(pilot.reading()) <= most ? pilot.reading() : Double.NaN;
      plateau[row][i % columns] = onPlateau(i, columns);
      names[row] = String.format(pilot.nBeta() < 1000 ? "%.3g" : "%,.0f", pilot.nBeta());
      steps[i % columns] = String.format("%.2g", pilot.stepSize());
    }
    return Heat.of(values)
        .rows(names)
        .columns(steps)
        .title("λ̂ by plain SGLD, plateau outlined")
        .x("step size ε")
        .y("nβ")
        .outline(plateau)
        .figure(
            "λ̂ by short chains of plain SGLD at "
                + columns
                + " step sizes and "
                + rows
                + " temperatures; empty where a chain went away. "
                + this);
  }

  @Override
  public String toString() {
    return verdict.isInvalid()
        ? "calibration: " + verdict
        : String.format(
            "calibration: %s, burn-in %d, %d chains of %d draws; the pilots cost %.0f %% of the estimate (%s)",
            settings.sampler(),
            settings.burnIn(),
            settings.chains(),
            settings.draws(),
            100 * cost / estimateCost,
            verdict);
  }
}
