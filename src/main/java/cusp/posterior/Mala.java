package cusp.posterior;

import cusp.base.RandomStream;
import cusp.base.Seed;

/**
 * The Metropolis-adjusted Langevin algorithm (Roberts and Tweedie 1996): the step of {@link Sgld}
 * on all samples as a proposal, accepted or rejected so that the posterior itself is stationary.
 * Proposals outside the box are rejected.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("x^2"), new double[] {0}, 100);
 * var plan = new Chains.Plan(4, 200, 1000, 1);
 * var chains = Chains.sample(posterior, Mala.defaults(), plan, seed(1));
 * show(chains.acceptances());
 * }</pre>
 *
 * @param stepSize ε; 0 to adapt it during burn-in to an acceptance of 0.574, the optimum in high
 *     dimension (Roberts and Rosenthal 1998)
 * @param decades below ε over which the step size is drawn anew at each step, evenly in its
 *     logarithm; 0 for always ε. Where valleys narrow down, as at the crossing of x²y², no one step
 *     size fits everywhere, and a chain with the common one sticks where it is too large
 */
public record Mala(double stepSize, double decades) implements Sampler {
  private static final double TARGET_ACCEPTANCE = 0.574;

  public Mala {
    if (!(stepSize >= 0) || Double.isInfinite(stepSize)) {
      throw new IllegalArgumentException(
          "the step size ε is positive, or 0 to be adapted, not " + stepSize);
    }
    if (!(decades >= 0) || Double.isInfinite(decades)) {
      throw new IllegalArgumentException(
          "the decades of step sizes are finite and not negative, not " + decades);
    }
  }

  /** The step size adapted during burn-in. */
  public static Mala defaults() {
    return new Mala(0, 0);
  }

  public Mala withStepSize(double stepSize) {
    return new Mala(stepSize, decades);
  }

  public Mala withDecades(double decades) {
    return new Mala(stepSize, decades);
  }

  @Override
  public boolean adjusted() {
    return true;
  }

  @Override
  public Adjusted walk(LocalPosterior posterior, double[] from, Seed seed) {
    return new Chain(posterior, from, seed);
  }

  /**
   * The mean probability with which steps from w are accepted: how far a step of {@link Sgld} at
   * this ε is from one that leaves the posterior as it is.
   *
   * @param posterior with an objective of its own
   */
  public double acceptance(LocalPosterior posterior, double[] w, int proposals, Seed seed) {
    Chain chain = new Chain(posterior, w, seed);
    double sum = 0;
    for (int i = 0; i < proposals; i++) {
      if (i > 0) {
        chain.moveTo(w);
      }
      chain.step();
      sum += chain.probability;
    }
    return sum / proposals;
  }

  private final class Chain implements Adjusted {
    private final LocalPosterior posterior;
    private final int[] free;
    private final RandomStream random;
    private final double[] w;
    private final double[] proposal;
    private double[] gradient;
    private double[] proposalGradient;
    private double loss;
    private double potential;
    private double epsilon;
    private boolean adapting;

    /** Of the last proposal. */
    private double probability;

    private long step;
    private long accepted;
    private long counted;
    private long gradients;

    Chain(LocalPosterior posterior, double[] from, Seed seed) {
      this.posterior = posterior;
      free = posterior.free();
      random = seed.stream("noise").random();
      w = from.clone();
      proposal = from.clone();
      gradient = new double[w.length];
      proposalGradient = new double[w.length];
      moveTo(from);
      adapting = stepSize == 0;
      epsilon = stepSize;
      if (adapting) {
        epsilon = 1 / Math.max(posterior.stiffness(), 1e-12);
        gradients += Stiffness.COST;
      }
    }

    @Override
    public double[] position() {
      return w;
    }

    @Override
    public double loss() {
      return loss;
    }

    @Override
    public void moveTo(double[] to) {
      System.arraycopy(to, 0, w, 0, w.length);
      loss = posterior.gradient(w, null, gradient);
      potential = posterior.nBeta() * loss + posterior.restraint(w);
      gradients++;
    }

    @Override
    public double step() {
      double left = loss;
      double drawn =
          decades == 0 ? epsilon : epsilon * Math.pow(10, -decades * random.nextDouble());
      double noise = Math.sqrt(drawn);
      double half = drawn / 2;
      double forward = 0;
      for (int i : free) {
        double xi = random.nextGaussian();
        forward += xi * xi;
        proposal[i] = w[i] - half * gradient[i] + noise * xi;
      }
      probability = 0;
      if (posterior.supports(proposal)) {
        double proposedLoss = posterior.gradient(proposal, null, proposalGradient);
        gradients++;
        double proposedPotential = posterior.nBeta() * proposedLoss + posterior.restraint(proposal);
        double backward = 0;
        for (int i : free) {
          double back = w[i] - proposal[i] + half * proposalGradient[i];
          backward += back * back;
        }
        double logRatio = potential - proposedPotential + forward / 2 - backward / (2 * drawn);
        // A potential that is not a number is as good as infinite: such a proposal is never
        // accepted.
        probability = Double.isNaN(logRatio) ? 0 : Math.min(1, Math.exp(logRatio));
        if (random.nextDouble() < probability) {
          System.arraycopy(proposal, 0, w, 0, w.length);
          double[] swap = gradient;
          gradient = proposalGradient;
          proposalGradient = swap;
          loss = proposedLoss;
          potential = proposedPotential;
          accepted++;
        }
      }
      step++;
      counted++;
      if (adapting) {
        epsilon *= Math.exp((probability - TARGET_ACCEPTANCE) / Math.pow((double) step, 0.6) * 2);
      }
      return left;
    }

    @Override
    public void settle() {
      adapting = false;
      accepted = 0;
      counted = 0;
    }

    @Override
    public double stepSize() {
      return epsilon;
    }

    @Override
    public double acceptance() {
      return counted == 0 ? Double.NaN : (double) accepted / counted;
    }

    @Override
    public double cost() {
      return gradients;
    }

    @Override
    public long divergences() {
      return 0;
    }
  }
}
