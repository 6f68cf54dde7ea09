package cusp.landscape;

import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.model.Potential;

/**
 * ½ wᵀ Q diag(λ) Qᵀ w with Q a product of random reflections: a Hessian whose spectrum is known, in
 * a basis that is not.
 */
record Quadratic(double[] eigenvalues, double[][] reflections) implements Potential {

  static Quadratic of(double[] eigenvalues, long seed) {
    double[][] reflections = new double[3][eigenvalues.length];
    RandomStream random = Seed.of(seed).stream("reflections").random();
    for (int k = 0; k < reflections.length; k++) {
      random.gaussians(reflections[k], eigenvalues.length);
      reflections[k] = Linear.unit(reflections[k]);
    }
    return new Quadratic(eigenvalues, reflections);
  }

  @Override
  public int dimension() {
    return eigenvalues.length;
  }

  @Override
  public double loss(double[] w) {
    return gradient(w, new double[w.length]);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    double[] a = w.clone();
    for (double[] n : reflections) {
      a = Linear.plus(a, -2 * Linear.dot(a, n), n);
    }
    double loss = 0;
    for (int i = 0; i < a.length; i++) {
      loss += eigenvalues[i] * a[i] * a[i] / 2;
      a[i] *= eigenvalues[i];
    }
    for (int k = reflections.length - 1; k >= 0; k--) {
      a = Linear.plus(a, -2 * Linear.dot(a, reflections[k]), reflections[k]);
    }
    System.arraycopy(a, 0, into, 0, a.length);
    return loss;
  }

  @Override
  public Objective fork() {
    return this;
  }
}
