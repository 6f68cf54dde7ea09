package cusp.magnet;

import cusp.plot.Figure;
import cusp.plot.Plot;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How many states of a small magnet have each energy and magnetization, counted exactly: all
 * temperatures at once, and all fields. Energies are those of the bonds, without the field's term.
 *
 * <p>Ising's magnet is counted by a transfer matrix on any lattice of at most 64 sites (27 of the
 * cubic one) but the complete graph, Potts's state by state where it has at most 5·10⁷ that differ
 * by more than a renaming of the first spin: 4 × 4 sites of three states.
 *
 * <pre>{@code
 * var states = DensityOfStates.of(Magnet.ising(Lattice.square(4)));
 * show(states.toTable());
 * show(states.at(2.5) + ", of which " + states.count(-32) + " ground states");
 * }</pre>
 *
 * @param magnet of which the field counts in {@link #at} only
 * @param energies that there are, ascending
 * @param magnetizations what m can be, ascending, as in {@link ExactState}
 * @param counts the number of states with energies[i] and magnetizations[k] at [i][k]
 */
public record DensityOfStates(
    Magnet magnet, long[] energies, double[] magnetizations, long[][] counts) {
  private static final int MOST_SITES = 64;
  private static final int LONGEST_CUBE = 3;

  public DensityOfStates {
    energies = energies.clone();
    magnetizations = magnetizations.clone();
    counts = Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /**
   * Counts the states.
   *
   * @throws IllegalArgumentException if there are too many, or the lattice is the complete graph
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static DensityOfStates of(Magnet magnet) {
    requireCountable(magnet);
    return magnet.ising() ? ising(magnet) : potts(magnet);
  }

  static void requireCountable(Magnet magnet) {
    Lattice lattice = magnet.lattice();
    boolean countable =
        magnet.ising()
            ? lattice.sites() <= MOST_SITES
                && lattice.kind() != Lattice.Kind.COMPLETE_GRAPH
                && (lattice.kind() != Lattice.Kind.CUBIC || lattice.length() <= LONGEST_CUBE)
            : Math.pow(magnet.states(), lattice.sites() - 1) <= PottsCount.MOST;
    if (!countable) {
      throw new IllegalArgumentException(
          ("the states of %s cannot be counted; those of Ising's magnet can on a lattice of at most"
                  + " %d sites (cubic: %d, not on the complete graph), those of Potts's with"
                  + " states^(sites − 1) at most %.0e")
              .formatted(
                  magnet, MOST_SITES, LONGEST_CUBE * LONGEST_CUBE * LONGEST_CUBE, PottsCount.MOST));
    }
  }

  private static DensityOfStates ising(Magnet magnet) {
    int sites = magnet.lattice().sites();
    int bonds = (int) magnet.lattice().bonds();
    long[][] byUps = CountingSweep.of(magnet.lattice());
    double[] m =
        IntStream.rangeClosed(0, sites).mapToDouble(k -> (2.0 * k - sites) / sites).toArray();
    long[] energies = LongStream.rangeClosed(0, bonds).map(n -> 2 * n - bonds).toArray();
    long[][] byEnergy = new long[bonds + 1][sites + 1];
    for (int n = 0; n <= bonds; n++) {
      for (int k = 0; k <= sites; k++) {
        byEnergy[n][k] = byUps[k][n];
      }
    }
    return present(magnet, energies, m, byEnergy);
  }

  private static DensityOfStates potts(Magnet magnet) {
    int sites = magnet.lattice().sites();
    int bonds = (int) magnet.lattice().bonds();
    double q = magnet.states();
    int least = (int) Math.ceil(sites / q);
    double[] m =
        IntStream.rangeClosed(least, sites)
            .mapToDouble(largest -> (q * largest / sites - 1) / (q - 1))
            .toArray();
    long[][] bySatisfied = PottsCount.of(magnet);
    long[][] byEnergy = new long[bonds + 1][];
    for (int n = 0; n <= bonds; n++) {
      byEnergy[n] = Arrays.copyOfRange(bySatisfied[bonds - n], least, sites + 1);
    }
    return present(magnet, LongStream.rangeClosed(-bonds, 0).toArray(), m, byEnergy);
  }

  /** Without the energies that no state has. */
  private static DensityOfStates present(
      Magnet magnet, long[] energies, double[] m, long[][] counts) {
    int[] kept =
        IntStream.range(0, energies.length)
            .filter(i -> Arrays.stream(counts[i]).anyMatch(count -> count > 0))
            .toArray();
    return new DensityOfStates(
        magnet,
        Arrays.stream(kept).mapToLong(i -> energies[i]).toArray(),
        m,
        Arrays.stream(kept).mapToObj(i -> counts[i]).toArray(long[][]::new));
  }

  @Override
  public long[] energies() {
    return energies.clone();
  }

  @Override
  public double[] magnetizations() {
    return magnetizations.clone();
  }

  @Override
  public long[][] counts() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /** g(E) of each of the energies. */
  public List<BigInteger> ofEnergy() {
    return Arrays.stream(counts).map(DensityOfStates::sum).toList();
  }

  private static BigInteger sum(long[] row) {
    return Arrays.stream(row)
        .mapToObj(BigInteger::valueOf)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** g(E), 0 where no state has this energy. */
  public BigInteger count(long energy) {
    int i = Arrays.binarySearch(energies, energy);
    return i < 0 ? BigInteger.ZERO : sum(counts[i]);
  }

  /**
   * The magnet in equilibrium, in its field.
   *
   * @throws IllegalArgumentException if the temperature is not from 1e−9 to 1e9, or the field not
   *     within ±1e9
   */
  public ExactState at(double temperature) {
    Temperatures.require(magnet, temperature);
    EnergyGivenMagnetization sum = EnergyGivenMagnetization.of(magnetizations);
    for (int k = 0; k < magnetizations.length; k++) {
      add(sum, k, temperature);
    }
    return sum.state(magnet, temperature, ExactState.Method.DENSITY_OF_STATES);
  }

  private void add(EnergyGivenMagnetization into, int k, double temperature) {
    int ground = 0;
    while (ground < counts.length && counts[ground][k] == 0) {
      ground++;
    }
    if (ground == counts.length) {
      return;
    }
    double weight = 0;
    double first = 0;
    double second = 0;
    for (int i = ground; i < counts.length; i++) {
      double excess = energies[i] - energies[ground];
      double share = counts[i][k] * Math.exp(-excess / temperature);
      weight += share;
      first += share * excess;
      second += share * excess * excess;
    }
    double mean = first / weight;
    double zeeman = -magnet.field() * magnetizations[k] * magnet.lattice().sites();
    double base = energies[ground] + zeeman;
    into.set(k, Math.log(weight) - base / temperature, base + mean, second / weight - mean * mean);
  }

  /** E, g(E) and ln g(E). */
  public Table toTable() {
    List<BigInteger> g = ofEnergy();
    return Table.create(
        "density of states",
        LongColumn.create("E", energies),
        StringColumn.create("g(E)", g.stream().map(BigInteger::toString).toList()),
        DoubleColumn.create("ln g(E)", logs(g)));
  }

  private static double[] logs(List<BigInteger> g) {
    return g.stream().mapToDouble(n -> Math.log(n.doubleValue())).toArray();
  }

  /** The entropy: ln g(E) by the energy of a site. */
  public Figure chart() {
    double sites = magnet.lattice().sites();
    double[] u = Arrays.stream(energies).mapToDouble(energy -> energy / sites).toArray();
    return Plot.of("Density of states of " + magnet)
        .x("E/N")
        .y("ln g(E)")
        .points("exact", u, logs(ofEnergy()))
        .figure(toString());
  }

  @Override
  public String toString() {
    return "density of states of %s: %d energies from %d to %d"
        .formatted(magnet, energies.length, energies[0], energies[energies.length - 1]);
  }
}
