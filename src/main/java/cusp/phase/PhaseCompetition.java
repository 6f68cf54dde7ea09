package cusp.phase;

import cusp.base.Verdict;
import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * Phases against one another, by their expansions: which weighs most at n samples, and where two
 * change places. A phase of larger loss and smaller λ has the posterior first, one of smaller loss
 * and larger λ later, at the critical n where their free energies cross (Watanabe 2009, section
 * 7.6; Chen et al. 2023, arXiv:2310.06301).
 *
 * <p>The verdict is QUALIFIED where the truth lies outside of the model: where the lowest L of all
 * is above the least that any truth could have, 0 of a potential. Free energies then grow like n in
 * every phase, and from data set to data set they differ by √n times the spread of a sample's loss.
 *
 * <pre>{@code
 * var loss = Objective.of("((x^2-1)^2+0.05*(x-1)^2)");
 * var right = PhaseExpansion.regular("right", loss, new double[] {1}, Prior.normal(-1, 0.5));
 * var left = PhaseExpansion.regular("left", loss, new double[] {-0.9746}, Prior.normal(-1, 0.5));
 * var competition = PhaseCompetition.of(left, right);
 * show(competition.crossing("left", "right"));
 * show(competition.chart(1, 200));
 * }</pre>
 *
 * @param phases their expansions
 */
public record PhaseCompetition(List<PhaseExpansion> phases) {
  private static final double LEAST = 3;
  private static final double MOST = 1e15;
  private static final int PER_DECADE = 50;
  private static final int BISECTIONS = 200;
  private static final double OUTSIDE = 1e-9;
  private static final int POINTS = 200;

  /**
   * Where two phases weigh alike.
   *
   * @param before the phase that weighs more at smaller n
   * @param after the phase that weighs more at larger n
   * @param n the critical number of samples, or nβ
   * @param slope d(F_before − F_after)/dn there: ln of the odds gained by a sample
   */
  public record Crossing(String before, String after, double n, double slope) {

    /** Over so many samples the odds go from 1 : e to e : 1. */
    public double width() {
      return 2 / slope;
    }

    /**
     * The standard deviation of the critical n from data set to data set, to first order.
     *
     * @param sd standard deviation, over samples, of how much more a sample costs in the one
     *     phase's lowest point than in the other's
     */
    public double spread(double sd) {
      return sd * Math.sqrt(n) / slope;
    }

    @Override
    public String toString() {
      return "%s → %s at n = %.4g, %.3g wide".formatted(before, after, n, width());
    }
  }

  public PhaseCompetition {
    phases = List.copyOf(phases);
    if (phases.size() < 2) {
      throw new IllegalArgumentException(
          "there are at least 2 phases to compete, not " + phases.size());
    }
    if (phases.stream().map(PhaseExpansion::name).distinct().count() < phases.size()) {
      throw new IllegalArgumentException("two phases have the same name");
    }
  }

  /** Of two phases or more. */
  public static PhaseCompetition of(PhaseExpansion... phases) {
    return new PhaseCompetition(Arrays.asList(phases));
  }

  /** {@link #verdict(double)} of potentials, or losses whose least possible value is 0. */
  public Verdict verdict() {
    return verdict(0);
  }

  /**
   * OK, or QUALIFIED where the truth lies outside of the model.
   *
   * @param floor the least loss that a truth inside the model would leave: 0 of a potential, the
   *     entropy of the noise of a log-loss; finite
   */
  public Verdict verdict(double floor) {
    if (!Double.isFinite(floor)) {
      throw new IllegalArgumentException("the least loss is finite, not " + floor);
    }
    PhaseExpansion best = phases.get(0);
    for (PhaseExpansion phase : phases) {
      best = phase.loss() < best.loss() ? phase : best;
    }
    double above = best.loss() - floor;
    return above > OUTSIDE
        ? Verdict.qualified(
            List.of(
                "the truth lies outside of the model: the best phase, %s, is off by %.3g a sample"
                    .formatted(best.name(), above)))
        : Verdict.ok();
  }

  /** The expansion of a phase. */
  public PhaseExpansion phase(String name) {
    return phases.stream()
        .filter(phase -> phase.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no phase %s, only %s"
                        .formatted(name, phases.stream().map(PhaseExpansion::name).toList())));
  }

  /** The share of each phase at n, in their order. */
  public double[] shares(double n) {
    double[] energies = phases.stream().mapToDouble(phase -> phase.freeEnergy(n)).toArray();
    double least = Arrays.stream(energies).min().orElseThrow();
    double[] shares = Arrays.stream(energies).map(f -> Math.exp(least - f)).toArray();
    double sum = Arrays.stream(shares).sum();
    return Arrays.stream(shares).map(share -> share / sum).toArray();
  }

  /**
   * All n, from 3 to 10¹⁵, where two phases weigh alike, ascending. There can be two: a phase that
   * costs more in the end may have the posterior in between. Two that lie within 4 % of one another
   * may be missed.
   *
   * @throws IllegalArgumentException if there is no such phase
   */
  public List<Crossing> crossings(String one, String other) {
    PhaseExpansion a = phase(one);
    PhaseExpansion b = phase(other);
    List<Crossing> crossings = new ArrayList<>();
    double ratio = Math.pow(10, 1.0 / PER_DECADE);
    double low = start(a, b);
    double before = difference(a, b, low);
    for (double high = low * ratio; high < MOST; high *= ratio) {
      // With m = 3 an expansion may hold at small n, not beyond, and again at large n.
      double after = a.holds(high) && b.holds(high) ? difference(a, b, high) : Double.NaN;
      if ((before < 0 && after >= 0) || (before >= 0 && after < 0)) {
        double n = bisect(a, b, low, high);
        double slope = a.slope(n) - b.slope(n);
        crossings.add(
            slope > 0
                ? new Crossing(a.name(), b.name(), n, slope)
                : new Crossing(b.name(), a.name(), n, -slope));
      }
      low = high;
      before = after;
    }
    return crossings;
  }

  /** The smallest n at which both expansions hold. */
  private static double start(PhaseExpansion a, PhaseExpansion b) {
    for (double n = LEAST; n < MOST; n *= 2) {
      if (a.holds(n) && b.holds(n)) {
        return n;
      }
    }
    throw new IllegalArgumentException("the expansions of %s and %s hold for no n".formatted(a, b));
  }

  private static double difference(PhaseExpansion a, PhaseExpansion b, double n) {
    return a.freeEnergy(n) - b.freeEnergy(n);
  }

  private static double bisect(PhaseExpansion a, PhaseExpansion b, double from, double to) {
    double low = from;
    double high = to;
    boolean below = difference(a, b, low) < 0;
    for (int i = 0; i < BISECTIONS && high - low > 1e-12 * high; i++) {
      double middle = (low + high) / 2;
      if (difference(a, b, middle) < 0 == below) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /**
   * The largest n at which one phase gives way to another: the critical number of samples.
   *
   * @throws IllegalArgumentException if there is no such phase
   * @throws IllegalStateException if it never does
   */
  public Crossing crossing(String before, String after) {
    return crossings(before, after).stream()
        .filter(crossing -> crossing.before().equals(before))
        .reduce((earlier, later) -> later)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "%s never gives way to %s: %s; %s"
                        .formatted(before, after, phase(before), phase(after))));
  }

  /** F at n term by term: a row a term, a column a phase, the sum last. */
  public Table terms(double n) {
    Set<String> names = new LinkedHashSet<>();
    for (PhaseExpansion phase : phases) {
      phase.terms(n).forEach(term -> names.add(term.name()));
    }
    List<String> rows = new ArrayList<>(names);
    rows.add("F");
    Table table =
        Table.create("free energies at n = %.4g".formatted(n), StringColumn.create("term", rows));
    for (PhaseExpansion phase : phases) {
      DoubleColumn column = DoubleColumn.create(phase.name());
      for (String name : names) {
        column.append(
            phase.terms(n).stream()
                .filter(term -> term.name().equals(name))
                .mapToDouble(PhaseExpansion.Term::value)
                .sum());
      }
      table.addColumns(column.append(phase.freeEnergy(n)));
    }
    return table;
  }

  /** Each F less the least of them, against n. */
  public Figure chart(double low, double high) {
    if (!(low > 0 && low < high && high < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "n goes from above 0 up to a finite number, not from %s to %s".formatted(low, high));
    }
    double[] n = new double[POINTS];
    double[][] above = new double[phases.size()][POINTS];
    for (int i = 0; i < POINTS; i++) {
      n[i] = low * Math.pow(high / low, i / (POINTS - 1.0));
      double least = Double.POSITIVE_INFINITY;
      for (int k = 0; k < above.length; k++) {
        above[k][i] = phases.get(k).freeEnergy(n[i]);
        least = Math.min(least, above[k][i]);
      }
      for (double[] line : above) {
        line[i] -= least;
      }
    }
    Plot plot = Plot.of("Free energies, above the least").x("n").y("F − min F").logX();
    for (int k = 0; k < above.length; k++) {
      plot.line(phases.get(k).name(), n, above[k]);
    }
    return plot.figure("The free energy of each phase above the least one, against n: " + this);
  }

  @Override
  public String toString() {
    return String.join("; ", phases.stream().map(PhaseExpansion::toString).toList());
  }
}
