package cusp.singular;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.Progress;
import cusp.base.Seed;
import cusp.model.Box;
import cusp.model.Loss;
import cusp.model.Model;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.posterior.Mala;
import cusp.posterior.Replicas;
import cusp.posterior.Sampler;
import cusp.posterior.Tempering;
import java.util.List;

/**
 * Draws a posterior at a ladder of temperatures at once, by parallel tempering, and reads off what
 * no single temperature gives: the free energy by thermodynamic integration, dF/d(nβ) = E[L], and
 * the learning coefficient λ with its multiplicity m, from how nβ(E[L] − L(w*)) tends to its limit
 * (Watanabe 2009, theorem 6.7):
 *
 * <pre>F(nβ) = nβ L(w*) + λ ln nβ − ln P(ln nβ) + o(1),   P a polynomial of degree m − 1</pre>
 *
 * <p>The rungs are placed by a pilot run so that neighbours exchange two times in three, and stay
 * there. Several ensembles of replicas run independently of one another.
 *
 * <pre>{@code
 * var crossing = Objective.of("x^2*y^2");
 * var ladder = TemperatureLadder.between(10, 1e5).withBox(Box.of(-1, 1)).withDraws(2000);
 * var estimate = ladder.estimate(crossing, new double[2], seed(1));
 * show(estimate);
 * show(estimate.toTable());
 * }</pre>
 *
 * @param within how replicas move between exchanges
 * @param ensembles independent sets of replicas, at least 2
 * @param burnIn steps of each ensemble that are discarded
 * @param draws steps that are recorded, at least 100
 * @param lowest nβ of the hottest rung; 0 to begin so close to the prior that nothing is left to
 *     integrate, which free energies ask for
 * @param highest nβ of the coldest rung; 0 for n, at which the posterior is Bayes' own
 * @param localization γ
 * @param prior φ
 * @param box where w may go
 */
public record TemperatureLadder(
    Sampler within,
    int ensembles,
    int burnIn,
    int draws,
    double lowest,
    double highest,
    double localization,
    Prior prior,
    Box box) {
  private static final int LEAST_DRAWS = 100;

  /** nβ times the loss at a rung that counts as the prior itself. */
  private static final double NEGLIGIBLE = 0.02;

  private static final int PILOT = 1_000;
  private static final int APPROACHES = 12;

  public TemperatureLadder {
    if (!within.adjusted()) {
      throw new IllegalArgumentException(
          "replicas move by a sampler that corrects its step size, not by " + within);
    }
    if (ensembles < 2 || burnIn < 0 || draws < LEAST_DRAWS) {
      throw new IllegalArgumentException(
          "ensembles are at least 2, burn-in not negative and draws at least "
              + LEAST_DRAWS
              + ", not "
              + ensembles
              + ", "
              + burnIn
              + ", "
              + draws);
    }
    if (!(lowest >= 0) || !(highest >= 0) || Double.isInfinite(highest)) {
      throw new IllegalArgumentException(
          "nβ is positive and finite, or 0 to be chosen, not " + lowest + " to " + highest);
    }
    if (highest > 0 && lowest >= highest) {
      throw new IllegalArgumentException(
          "a ladder of one rung says nothing: nβ rises from the lowest to the highest rung, not from "
              + lowest
              + " to "
              + highest);
    }
    if (!(localization >= 0) || Double.isInfinite(localization)) {
      throw new IllegalArgumentException(
          "the localization γ is finite and not negative, not " + localization);
    }
  }

  /** From the prior to nβ = n: what a free energy asks for; 8 ensembles of 10,000 draws. */
  public static TemperatureLadder defaults() {
    return between(0, 0);
  }

  /** Between two nβ, with no localization, a flat prior and no box; 8 ensembles of 10,000 draws. */
  public static TemperatureLadder between(double lowest, double highest) {
    return new TemperatureLadder(
        Mala.defaults().withDecades(5),
        8,
        2_000,
        10_000,
        lowest,
        highest,
        0,
        Prior.flat(),
        Box.unbounded());
  }

  public TemperatureLadder withWithin(Sampler within) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  public TemperatureLadder withEnsembles(int ensembles) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  public TemperatureLadder withBurnIn(int burnIn) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  public TemperatureLadder withDraws(int draws) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  public TemperatureLadder withNBeta(double lowest, double highest) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  public TemperatureLadder withLocalization(double localization) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  public TemperatureLadder withPrior(Prior prior) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  public TemperatureLadder withBox(Box box) {
    return new TemperatureLadder(
        within, ensembles, burnIn, draws, lowest, highest, localization, prior, box);
  }

  /** As {@link #estimate(Objective, double[], Seed)}, of a model on data. */
  public <D> LadderEstimate estimate(Model<D> model, D data, double[] center, Seed seed) {
    return estimate(model.on(data), center, seed);
  }

  /**
   * Draws at all temperatures and reads off F, λ and m.
   *
   * @param center w*, where the ensembles start and whose loss is subtracted
   * @throws IllegalArgumentException if w* has the wrong length, its loss is not finite, or no
   *     highest nβ is given for a potential
   */
  public LadderEstimate estimate(Objective objective, double[] center, Seed seed) {
    if (highest == 0 && objective.kind() == Loss.POTENTIAL) {
      throw new IllegalArgumentException(
          "a potential has no samples, and so no nβ = n to end at: give the highest nβ");
    }
    LocalPosterior posterior =
        new LocalPosterior(
            objective.fork(),
            center,
            highest > 0 ? highest : objective.samples(),
            localization,
            prior,
            box,
            null);
    double baseline = posterior.objective().loss(center);
    if (!Double.isFinite(baseline)) {
      throw new IllegalArgumentException("the loss at w* is " + baseline);
    }
    double[] rungs = rungs(posterior, baseline, seed.stream("pilot"));
    try (Progress.Task progress =
        Progress.standard().start("temperatures", (long) ensembles * (burnIn + draws))) {
      List<Ensemble> runs =
          Parallel.map(
              ensembles,
              e -> Ensemble.run(this, posterior, rungs, seed.stream("ensemble", e), progress));
      return LadderReading.of(this, baseline, rungs, runs, seed);
    }
  }

  /** The rungs that a pilot ensemble ends with. */
  private double[] rungs(LocalPosterior posterior, double baseline, Seed seed) {
    double low = lowest > 0 ? lowest : nearPrior(posterior, baseline, seed.stream("prior"));
    Tempering tempering = new Tempering(within, low / posterior.nBeta(), 0);
    Replicas pilot = tempering.walk(posterior.fork(), posterior.center(), seed);
    for (int i = 0; i < burnIn; i++) {
      Interrupts.endIfInterrupted("the search for the rungs");
      pilot.step();
    }
    return pilot.nBeta();
  }

  /** An nβ at which nβ (L − L(w*)) is as good as 0 for all that the prior reaches. */
  private double nearPrior(LocalPosterior posterior, double baseline, Seed seed) {
    double low = Math.min(1e-2, posterior.nBeta() / 4);
    for (int k = 0; k < APPROACHES; k++) {
      LocalPosterior hot = posterior.fork().withNBeta(low);
      Sampler.Adjusted walk =
          (Sampler.Adjusted) within.walk(hot, posterior.center(), seed.stream("approach", k));
      double squares = 0;
      for (int i = -PILOT; i < PILOT; i++) {
        Interrupts.endIfInterrupted("the search for the rungs");
        if (i == 0) {
          walk.settle();
        }
        walk.step();
        double excess = low * (walk.loss() - baseline);
        squares += i < 0 ? 0 : excess * excess;
      }
      double typical = Math.sqrt(squares / PILOT);
      if (!Double.isFinite(typical)) {
        throw new IllegalArgumentException(
            "the loss is not finite where the prior reaches: set a box, or a narrower prior");
      }
      if (typical <= NEGLIGIBLE) {
        break;
      }
      low *= Math.min(0.25, 0.5 * NEGLIGIBLE / typical);
    }
    return low;
  }
}
