package cusp.magnet;

import cusp.base.Seed;
import cusp.plot.Figure;
import cusp.plot.Heat;
import java.util.Arrays;

/**
 * A magnet that one watches: a state that sweeps change, at a temperature and in a field that may
 * be others each time. Not thread-safe.
 *
 * <p>It is moved by the heat bath unless another algorithm is asked for: Metropolis's rule turns a
 * spin that gains and loses nothing every time, and in an order of the sites, as here, that sends
 * the kinks of domain walls along them at a constant speed where they should diffuse. It draws the
 * same states in the end, but a quenched magnet forgets its domains too fast.
 *
 * <pre>{@code
 * var spins = Spins.random(Magnet.ising(Lattice.square(64)), seed(1));
 * for (int t = 0; t < 100; t++) {
 *   spins.sweep(1.5);
 * }
 * show("u = " + spins.energy() + ", m = " + spins.magnetization());
 * show(spins.chart());
 * }</pre>
 */
public final class Spins {
  private final Magnet magnet;
  private final Dynamics dynamics;
  private double temperature = Double.NaN;
  private double field;
  private long sweeps;

  private Spins(Magnet magnet, Simulation.Algorithm algorithm, Seed seed) {
    this.magnet = magnet;
    dynamics = Dynamics.of(algorithm, magnet, seed.random());
    field = magnet.field();
    dynamics.set(1, field);
  }

  /** All spins up, or in state 0, and moved by the heat bath. */
  public static Spins ordered(Magnet magnet, Seed seed) {
    return ordered(magnet, Simulation.Algorithm.HEAT_BATH, seed);
  }

  /** All spins up, or in state 0. */
  public static Spins ordered(Magnet magnet, Simulation.Algorithm algorithm, Seed seed) {
    Spins spins = new Spins(magnet, algorithm, seed);
    spins.dynamics.order();
    return spins;
  }

  /** A state of infinite temperature, moved by the heat bath. */
  public static Spins random(Magnet magnet, Seed seed) {
    return random(magnet, Simulation.Algorithm.HEAT_BATH, seed);
  }

  /** A state of infinite temperature. */
  public static Spins random(Magnet magnet, Simulation.Algorithm algorithm, Seed seed) {
    Spins spins = new Spins(magnet, algorithm, seed);
    spins.dynamics.randomize();
    return spins;
  }

  /**
   * A sweep in the magnet's own field; Wolff's is as many clusters as reach N sites.
   *
   * @throws IllegalArgumentException if the temperature is not above 0 and finite
   */
  public void sweep(double newTemperature) {
    sweep(newTemperature, magnet.field());
  }

  /**
   * A sweep in a field.
   *
   * @throws IllegalArgumentException if the temperature is not above 0 and finite, or the magnet
   *     cannot be in this field
   */
  public void sweep(double newTemperature, double newField) {
    if (newTemperature != temperature || newField != field) {
      Temperatures.requirePositive(newTemperature);
      dynamics.set(newTemperature, magnet.withField(newField).field());
      temperature = newTemperature;
      field = newField;
    }
    dynamics.sweep();
    sweeps++;
  }

  /** H/N in the field of the last sweep. */
  public double energy() {
    return dynamics.energy();
  }

  /** M/N, or (q·largest share − 1)/(q − 1) of Potts's magnet. */
  public double magnetization() {
    return dynamics.magnetization();
  }

  /** Sweeps so far. */
  public long sweeps() {
    return sweeps;
  }

  /** ±1, or the number of the state, of each site; a new array. */
  public byte[] spins() {
    return dynamics.spins();
  }

  /**
   * The spins in the plane, rows of the lattice as rows of cells: rhombic lattices are drawn
   * upright, the first and the second sites of a honeycomb lattice side by side, of a cubic lattice
   * the layer z = 0, of the complete graph all sites in one row, for they have no place.
   */
  public Figure chart() {
    return chart("m = %.3f after %,d sweeps".formatted(magnetization(), sweeps));
  }

  /** The same under a title of one's own. */
  public Figure chart(String title) {
    byte[] spins = spins();
    Lattice lattice = magnet.lattice();
    int length = lattice.length();
    double[][] cells =
        switch (lattice.kind()) {
          case CHAIN, COMPLETE_GRAPH -> new double[1][length];
          case HONEYCOMB -> new double[length][2 * length];
          default -> new double[length][length];
        };
    int plane = length * length;
    for (int y = 0; y < cells.length; y++) {
      int from = y * length;
      Arrays.setAll(cells[y], x -> spins[from + x % length + x / length * plane]);
    }
    return Heat.of(cells).title(title).figure("The spins of " + magnet + ": " + title + ".");
  }
}
