package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.Diagnostics;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Replicas;
import cusp.posterior.Swaps;
import cusp.posterior.Tempering;
import cusp.toy.Phase;
import cusp.toy.Superposition;
import cusp.train.Descent;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;

/**
 * Which phases of the toy model of superposition independent ensembles of tempered replicas visit,
 * under exp(−nL) N(0, I).
 */
final class PhaseVisits {

  /** By corners, then by positive dead biases; last what is near none. */
  static final List<String> NAMES = List.of("4", "4+", "4++", "5", "5+", "6", "none");

  static final int ENSEMBLES = 4;

  /** Draws between two looks at whether they are enough. */
  private static final int BLOCK = 10_000;

  private static final int BURN_IN = 4_000;
  private static final int NONE = NAMES.size() - 1;
  private static final int PENTAGON = 3;
  private static final int HEXAGON = 5;

  /** Draws for one whose phase is read as it stands, and for one that descends first. */
  private static final int THIN = 10;

  private static final int THIN_DESCENTS = 20;

  /** Farther from a phase than this a draw, or a minimum, is in none. */
  private static final double FAR = 1;

  private static final double FAR_MINIMUM = 0.7;
  private static final double ENOUGH_ERROR = 0.02;
  private static final double ENOUGH_R_HAT = 1.05;

  private static final Superposition MODEL = new Superposition(6, 2);

  private final List<Ensemble> ensembles;
  private final double n;

  private PhaseVisits(double n, List<Ensemble> ensembles) {
    this.n = n;
    this.ensembles = ensembles;
  }

  /**
   * Draws until every occupancy is known to 0.02 and R̂ is below 1.05, or all blocks are used up.
   */
  static PhaseVisits of(Objective loss, double n, int leastBlocks, int mostBlocks, Seed seed) {
    PhaseVisits visits =
        new PhaseVisits(
            n, Parallel.map(ENSEMBLES, e -> new Ensemble(loss.fork(), n, seed.stream("e", e))));
    for (int block = 1; block <= mostBlocks; block++) {
      Parallel.map(
          ENSEMBLES,
          e -> {
            visits.ensembles.get(e).draw();
            return e;
          });
      if (block >= leastBlocks && visits.enough()) {
        break;
      }
    }
    return visits;
  }

  private boolean enough() {
    return worstError() < ENOUGH_ERROR && worstRHat() < ENOUGH_R_HAT;
  }

  double worstError() {
    return indicators().mapToDouble(Diagnostics::mcseMean).filter(x -> x > 0).max().orElse(0);
  }

  /** Of the occupancies that are not next to 0 or 1, where R̂ of an indicator says nothing. */
  double worstRHat() {
    return indicators()
        .filter(d -> d.mean() > ENOUGH_ERROR && d.mean() < 1 - ENOUGH_ERROR)
        .mapToDouble(Diagnostics::rHat)
        .max()
        .orElse(1);
  }

  private java.util.stream.Stream<Diagnostics> indicators() {
    return java.util.stream.Stream.of(true, false)
        .flatMap(
            descended ->
                java.util.stream.IntStream.range(0, NAMES.size())
                    .mapToObj(p -> indicator(descended, k -> k == p)));
  }

  /**
   * How often the phase is one of some; of the minima below the draws, or of them as they stand.
   */
  Diagnostics indicator(boolean descended, IntPredicate phase) {
    return Diagnostics.of(
        labels(descended)
            .map(labels -> Arrays.stream(labels).mapToDouble(k -> phase.test(k) ? 1 : 0).toArray())
            .toArray(double[][]::new));
  }

  private java.util.stream.Stream<int[]> labels(boolean descended) {
    return ensembles.stream()
        .map(e -> descended ? Arrays.copyOf(e.below, e.minima) : Arrays.copyOf(e.here, e.read));
  }

  static boolean isPentagon(int phase) {
    return phase == PENTAGON || phase == PENTAGON + 1;
  }

  static boolean isHexagon(int phase) {
    return phase == HEXAGON;
  }

  /**
   * ln of the odds of pentagons, with or without a positive dead bias, against hexagons, with its
   * standard error; half a visit is added to each.
   */
  double[] logOdds(boolean descended) {
    double count = labels(descended).mapToInt(labels -> labels.length).sum();
    double five = indicator(descended, PhaseVisits::isPentagon).mean() + 0.5 / count;
    double six = indicator(descended, PhaseVisits::isHexagon).mean() + 0.5 / count;
    double[][] influence =
        labels(descended)
            .map(
                labels ->
                    Arrays.stream(labels)
                        .mapToDouble(k -> isPentagon(k) ? 1 / five : isHexagon(k) ? -1 / six : 0)
                        .toArray())
            .toArray(double[][]::new);
    double error = Diagnostics.of(influence).mcseMean();
    double least = Math.sqrt(1 / (five * count) + 1 / (six * count));
    return new double[] {Math.log(five / six), Math.max(error, Math.min(least, 2))};
  }

  double meanLoss() {
    return n
        * ensembles.stream().mapToDouble(e -> e.sum).sum()
        / ensembles.stream().mapToDouble(e -> e.draws).sum();
  }

  double worstRefused() {
    return ensembles.stream()
        .flatMapToDouble(e -> DoubleStream.of(e.swaps().rejection()))
        .max()
        .orElseThrow();
  }

  /** Of the ensemble with the fewest. */
  long leastRoundTrips() {
    return ensembles.stream().mapToLong(e -> e.swaps().roundTrips()).min().orElseThrow();
  }

  /** Of all ensembles. */
  long draws() {
    return ensembles.stream().mapToLong(e -> e.draws).sum();
  }

  /** The place in {@link #NAMES} of the phase that w is in. */
  static int phase(double[] w, double far) {
    Phase nearest = MODEL.nearestCriticalPoint(w);
    return nearest.distance() > far
        ? NONE
        : switch (nearest.point().k()) {
          case 4 -> nearest.point().positiveDeadBiases();
          case 5 -> PENTAGON + nearest.point().positiveDeadBiases();
          default -> HEXAGON;
        };
  }

  /** Replicas with what they have visited. */
  private static final class Ensemble {
    private static final Descent DESCENT =
        Descent.defaults().withIterations(500).withTolerance(1e-6);

    private final Objective loss;
    private final Replicas replicas;
    private int[] here = new int[0];
    private int[] below = new int[0];
    private int read;
    private int minima;
    private long draws;
    private double sum;

    Ensemble(Objective loss, double n, Seed seed) {
      this.loss = loss;
      LocalPosterior posterior =
          LocalPosterior.at(loss, new double[loss.dimension()], n).withPrior(Prior.normal(0, 1));
      replicas =
          new Tempering(Mala.defaults(), 1e-3, 0)
              .walk(posterior, MODEL.initial(seed), seed.stream("replicas"));
      for (int i = 0; i < BURN_IN; i++) {
        replicas.step();
      }
      replicas.settle();
    }

    void draw() {
      here = Arrays.copyOf(here, here.length + BLOCK / THIN);
      below = Arrays.copyOf(below, below.length + BLOCK / THIN_DESCENTS);
      for (int i = 0; i < BLOCK; i++) {
        if (i % THIN == 0) {
          here[read++] = phase(replicas.position(), FAR);
        }
        if (i % THIN_DESCENTS == 0) {
          below[minima++] = phase(DESCENT.from(loss, replicas.position()).w(), FAR_MINIMUM);
        }
        sum += replicas.step();
        draws++;
      }
    }

    Swaps swaps() {
      return replicas.swaps();
    }
  }
}
