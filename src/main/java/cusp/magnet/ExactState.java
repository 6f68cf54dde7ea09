package cusp.magnet;

import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.Table;

/**
 * A finite magnet in equilibrium, exactly. Its quantities are those that a simulation measures, in
 * the same names, without an error.
 *
 * <pre>{@code
 * var state = ExactMagnet.of(Magnet.ising(Lattice.square(4))).at(2.0);
 * show(state + ": ⟨|m|⟩ = " + state.magnetization() + ", U₄ = " + state.binder());
 * show(state.chart());
 * }</pre>
 *
 * @param magnet its lattice, spins and field
 * @param temperature T
 * @param method how it was computed
 * @param logPartition ln Z
 * @param energy ⟨H⟩/N, the field's term included
 * @param specificHeat (⟨H²⟩ − ⟨H⟩²)/(NT²)
 * @param magnetizations what M/N can be, ascending; of Potts's magnet (q·max share − 1)/(q − 1);
 *     empty where the method does not know it
 * @param probabilities of each of them
 */
public record ExactState(
    Magnet magnet,
    double temperature,
    Method method,
    double logPartition,
    double energy,
    double specificHeat,
    double[] magnetizations,
    double[] probabilities) {

  /** How a magnet is solved. */
  public enum Method {
    /** All M, on the complete graph. */
    SUM_OVER_MAGNETIZATIONS,
    /** The rings of k spins up in j blocks, counted. */
    SUM_OVER_DOMAINS,
    /** Spin by spin, with the distribution of M. */
    TRANSFER_MATRIX,
    /** All states, sorted by energy and magnetization. */
    DENSITY_OF_STATES,
    /** Kaufman's formula, which knows nothing of M. */
    KAUFMAN;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  public ExactState {
    magnetizations = magnetizations.clone();
    probabilities = probabilities.clone();
  }

  @Override
  public double[] magnetizations() {
    return magnetizations.clone();
  }

  @Override
  public double[] probabilities() {
    return probabilities.clone();
  }

  private double mean(DoubleUnaryOperator of) {
    if (probabilities.length == 0) {
      throw new IllegalStateException(
          "the method (%s) that solves %s knows its energies only: for the distribution of M take a smaller lattice"
              .formatted(method, magnet));
    }
    double sum = 0;
    for (int k = 0; k < probabilities.length; k++) {
      sum += probabilities[k] * of.applyAsDouble(magnetizations[k]);
    }
    return sum;
  }

  /**
   * ⟨|m|⟩.
   *
   * @throws IllegalStateException where the distribution of M is not known; so do all below
   */
  public double magnetization() {
    return mean(Math::abs);
  }

  /** ⟨m⟩, with its sign. */
  public double meanMagnetization() {
    return mean(m -> m);
  }

  /** ⟨mᵏ⟩. */
  public double moment(int k) {
    if (k < 0) {
      throw new IllegalArgumentException("a moment is of an order of at least 0, not " + k);
    }
    return mean(m -> Math.pow(m, k));
  }

  /** βN (⟨m²⟩ − ⟨|m|⟩²). */
  public double susceptibility() {
    return variance(magnetization(), Math::abs);
  }

  /** ∂⟨m⟩/∂h = βN (⟨m²⟩ − ⟨m⟩²), of Ising's magnet: without a field, βN⟨m²⟩. */
  public double response() {
    return variance(meanMagnetization(), m -> m);
  }

  private double variance(double mean, DoubleUnaryOperator of) {
    double squares = mean(m -> Math.pow(of.applyAsDouble(m) - mean, 2));
    return magnet.lattice().sites() / temperature * squares;
  }

  /** Binder's cumulant U₄ = 1 − ⟨m⁴⟩/(3⟨m²⟩²). */
  public double binder() {
    return 1 - moment(4) / (3 * Math.pow(moment(2), 2));
  }

  /** F = −T ln Z, per site. */
  public double freeEnergy() {
    return -temperature * logPartition / magnet.lattice().sites();
  }

  /** The distribution of m. */
  public Table toTable() {
    mean(m -> 0);
    return Table.create(
        "distribution of m",
        DoubleColumn.create("m", magnetizations),
        DoubleColumn.create("probability", probabilities));
  }

  /** The distribution of m. */
  public Figure chart() {
    mean(m -> 0);
    return Plot.of("%s at T = %.5g".formatted(magnet, temperature))
        .x("m")
        .y("probability")
        .line("exact", magnetizations, probabilities)
        .figure(
            "Exact distribution of m, most probably "
                + magnetizations[mostProbable()]
                + ", of "
                + this);
  }

  private int mostProbable() {
    double most = Arrays.stream(probabilities).max().orElseThrow();
    int at = probabilities.length - 1;
    while (probabilities[at] != most) {
      at--;
    }
    return at;
  }

  @Override
  public String toString() {
    return "%s at T = %.5g: u = %.6g, c = %.6g (%s)"
        .formatted(magnet, temperature, energy, specificHeat, method);
  }
}
