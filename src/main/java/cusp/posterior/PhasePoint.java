package cusp.posterior;

import cusp.model.Box;

/**
 * A position and a momentum that move along a Hamiltonian flow of energy U(w) + ½ Σ pᵢ²/mᵢ. Arrays
 * have an entry for every coordinate, so that loops run straight; one outside the mask has 1/m = 0
 * and no force, so that it rests.
 */
final class PhasePoint {
  private final LocalPosterior posterior;
  private final Box walls;
  final double[] w;
  final double[] p;

  /** ∇U(w). */
  final double[] gradient;

  double loss;
  double potential;

  PhasePoint(LocalPosterior posterior) {
    this.posterior = posterior;
    walls = posterior.walls();
    int d = posterior.center().length;
    w = new double[d];
    p = new double[d];
    gradient = new double[d];
  }

  /** Moves to w, with the gradient there. */
  void place(double[] from) {
    System.arraycopy(from, 0, w, 0, w.length);
    measure();
  }

  private void measure() {
    loss = posterior.gradient(w, null, gradient);
    potential = posterior.nBeta() * loss + posterior.restraint(w);
    holdMasked();
  }

  /** Takes the force from the coordinates outside the mask. */
  void holdMasked() {
    boolean[] mask = posterior.mask();
    if (mask != null) {
      for (int i = 0; i < mask.length; i++) {
        if (!mask[i]) {
          gradient[i] = 0;
        }
      }
    }
  }

  void set(PhasePoint other) {
    System.arraycopy(other.w, 0, w, 0, w.length);
    System.arraycopy(other.p, 0, p, 0, p.length);
    System.arraycopy(other.gradient, 0, gradient, 0, gradient.length);
    loss = other.loss;
    potential = other.potential;
  }

  /** A leapfrog step of time t, backwards where it is negative. */
  void leap(double t, double[] inverseMass) {
    kick(t / 2);
    drift(t, inverseMass);
    measure();
    kick(t / 2);
  }

  /** The motion by the force alone. */
  void kick(double t) {
    kick(p, gradient, t);
  }

  /** The motion without force, back from each wall. */
  void drift(double t, double[] inverseMass) {
    drift(w, p, inverseMass, t);
    if (!walls.isUnbounded()) {
      for (int i = 0; i < w.length; i++) {
        if (!(w[i] >= walls.low() && w[i] <= walls.high())) {
          bounce(i);
        }
      }
    }
  }

  private static void kick(double[] p, double[] gradient, double t) {
    for (int i = 0; i < p.length; i++) {
      p[i] -= t * gradient[i];
    }
  }

  private static void drift(double[] w, double[] p, double[] inverseMass, double t) {
    for (int i = 0; i < w.length; i++) {
      w[i] += t * inverseMass[i] * p[i];
    }
  }

  /**
   * The exact motion between walls: with a diagonal mass each coordinate is a ball of its own, so
   * that the step stays reversible and keeps volumes.
   */
  private void bounce(int i) {
    double x = w[i];
    w[i] = walls.reflect(x);
    double width = walls.high() - walls.low();
    boolean odd =
        Double.isInfinite(width)
            || Math.floorMod((long) Math.floor((x - walls.low()) / width), 2L) == 1;
    if (odd) {
      p[i] = -p[i];
    }
  }

  double energy(double[] inverseMass) {
    double sum = 0;
    for (int i = 0; i < p.length; i++) {
      sum += inverseMass[i] * p[i] * p[i];
    }
    return potential + sum / 2;
  }
}
