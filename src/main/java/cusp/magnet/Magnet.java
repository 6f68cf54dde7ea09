package cusp.magnet;

import java.util.Optional;

/**
 * Spins on a lattice that prefer to agree with their neighbours.
 *
 * <p>Ising: spins s = ±1 and H = −Σ⟨ij⟩ sᵢsⱼ − hΣ sᵢ. Potts: q states and H = −Σ⟨ij⟩ [sᵢ = sⱼ]. On
 * the complete graph, Ising's is Curie and Weiss's magnet, H = −M²/(2N) − hM with M = Σ sᵢ, a
 * spin's bond with itself included. Bonds have the strength 1 and Boltzmann's constant is 1, so
 * temperatures and fields are in units of the bond.
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(64));
 * show(magnet + " has its Curie point at " + magnet.criticalTemperature().get());
 * show(Magnet.potts(Lattice.square(32), 5));
 * }</pre>
 *
 * @param lattice where the spins are
 * @param states q; 2 with {@code ising} for spins ±1
 * @param ising whether spins are ±1 and bonds their product
 * @param field h, of Ising's magnet only
 */
public record Magnet(Lattice lattice, int states, boolean ising, double field) {
  /** States that a byte can hold. */
  private static final int MOST_STATES = 100;

  public Magnet {
    if (states < 2 || states > MOST_STATES || (ising && states != 2)) {
      throw new IllegalArgumentException(
          "a spin has 2 to " + MOST_STATES + " states, an Ising spin 2, not " + states);
    }
    if (!Double.isFinite(field)) {
      throw new IllegalArgumentException("the field is finite, not " + field);
    }
    if (!ising && field != 0) {
      throw new IllegalArgumentException(
          "only Ising's magnet has a field here; Potts's has none, not " + field);
    }
    if (!ising && lattice.kind() == Lattice.Kind.COMPLETE_GRAPH) {
      throw new IllegalArgumentException("Potts's magnet needs a lattice, not a complete graph");
    }
  }

  /** Spins ±1 without a field. */
  public static Magnet ising(Lattice lattice) {
    return new Magnet(lattice, 2, true, 0);
  }

  /** Spins of q states that gain 1 for each neighbour in the same state. */
  public static Magnet potts(Lattice lattice, int states) {
    return new Magnet(lattice, states, false, 0);
  }

  /** In a field h, which favours +1 where it is positive. */
  public Magnet withField(double newField) {
    return new Magnet(lattice, states, ising, newField);
  }

  /** The same magnet at another length of its lattice. */
  public Magnet withLength(int length) {
    return new Magnet(lattice.withLength(length), states, ising, field);
  }

  /**
   * Where the infinite magnet orders without a field: exact but for the cubic lattice, whose
   * 4.51152326 is simulated (Ferrenberg, Xu and Landau 2018, arXiv:1806.03558); square: Kramers and
   * Wannier 1941, Potts 1952; triangular and honeycomb: Houtappel 1950. Empty where it is not known
   * here, and for the chain, which orders at no temperature above 0.
   */
  public Optional<Double> criticalTemperature() {
    if (!ising) {
      return lattice.kind() == Lattice.Kind.SQUARE
          ? Optional.of(1 / Math.log1p(Math.sqrt(states)))
          : Optional.empty();
    }
    return switch (lattice.kind()) {
      case CHAIN -> Optional.empty();
      case SQUARE -> Optional.of(2 / Math.log1p(Math.sqrt(2)));
      case TRIANGULAR -> Optional.of(4 / Math.log(3));
      case HONEYCOMB -> Optional.of(2 / Math.log(2 + Math.sqrt(3)));
      case CUBIC -> Optional.of(4.51152326);
      case COMPLETE_GRAPH -> Optional.of(1.0);
    };
  }

  /** As in "Ising's magnet, 64 × 64 square lattice". */
  @Override
  public String toString() {
    String spins = ising ? "Ising's magnet" : "Potts's magnet of " + states + " states";
    return spins + ", " + lattice + (field == 0 ? "" : ", field " + field);
  }
}
