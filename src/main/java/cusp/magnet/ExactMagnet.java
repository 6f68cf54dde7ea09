package cusp.magnet;

/**
 * A finite magnet solved exactly, at any temperature, by the method that its kind allows:
 *
 * <ul>
 *   <li>Ising's on the complete graph, to 4,000,000 sites: the sum over M;
 *   <li>on the chain, to 20,000 sites: the sum over domains;
 *   <li>on small lattices a transfer matrix that carries the distribution of M: square to 12 × 12,
 *       triangular and honeycomb to 10 × 10 and 8 × 8 cells, cubic to 3 × 3 × 3;
 *   <li>on larger square lattices without a field, to 16,384 × 16,384, {@link Kaufman}'s formula,
 *       which gives energies only;
 *   <li>Potts's, where {@link DensityOfStates} can count the states.
 * </ul>
 *
 * <p>Any field is allowed but with Kaufman's formula. A 10 × 10 square lattice takes about a
 * second, 12 × 12 half a minute of one core. To see many temperatures of a magnet that {@link
 * DensityOfStates} can count, count it once.
 *
 * <pre>{@code
 * var exact = ExactMagnet.of(Magnet.ising(Lattice.square(6)).withField(0.01));
 * show(exact.at(2.5) + ", m = " + exact.at(2.5).meanMagnetization());
 * show(ExactMagnet.of(Magnet.ising(Lattice.square(128))).at(2.5));
 * }</pre>
 *
 * @param magnet what is solved
 * @param method how
 */
public record ExactMagnet(Magnet magnet, ExactState.Method method) {
  private static final int LONGEST_TORUS = 1 << 14;

  public ExactMagnet {
    if (method != method(magnet)) {
      throw new IllegalArgumentException(
          "%s is solved by %s, not by %s".formatted(magnet, method(magnet), method));
    }
  }

  /**
   * Chooses the method.
   *
   * @throws IllegalArgumentException if none solves a magnet of this kind and size
   */
  public static ExactMagnet of(Magnet magnet) {
    return new ExactMagnet(magnet, method(magnet));
  }

  private static ExactState.Method method(Magnet magnet) {
    Lattice lattice = magnet.lattice();
    if (!magnet.ising()) {
      DensityOfStates.requireCountable(magnet);
      return ExactState.Method.DENSITY_OF_STATES;
    }
    if (lattice.length() <= longest(lattice.kind())) {
      return switch (lattice.kind()) {
        case COMPLETE_GRAPH -> ExactState.Method.SUM_OVER_MAGNETIZATIONS;
        case CHAIN -> ExactState.Method.SUM_OVER_DOMAINS;
        default -> ExactState.Method.TRANSFER_MATRIX;
      };
    }
    if (lattice.kind() == Lattice.Kind.SQUARE
        && magnet.field() == 0
        && lattice.length() <= LONGEST_TORUS) {
      return ExactState.Method.KAUFMAN;
    }
    throw new IllegalArgumentException(
        "there is no exact result for %s; it is known for %s lattices to a length of %d%s"
            .formatted(
                magnet,
                lattice.kind(),
                longest(lattice.kind()),
                lattice.kind() == Lattice.Kind.SQUARE
                    ? ", and without a field to " + LONGEST_TORUS
                    : ""));
  }

  private static int longest(Lattice.Kind kind) {
    return switch (kind) {
      case COMPLETE_GRAPH -> CompleteGraphSum.MOST_SITES;
      case CHAIN -> ChainSum.MOST_SITES;
      case SQUARE -> 12;
      case TRIANGULAR -> 10;
      case HONEYCOMB -> 8;
      case CUBIC -> 3;
    };
  }

  /**
   * The magnet in equilibrium.
   *
   * @throws IllegalArgumentException if the temperature is not from 1e−9 to 1e9, or the field not
   *     within ±1e9
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ExactState at(double temperature) {
    Temperatures.require(magnet, temperature);
    return switch (method) {
      case SUM_OVER_MAGNETIZATIONS -> CompleteGraphSum.at(magnet, temperature);
      case SUM_OVER_DOMAINS -> ChainSum.at(magnet, temperature);
      case TRANSFER_MATRIX -> TransferSweep.at(magnet, temperature);
      case DENSITY_OF_STATES -> DensityOfStates.of(magnet).at(temperature);
      case KAUFMAN -> kaufman(temperature);
    };
  }

  private ExactState kaufman(double temperature) {
    int length = magnet.lattice().length();
    Kaufman torus = Kaufman.torus(length, length, temperature);
    return new ExactState(
        magnet,
        temperature,
        method,
        torus.logPartition(),
        torus.energy(),
        torus.specificHeat(),
        new double[0],
        new double[0]);
  }
}
