package cusp.magnet;

import java.util.OptionalDouble;
import org.hipparchus.util.FastMath;

/**
 * What is known exactly of infinite magnets: Ising's on the chain in any field (Ising 1925), on the
 * square lattice without a field (Onsager 1944, doi:10.1103/PhysRev.65.117; Yang 1952,
 * doi:10.1103/PhysRev.85.808), on the triangular and the honeycomb lattice without a field
 * (Houtappel 1950, doi:10.1016/0031-8914(50)90130-3; Potts 1952; Naya 1954), and on the complete
 * graph in any field (Weiss 1907). Potts's magnet of two states is Ising's at twice the
 * temperature.
 *
 * <p>Values hold to about 1e−13, and next to the Curie point too; a specific heat that is rounded
 * below 0 is 0. Of a length of the lattice nothing depends.
 *
 * <pre>{@code
 * var onsager = ThermodynamicLimit.of(Magnet.ising(Lattice.square(64)), 2.0);
 * show("u = " + onsager.energy() + ", m = " + onsager.magnetization());
 * show(ThermodynamicLimit.of(Magnet.ising(Lattice.chain(10)).withField(0.1), 0.5));
 * }</pre>
 *
 * @param magnet its kind of lattice, spins and field
 * @param temperature T
 * @param freeEnergy −T ln Z/N, per site
 * @param energy ⟨H⟩/N, the field's term included
 * @param specificHeat ∂u/∂T, per site; infinite at the Curie point of a planar lattice
 * @param magnetization M/N; without a field that of a field that vanishes from above, which is the
 *     spontaneous one
 * @param susceptibility ∂m/∂h, of the chain and the complete graph; elsewhere it has no closed form
 * @param correlationLength in lattice constants, of the chain and, along its axes, of the square
 *     lattice; infinite at the Curie point
 */
public record ThermodynamicLimit(
    Magnet magnet,
    double temperature,
    double freeEnergy,
    double energy,
    double specificHeat,
    double magnetization,
    OptionalDouble susceptibility,
    OptionalDouble correlationLength) {

  /** Temperatures this near the Curie point, which no double is, stand for it. */
  private static final int ULPS_OF_THE_CURIE_POINT = 2;

  /**
   * The infinite magnet of this kind.
   *
   * @throws IllegalArgumentException if it has no exact solution, or the temperature is not from
   *     1e−9 to 1e9, or the field not within ±1e9
   */
  public static ThermodynamicLimit of(Magnet magnet, double temperature) {
    Temperatures.require(magnet, temperature);
    return magnet.ising() ? ising(magnet, temperature) : potts(magnet, temperature);
  }

  private static ThermodynamicLimit ising(Magnet magnet, double temperature) {
    return switch (magnet.lattice().kind()) {
      case CHAIN -> chain(magnet, temperature);
      case COMPLETE_GRAPH -> completeGraph(magnet, temperature);
      case SQUARE, TRIANGULAR, HONEYCOMB -> {
        if (magnet.field() != 0) {
          throw unsolved(magnet);
        }
        yield planar(magnet, temperature);
      }
      case CUBIC -> throw unsolved(magnet);
    };
  }

  /** H = (H of Ising − bonds)/2, since [s = s′] = (1 + ss′)/2. */
  private static ThermodynamicLimit potts(Magnet magnet, double temperature) {
    Lattice lattice = magnet.lattice();
    if (magnet.states() > 2) {
      throw unsolved(magnet);
    }
    ThermodynamicLimit ising = ising(Magnet.ising(lattice), 2 * temperature);
    double bonds = lattice.coordination() / 2.0;
    return new ThermodynamicLimit(
        magnet,
        temperature,
        (ising.freeEnergy - bonds) / 2,
        (ising.energy - bonds) / 2,
        ising.specificHeat,
        ising.magnetization,
        OptionalDouble.empty(),
        ising.correlationLength);
  }

  private static IllegalArgumentException unsolved(Magnet magnet) {
    return new IllegalArgumentException(
        ("%s has no exact solution as an infinite magnet; known are Ising's magnet on the chain and"
                + " the complete graph in any field, and on the square, triangular and honeycomb"
                + " lattice without one, and Potts's of two states there%s")
            .formatted(
                magnet,
                magnet.criticalTemperature().map(t -> "; of this one T_c = " + t).orElse("")));
  }

  private static ThermodynamicLimit chain(Magnet magnet, double temperature) {
    InfiniteChain chain = new InfiniteChain(temperature, magnet.field());
    return new ThermodynamicLimit(
        magnet,
        temperature,
        -temperature * chain.logPartition(),
        chain.energy(),
        Math.max(0, chain.specificHeat()),
        chain.magnetization(),
        OptionalDouble.of(chain.susceptibility()),
        OptionalDouble.of(chain.correlationLength()));
  }

  private static ThermodynamicLimit completeGraph(Magnet magnet, double temperature) {
    CurieWeiss mean = new CurieWeiss(temperature, magnet.field());
    return new ThermodynamicLimit(
        magnet,
        temperature,
        -temperature * mean.logPartition(),
        mean.energy(),
        mean.specificHeat(),
        mean.magnetization(),
        OptionalDouble.of(mean.susceptibility()),
        OptionalDouble.empty());
  }

  private static ThermodynamicLimit planar(Magnet magnet, double temperature) {
    Lattice lattice = magnet.lattice();
    boolean square = lattice.kind() == Lattice.Kind.SQUARE;
    if (Temperatures.isFrozen(temperature)) {
      double ground = -lattice.coordination() / 2.0;
      return new ThermodynamicLimit(
          magnet,
          temperature,
          ground,
          ground,
          0,
          1,
          OptionalDouble.empty(),
          square ? OptionalDouble.of(temperature / 4) : OptionalDouble.empty());
    }
    PlanarIsing ising = PlanarIsing.at(lattice.kind(), temperature);
    double curie = magnet.criticalTemperature().orElseThrow();
    boolean critical = Math.abs(temperature - curie) <= ULPS_OF_THE_CURIE_POINT * Math.ulp(curie);
    return new ThermodynamicLimit(
        magnet,
        temperature,
        -temperature * ising.logPartition(),
        ising.energy(),
        critical ? Double.POSITIVE_INFINITY : Math.max(0, ising.specificHeat()),
        critical ? 0 : ising.spontaneousMagnetization(),
        OptionalDouble.empty(),
        square
            ? OptionalDouble.of(critical ? Double.POSITIVE_INFINITY : correlation(temperature))
            : OptionalDouble.empty());
  }

  /**
   * Along an axis, 1/ξ = ln coth K − 2K above the Curie point and twice its opposite below (McCoy
   * and Wu 1973, chapter XI).
   */
  private static double correlation(double temperature) {
    double s = Math.sinh(2 / temperature);
    double c = Math.cosh(2 / temperature);
    // arsinh(1/s) − arsinh(s), without its cancellation
    double inverse = FastMath.asinh(c * (1 - s) / s);
    return inverse > 0 ? 1 / inverse : 1 / (-2 * inverse);
  }

  @Override
  public String toString() {
    return "%s, but infinite, at T = %.5g: f = %.6g, u = %.6g, c = %.6g, m = %.6g"
        .formatted(magnet, temperature, freeEnergy, energy, specificHeat, magnetization);
  }
}
