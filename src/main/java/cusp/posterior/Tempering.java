package cusp.posterior;

import cusp.base.Seed;
import java.util.Arrays;

/**
 * Parallel tempering (Geyer 1991): replicas of the chain at a ladder of inverse temperatures, each
 * moving by a sampler of its own, which offer to exchange their places, so that what is found where
 * the loss weighs little reaches the target. Even and odd pairs of neighbours take turns, which
 * carries replicas along the ladder instead of letting them diffuse (Okabe et al. 2001), and during
 * burn-in the rungs are moved until all pairs exchange equally often (Syed et al. 2022,
 * arXiv:1905.02939).
 *
 * <p>The loss alone is tempered: prior, γ and box hold at every rung.
 *
 * <pre>{@code
 * var wells = LocalPosterior.at(Objective.of("(x^2-1)^2"), new double[] {1}, 30);
 * var plan = new Chains.Plan(4, 500, 1000, 100);
 * var chains = Chains.sample(wells, Tempering.defaults(), plan, seed(1));
 * show(Diagnostics.of(chains.losses()));
 * }</pre>
 *
 * @param within how a replica moves between exchanges; a method that corrects its step size
 * @param hottest nβ of the hottest rung as a share of the target's, in (0, 1)
 * @param rungs of the ladder, at least 2; 0 for as many as make neighbours exchange two times in
 *     three
 */
public record Tempering(Sampler within, double hottest, int rungs) implements Sampler {

  public Tempering {
    if (!within.adjusted()) {
      throw new IllegalArgumentException(
          "replicas move by a sampler that corrects its step size, not by " + within);
    }
    if (!(hottest > 0 && hottest < 1)) {
      throw new IllegalArgumentException(
          "the hottest rung's share of nβ lies between 0 and 1, not " + hottest);
    }
    if (rungs != 0 && rungs < 2) {
      throw new IllegalArgumentException(
          "a ladder has at least 2 rungs, or 0 to be chosen, not " + rungs);
    }
  }

  /** MALA within, from a ten-thousandth of nβ, the number of rungs chosen. */
  public static Tempering defaults() {
    return new Tempering(Mala.defaults(), 1e-4, 0);
  }

  public Tempering withWithin(Sampler within) {
    return new Tempering(within, hottest, rungs);
  }

  public Tempering withHottest(double hottest) {
    return new Tempering(within, hottest, rungs);
  }

  public Tempering withRungs(int rungs) {
    return new Tempering(within, hottest, rungs);
  }

  @Override
  public boolean adjusted() {
    return true;
  }

  @Override
  public Replicas walk(LocalPosterior posterior, double[] from, Seed seed) {
    return walk(posterior, from, null, seed);
  }

  /**
   * Replicas each of which is also offered, after every step, the image of where it stands under a
   * symmetry of the model, broken or not: what no step crosses and hot rungs cross seldom.
   *
   * @param symmetry null for none
   */
  public Replicas walk(LocalPosterior posterior, double[] from, Symmetry symmetry, Seed seed) {
    return new Replicas(this, posterior, from, symmetry, seed);
  }

  /**
   * The replicas at given rungs, which stay where they are.
   *
   * @param posterior of the coldest rung, with an objective of its own
   * @param nBeta of each rung, rising
   */
  public Replicas replicas(LocalPosterior posterior, double[] nBeta, double[] from, Seed seed) {
    for (int k = 1; k < nBeta.length; k++) {
      if (!(nBeta[k] > nBeta[k - 1])) {
        throw new IllegalArgumentException(
            "nβ rises along a ladder, not " + Arrays.toString(nBeta));
      }
    }
    if (nBeta.length < 2) {
      throw new IllegalArgumentException("a ladder has at least 2 rungs, not " + nBeta.length);
    }
    return new Replicas(this, posterior, nBeta, from, null, seed);
  }
}
