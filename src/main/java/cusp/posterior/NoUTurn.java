package cusp.posterior;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.ArrayList;
import java.util.List;

/** A chain of {@link Nuts}. */
final class NoUTurn implements Sampler.Adjusted {
  private static final double LARGEST_ENERGY_ERROR = 1000;

  private final int maxDepth;
  private final double target;
  private final RandomStream random;

  /** 1/m. */
  private final double[] inverseMass;

  private final PhasePoint here;
  private PhasePoint end;
  private PhasePoint otherEnd;
  private final Trajectory trajectory;

  /**
   * By depth: the stretch that doubles one of that depth. Made when a trajectory first gets so
   * deep, since few do.
   */
  private final List<Trajectory> doublings = new ArrayList<>();

  private final Warmup warmup;
  private double stepSize;
  private boolean forwards;
  private double energy;
  private double probabilities;
  private long points;
  private long steps;
  private double acceptance;
  private long divergences;
  private long gradients;

  NoUTurn(Nuts settings, LocalPosterior posterior, double[] from, Seed seed) {
    maxDepth = settings.maxDepth();
    target = settings.target();
    random = seed.stream("noise").random();
    inverseMass = new double[from.length];
    for (int i : posterior.free()) {
      inverseMass[i] = 1;
    }
    here = new PhasePoint(posterior);
    end = new PhasePoint(posterior);
    otherEnd = new PhasePoint(posterior);
    trajectory = new Trajectory(from.length);
    here.place(from);
    gradients++;
    warmup = settings.stepSize() == 0 ? new Warmup(target, inverseMass) : null;
    stepSize = settings.stepSize();
    if (warmup != null) {
      stepSize = roughStepSize(1);
      warmup.startSteps(stepSize);
    }
  }

  @Override
  public double[] position() {
    return here.w;
  }

  @Override
  public double loss() {
    return here.loss;
  }

  @Override
  public void moveTo(double[] w) {
    here.place(w);
    gradients++;
  }

  @Override
  public double step() {
    double left = here.loss;
    push();
    end.set(here);
    otherEnd.set(here);
    forwards = true;
    energy = here.energy(inverseMass);
    trajectory.set(here, 0);
    probabilities = 0;
    points = 0;
    int depth = 0;
    while (depth < maxDepth && grow(depth)) {
      depth++;
    }
    trajectory.draw(here);
    double share = probabilities / points;
    steps++;
    acceptance += share;
    if (warmup != null && warmup.isOn()) {
      stepSize = warmup.stepSize(share);
      if (warmup.massChangesAt(here.w)) {
        stepSize = roughStepSize(stepSize);
        warmup.startSteps(stepSize);
      }
    }
    return left;
  }

  /** A new momentum. */
  private void push() {
    double[] p = here.p;
    for (int i = 0; i < p.length; i++) {
      p[i] = inverseMass[i] > 0 ? random.nextGaussian() / Math.sqrt(inverseMass[i]) : 0;
    }
  }

  /** Doubles the trajectory in a random direction; whether it may be doubled again. */
  private boolean grow(int depth) {
    boolean direction = random.nextDouble() < 0.5;
    if (direction != forwards) {
      forwards = direction;
      PhasePoint swap = end;
      end = otherEnd;
      otherEnd = swap;
      trajectory.reverse();
    }
    Trajectory more = doubling(depth);
    if (!build(depth, more)) {
      return false;
    }
    boolean turns = trajectory.turnsWith(more, inverseMass);
    // Not by the weights alone but biased to the new half, which moves further (Betancourt 2017,
    // appendix A.3.2).
    boolean take = random.nextDouble() < Math.exp(more.logWeight() - trajectory.logWeight());
    trajectory.join(more, take, logSum(trajectory.logWeight(), more.logWeight()));
    return !turns;
  }

  /** Follows 2^depth points from the end on; false where they turn back, diverge or are stopped. */
  private boolean build(int depth, Trajectory into) {
    if (depth == 0) {
      return leap(into);
    }
    Trajectory more = doubling(depth - 1);
    if (!build(depth - 1, into) || !build(depth - 1, more)) {
      return false;
    }
    boolean turns = into.turnsWith(more, inverseMass);
    double logWeight = logSum(into.logWeight(), more.logWeight());
    into.join(more, random.nextDouble() < Math.exp(more.logWeight() - logWeight), logWeight);
    return !turns;
  }

  private boolean leap(Trajectory into) {
    end.leap(forwards ? stepSize : -stepSize, inverseMass);
    gradients++;
    points++;
    double error = end.energy(inverseMass) - energy;
    if (!(error <= LARGEST_ENERGY_ERROR) || error == Double.NEGATIVE_INFINITY) {
      divergences++;
      return false;
    }
    probabilities += Math.min(1, Math.exp(-error));
    into.set(end, -error);
    return !Thread.currentThread().isInterrupted();
  }

  private Trajectory doubling(int depth) {
    while (doublings.size() <= depth) {
      doublings.add(new Trajectory(inverseMass.length));
    }
    return doublings.get(depth);
  }

  private static double logSum(double a, double b) {
    return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
  }

  /**
   * A step size at which one leapfrog step is accepted with about the target's probability, found
   * by doubling or halving the given one (Hoffman and Gelman 2014, algorithm 4).
   */
  private double roughStepSize(double start) {
    double rough = start;
    int way = 0;
    while (rough > 1e-30 && rough < 1e30 && !Thread.currentThread().isInterrupted()) {
      push();
      end.set(here);
      double before = end.energy(inverseMass);
      end.leap(rough, inverseMass);
      gradients++;
      int wanted = before - end.energy(inverseMass) > Math.log(target) ? 1 : -1;
      if (way != 0 && wanted != way) {
        break;
      }
      way = wanted;
      rough = way > 0 ? 2 * rough : rough / 2;
    }
    return rough;
  }

  @Override
  public void settle() {
    if (warmup != null && warmup.isOn()) {
      stepSize = warmup.settle();
    }
    steps = 0;
    acceptance = 0;
    divergences = 0;
  }

  @Override
  public double stepSize() {
    return stepSize;
  }

  /** The mean over the points of the trajectories, as in Stan's {@code accept_stat}. */
  @Override
  public double acceptance() {
    return acceptance / steps;
  }

  @Override
  public double cost() {
    return gradients;
  }

  @Override
  public long divergences() {
    return divergences;
  }
}
