package cusp.posterior;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Replicas of a chain along a ladder of temperatures in motion; the walk is that of the coldest.
 * Not thread-safe. Made by {@link Tempering}.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2*y^2"), new double[] {0, 0}, 1000);
 * var bounded = posterior.withBox(Box.of(-1, 1));
 * double[] ladder = {10, 50, 200, 1000};
 * var replicas = Tempering.defaults().replicas(bounded, ladder, new double[2], seed(1));
 * for (int step = 0; step < 1000; step++) {
 *   replicas.step();
 * }
 * show(replicas.swaps());
 * }</pre>
 */
public final class Replicas implements Sampler.Adjusted {
  private static final int FIRST_ROUND = 32;

  /** Steps for which walks on a new ladder adapt at least. */
  private static final int LEAST_SETTLING = 200;

  private static final int MOST_RUNGS = 256;

  /** Of a coordinate and 1, how far off an image's image may be by rounding. */
  private static final double UNDONE = 1e-9;

  /** The first ladder's steps in ln nβ, and the largest on average where their number is chosen. */
  private static final double FIRST_GAP = Math.log(4);

  /** Offers refused between neighbours, where the number of rungs is chosen. */
  private static final double REFUSED = 1.0 / 3;

  private final Tempering settings;
  private final LocalPosterior posterior;
  private final Seed seed;
  private final RandomStream random;
  private double[] nBeta;
  private Sampler.Adjusted[] walks;
  private double[] refused;
  private long[] offers;
  private int[] replica;
  private boolean[] fromHottest;
  private boolean adapting;
  private int round;
  private long inRound;
  private long steps;
  private long roundTrips;

  /** The cost of walks on former ladders. */
  private double spent;

  private final double[] swap;

  /** Whose images are offered; null for none. */
  private final Symmetry symmetry;

  /** With a ladder that is adapted until {@link #settle()}. */
  Replicas(
      Tempering settings, LocalPosterior posterior, double[] from, Symmetry symmetry, Seed seed) {
    this(settings, posterior, first(settings, posterior.nBeta()), from, symmetry, seed);
    adapting = true;
  }

  Replicas(
      Tempering settings,
      LocalPosterior posterior,
      double[] nBeta,
      double[] from,
      Symmetry symmetry,
      Seed seed) {
    this.settings = settings;
    this.symmetry = symmetry;
    this.posterior = posterior;
    this.seed = seed;
    random = seed.stream("exchange").random();
    swap = new double[from.length];
    if (symmetry != null) {
      requireSymmetry(from);
    }
    double[][] places = new double[nBeta.length][];
    Arrays.fill(places, from);
    setLadder(nBeta.clone(), places);
  }

  /** At a random point, because the one to begin from may be its own image. */
  private void requireSymmetry(double[] from) {
    boolean[] mask = posterior.mask();
    RandomStream own = seed.stream("symmetry").random();
    double[] w = from.clone();
    for (int i = 0; i < w.length; i++) {
      w[i] += mask == null || mask[i] ? own.nextGaussian() : 0;
    }
    double[] image = w.clone();
    symmetry.image(w, image);
    double[] again = image.clone();
    symmetry.image(image, again);
    for (int i = 0; i < w.length; i++) {
      if (!(Math.abs(again[i] - w[i]) <= UNDONE * (1 + Math.abs(w[i])))) {
        throw new IllegalArgumentException(
            "a symmetry undoes itself, but coordinate %d goes from %s to %s and then to %s"
                .formatted(i, w[i], image[i], again[i]));
      }
      if (mask != null && !mask[i] && image[i] != w[i]) {
        throw new IllegalArgumentException(
            "coordinate %d is held at %s, but its image is %s".formatted(i, w[i], image[i]));
      }
    }
  }

  private static double[] first(Tempering settings, double target) {
    double span = -Math.log(settings.hottest());
    int rungs = settings.rungs() > 0 ? settings.rungs() : 2 + (int) (span / FIRST_GAP);
    return IntStream.range(0, rungs)
        .mapToDouble(k -> target * Math.exp(-span * (rungs - 1 - k) / (rungs - 1)))
        .toArray();
  }

  private void setLadder(double[] ladder, double[][] places) {
    spent += walks == null ? 0 : Arrays.stream(walks).mapToDouble(Sampler.Walk::cost).sum();
    nBeta = ladder;
    int rungs = ladder.length;
    walks = new Sampler.Adjusted[rungs];
    for (int k = 0; k < rungs; k++) {
      Interrupts.endIfInterrupted("the start of the replicas");
      Seed own = seed.stream("round", round).stream("rung", k);
      LocalPosterior tempered = posterior.fork().withNBeta(ladder[k]);
      walks[k] = (Sampler.Adjusted) settings.within().walk(tempered, places[k], own);
    }
    replica = IntStream.range(0, rungs).toArray();
    forget();
  }

  /** Counts from here. */
  private void forget() {
    refused = new double[nBeta.length - 1];
    offers = new long[nBeta.length - 1];
    roundTrips = 0;
    fromHottest = new boolean[replica.length];
    fromHottest[replica[0]] = true;
    inRound = 0;
  }

  @Override
  public double step() {
    double left = walks[walks.length - 1].loss();
    for (int k = 0; k < walks.length && !Thread.currentThread().isInterrupted(); k++) {
      walks[k].step();
    }
    for (int k = (int) (steps & 1);
        k + 1 < walks.length && !Thread.currentThread().isInterrupted();
        k += 2) {
      exchange(k);
    }
    for (int k = 0;
        symmetry != null && k < walks.length && !Thread.currentThread().isInterrupted();
        k++) {
      offer(k);
    }
    steps++;
    inRound++;
    if (adapting && inRound == (long) FIRST_ROUND << Math.min(round, 30)) {
      adapt();
    }
    return left;
  }

  private void exchange(int k) {
    double logRatio = (nBeta[k + 1] - nBeta[k]) * (walks[k + 1].loss() - walks[k].loss());
    double probability = Double.isNaN(logRatio) ? 0 : Math.min(1, Math.exp(logRatio));
    offers[k]++;
    refused[k] += 1 - probability;
    if (random.nextDouble() < probability) {
      System.arraycopy(walks[k].position(), 0, swap, 0, swap.length);
      walks[k].moveTo(walks[k + 1].position());
      walks[k + 1].moveTo(swap);
      int other = replica[k];
      replica[k] = replica[k + 1];
      replica[k + 1] = other;
      count();
    }
  }

  /** Moves to the image by the rule of Metropolis. */
  private void offer(int k) {
    double[] w = walks[k].position();
    // It may write to some coordinates only.
    System.arraycopy(w, 0, swap, 0, swap.length);
    symmetry.image(w, swap);
    double probability = 0;
    if (posterior.supports(swap)) {
      double rise = nBeta[k] * (posterior.objective().loss(swap) - walks[k].loss());
      double logRatio = posterior.restraint(w) - posterior.restraint(swap) - rise;
      probability = Double.isNaN(logRatio) ? 0 : Math.min(1, Math.exp(logRatio));
    }
    if (random.nextDouble() < probability) {
      walks[k].moveTo(swap);
    }
  }

  private void count() {
    fromHottest[replica[0]] = true;
    int coldest = replica[replica.length - 1];
    if (fromHottest[coldest]) {
      fromHottest[coldest] = false;
      roundTrips++;
    }
  }

  /** Moves the rungs to where all neighbours would exchange equally often. */
  private void adapt() {
    double[] barrier = new double[nBeta.length];
    for (int k = 1; k < barrier.length; k++) {
      // Never flat, so that it can be inverted.
      barrier[k] = barrier[k - 1] + Math.max(1e-3, refused[k - 1] / Math.max(1, offers[k - 1]));
    }
    double all = barrier[barrier.length - 1];
    int rungs = settings.rungs();
    if (rungs == 0) {
      int wanted = 1 + (int) Math.ceil(all / REFUSED);
      int least = 2 + (int) (-Math.log(settings.hottest()) / FIRST_GAP);
      rungs = Math.max(least, Math.min(Math.min(MOST_RUNGS, 2 * nBeta.length), wanted));
    }
    double[] ladder = new double[rungs];
    double[][] places = new double[rungs][];
    int below = 0;
    for (int k = 0; k < rungs; k++) {
      double wanted = all * k / (rungs - 1);
      while (below < barrier.length - 2 && barrier[below + 1] < wanted) {
        below++;
      }
      double share = (wanted - barrier[below]) / (barrier[below + 1] - barrier[below]);
      double ratio = nBeta[below + 1] / nBeta[below];
      ladder[k] = nBeta[below] * Math.pow(ratio, share);
      places[k] = walks[share < 0.5 ? below : below + 1].position();
    }
    ladder[0] = nBeta[0];
    ladder[rungs - 1] = nBeta[nBeta.length - 1];
    round++;
    setLadder(ladder, places);
  }

  @Override
  public void settle() {
    if (adapting) {
      // The walks of a new ladder have steps to adapt, too.
      adapting = false;
      while (inRound < LEAST_SETTLING && !Thread.currentThread().isInterrupted()) {
        step();
      }
    }
    for (Sampler.Adjusted walk : walks) {
      walk.settle();
    }
    forget();
  }

  /** nβ of each rung, rising. */
  public double[] nBeta() {
    return nBeta.clone();
  }

  /** L where the replica at a rung stands. */
  public double loss(int rung) {
    return walks[rung].loss();
  }

  /** Where the replica at a rung stands: an array that the next step changes. */
  public double[] position(int rung) {
    return walks[rung].position();
  }

  /** How exchanges went since the ladder last moved or {@link #settle()}. */
  public Swaps swaps() {
    double[] rejection =
        IntStream.range(0, refused.length)
            .mapToDouble(k -> offers[k] == 0 ? Double.NaN : refused[k] / offers[k])
            .toArray();
    return new Swaps(nBeta.clone(), rejection, offers[0], roundTrips);
  }

  @Override
  public double loss() {
    return walks[walks.length - 1].loss();
  }

  @Override
  public void moveTo(double[] w) {
    walks[walks.length - 1].moveTo(w);
  }

  @Override
  public double[] position() {
    return walks[walks.length - 1].position();
  }

  @Override
  public double stepSize() {
    return walks[walks.length - 1].stepSize();
  }

  @Override
  public double acceptance() {
    return walks[walks.length - 1].acceptance();
  }

  @Override
  public double cost() {
    return spent + Arrays.stream(walks).mapToDouble(Sampler.Walk::cost).sum();
  }

  @Override
  public long divergences() {
    return Arrays.stream(walks).mapToLong(Sampler.Walk::divergences).sum();
  }
}
