package cusp.posterior;

/**
 * A step for each coordinate by the size of its gradient, for {@link Sgld} (Li et al. 2016,
 * arXiv:1512.07666): w ← w − (ε/2)(G ĝ − Γ) + √(εG) N(0, I) with G = 1/√(λ² + V) and V ← αV + (1 −
 * α)ĝ². On U = ½hw² that makes εGh about ε√h, the root of what it is without.
 *
 * <p>Γᵢ = ∂Gᵢ/∂wᵢ is what keeps the posterior the limit of ε → 0; without it, as in the common
 * implementations, the limit is p/G. Here Γᵢ = −φᵢ Gᵢ³ ĝᵢ Hᵢᵢ, the diagonal Hᵢᵢ of the Hessian
 * being estimated by a second gradient along random signs (Hutchinson 1990), so that a step costs
 * two.
 *
 * <p>The share φ is not the 1 − α of a derivative at fixed V of the past: within the 1/(1 − α)
 * steps that V remembers, a short step leaves w nearly where it is, and V as a whole is a function
 * of w. What is needed is ∂E[G|w]/∂w, and on a quadratic, to first order in the change of V, that
 * is φ = (1 − α)/(1 − α(1 − εGH)): 1 for short steps, 0 where V averages over many times that w
 * takes to forget. Between, some is left: on w⁴ with λ = 1 up to a tenth of E[U], where Γ at fixed
 * V leaves half of it and more.
 *
 * <pre>{@code
 * var posterior = LocalPosterior.at(Objective.of("(x^2 + 1e4*y^2)/2"), new double[2], 10);
 * var sgld = Sgld.defaults().withPreconditioner(RmsProp.defaults());
 * var chains = Chains.sample(posterior, sgld, new Chains.Plan(4, 500, 2000, 1), seed(1));
 * show(Diagnostics.of(chains.losses()));
 * }</pre>
 *
 * @param decay α, 0 ≤ α &lt; 1; at 0 G is a function of w alone
 * @param damping λ &gt; 0, in units of ∇U: the reciprocal of the widest scale that a coordinate is
 *     thought to have
 */
public record RmsProp(double decay, double damping) {

  public RmsProp {
    if (!(decay >= 0 && decay < 1)) {
      throw new IllegalArgumentException("the decay α is at least 0 and below 1, not " + decay);
    }
    if (!(damping > 0) || Double.isInfinite(damping)) {
      throw new IllegalArgumentException("the damping λ is positive and finite, not " + damping);
    }
  }

  /** α = 0.99, λ = 1. */
  public static RmsProp defaults() {
    return new RmsProp(0.99, 1);
  }

  public RmsProp withDecay(double decay) {
    return new RmsProp(decay, damping);
  }

  public RmsProp withDamping(double damping) {
    return new RmsProp(decay, damping);
  }
}
