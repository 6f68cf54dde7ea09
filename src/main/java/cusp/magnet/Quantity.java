package cusp.magnet;

/**
 * What a magnet's samples say at a temperature; N sites, energy e = ⟨H⟩/N and order m a site.
 *
 * <pre>{@code
 * var magnet = Magnet.ising(Lattice.square(8));
 * var runs = Simulation.wolff().withSweeps(1000).run(magnet, new double[] {2.2, 2.4}, seed(1));
 * show(Reweighting.of(runs).at(2.3).get(Quantity.BINDER));
 * }</pre>
 */
public enum Quantity {
  /** e. */
  ENERGY("energy e") {
    @Override
    double of(Moments at) {
      return at.energy() / at.sites();
    }
  },
  /** c = β² (⟨H²⟩ − ⟨H⟩²)/N. */
  SPECIFIC_HEAT("specific heat c") {
    @Override
    double of(Moments at) {
      return at.beta() * at.beta() * at.variance() / at.sites();
    }
  },
  /** ⟨|m|⟩. */
  MAGNETIZATION("magnetization ⟨|m|⟩") {
    @Override
    double of(Moments at) {
      return at.m1();
    }
  },
  /** χ = βN (⟨m²⟩ − ⟨|m|⟩²). */
  SUSCEPTIBILITY("susceptibility χ") {
    @Override
    double of(Moments at) {
      return at.beta() * at.sites() * (at.m2() - at.m1() * at.m1());
    }
  },
  /** U = 1 − ⟨m⁴⟩/(3⟨m²⟩²). */
  BINDER("Binder's cumulant U") {
    @Override
    double of(Moments at) {
      return 1 - at.m4() / (3 * at.m2() * at.m2());
    }
  },
  /** dU/dβ, which grows as L^(1/ν) at the critical point. */
  BINDER_SLOPE("slope dU/dβ") {
    @Override
    double of(Moments at) {
      double square = at.m2() * at.m2();
      return -(at.slope4() - 2 * at.m4() * at.slope2() / at.m2()) / (3 * square);
    }
  },
  /** d ln⟨|m|⟩/dβ, which grows so too. */
  LOG_SLOPE("slope d ln⟨|m|⟩/dβ") {
    @Override
    double of(Moments at) {
      return at.slope1() / at.m1();
    }
  };

  private final String label;

  Quantity(String label) {
    this.label = label;
  }

  abstract double of(Moments at);

  /** Its name and letter, as on an axis. */
  @Override
  public String toString() {
    return label;
  }
}
