package cusp.landscape;

import cusp.base.Interrupts;
import cusp.base.Parallel;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import cusp.model.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the spectrum of a Hessian of any dimension from products with vectors, by Lanczos's method
 * with full reorthogonalisation: its outermost eigenvalues, and its density by stochastic Lanczos
 * quadrature (Golub and Meurant, <i>Matrices, Moments and Quadrature</i>, Princeton 2010; for
 * networks Ghorbani, Krishnan and Xiao 2019, arXiv:1901.10159).
 *
 * <pre>{@code
 * var loss = new Superposition(20, 2).population();
 * double[] w = new CriticalPoint(20, 5, 0).point();
 * show(Lanczos.defaults().extremes(loss, w, seed(1)).toTable());
 * show(Lanczos.defaults().density(loss, w, seed(1)).chart());
 * }</pre>
 *
 * @param steps of the iteration, and so products with the Hessian for each start
 * @param probes random starts of a density
 * @param count how many eigenvalues are wanted at either end
 */
public record Lanczos(int steps, int probes, int count) {

  /** Of the Hessian's norm; below it the iteration has found an invariant subspace. */
  private static final double BREAKDOWN = 1e-12;

  /** Of the Hessian's norm; an eigenvalue with a larger residual has not converged. */
  static final double CONVERGED = 1e-5;

  public Lanczos {
    Linear.atLeast("steps", 1, steps);
    Linear.atLeast("probes", 2, probes);
    Linear.atLeast("count", 1, count);
  }

  /** 80 steps, 10 probes, 5 eigenvalues at either end. */
  public static Lanczos defaults() {
    return new Lanczos(80, 10, 5);
  }

  public Lanczos withSteps(int steps) {
    return new Lanczos(steps, probes, count);
  }

  public Lanczos withProbes(int probes) {
    return new Lanczos(steps, probes, count);
  }

  public Lanczos withCount(int count) {
    return new Lanczos(steps, probes, count);
  }

  /**
   * The least and greatest eigenvalues with the lengths of their residuals |Hv − θv|: an eigenvalue
   * of H lies within that of each. A multiple eigenvalue is found once.
   *
   * @throws IllegalArgumentException if the length is wrong or the loss is not finite at w
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public HessianSpectrum extremes(Objective objective, double[] w, Seed seed) {
    double[] at = checked(objective, w);
    HessianProduct hessian = new HessianProduct(objective.fork(), at);
    Run run = run(hessian, at.length, seed.stream("lanczos", 0));
    int m = run.ritz.values().length;
    int low = Math.min(count, m);
    int high = Math.max(low, m - count);
    double[] values = new double[low + m - high];
    double[] residuals = new double[values.length];
    double norm = run.ritz.norm();
    List<String> reasons = new ArrayList<>();
    int poor = 0;
    for (int k = 0; k < values.length; k++) {
      int place = k < low ? k : high + k - low;
      values[k] = run.ritz.values()[place];
      double[] vector = Linear.unit(run.vector(place));
      residuals[k] = Linear.norm(Linear.plus(hessian.times(vector), -values[k], vector));
      poor += residuals[k] > CONVERGED * norm ? 1 : 0;
    }
    if (poor > 0) {
      reasons.add(poor + " of them have not converged: take more steps than " + steps);
    }
    return new HessianSpectrum(
        values, residuals, at.length, values.length == at.length, Verdict.qualified(reasons));
  }

  /**
   * The density of the eigenvalues, from random starts.
   *
   * @throws IllegalArgumentException if the length is wrong or the loss is not finite at w
   * @throws java.util.concurrent.CancellationException if the thread is interrupted before two
   *     starts are done
   */
  public SpectralDensity density(Objective objective, double[] w, Seed seed) {
    double[] at = checked(objective, w);
    List<Run> runs =
        Parallel.map(
            "spectral density",
            probes,
            k ->
                run(
                    new HessianProduct(objective.fork(), at),
                    at.length,
                    seed.stream("lanczos", k)));
    if (runs.size() < 2) {
      Interrupts.endIfInterrupted("the spectral density");
    }
    List<String> reasons =
        runs.size() < probes
            ? List.of("partial: " + runs.size() + " of " + probes + " probes")
            : List.of();
    return new SpectralDensity(
        runs.stream().map(run -> run.ritz.values()).toArray(double[][]::new),
        runs.stream().map(Run::weights).toArray(double[][]::new),
        at.length,
        Verdict.qualified(reasons),
        this,
        seed);
  }

  private static double[] checked(Objective objective, double[] w) {
    double[] at = Linear.point("the point", objective.dimension(), w);
    Linear.finiteLoss("the point", objective.fork().loss(at));
    return at;
  }

  /** The eigenvalues of the tridiagonal matrix, and the basis in which it is one. */
  private record Run(Eigen ritz, double[][] basis) {

    double[] vector(int k) {
      double[] sum = new double[basis[0].length];
      for (int j = 0; j < basis.length; j++) {
        sum = Linear.plus(sum, ritz.vectors()[k][j], basis[j]);
      }
      return sum;
    }

    /** Gauss quadrature: the squares of the first components. */
    double[] weights() {
      return Arrays.stream(ritz.vectors()).mapToDouble(v -> v[0] * v[0]).toArray();
    }
  }

  private Run run(HessianProduct hessian, int d, Seed seed) {
    int most = Math.min(steps, d);
    double[][] basis = new double[most][];
    double[][] tridiagonal = new double[most][most];
    double[] start = new double[d];
    RandomStream random = seed.random();
    random.gaussians(start, d);
    double[] next = Linear.unit(start);
    double size = 0;
    int m = 0;
    while (m < most) {
      Interrupts.endIfInterrupted("Lanczos's method");
      basis[m] = next;
      double[] image = hessian.times(next);
      size = Math.max(size, Linear.norm(image));
      tridiagonal[m][m] = Linear.dot(image, next);
      // Twice is enough (Parlett).
      for (int pass = 0; pass < 2; pass++) {
        for (int j = 0; j <= m; j++) {
          image = Linear.without(image, basis[j]);
        }
      }
      m++;
      double beta = Linear.norm(image);
      if (!(beta > BREAKDOWN * size) || m == most) {
        break;
      }
      tridiagonal[m][m - 1] = beta;
      tridiagonal[m - 1][m] = beta;
      next = Linear.times(1 / beta, image);
    }
    int found = m;
    double[][] square =
        Arrays.stream(tridiagonal)
            .limit(found)
            .map(row -> Arrays.copyOf(row, found))
            .toArray(double[][]::new);
    return new Run(Eigen.of(square), Arrays.copyOf(basis, found));
  }
}
