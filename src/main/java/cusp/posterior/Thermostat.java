package cusp.posterior;

import cusp.base.RandomStream;
import cusp.base.Seed;

/** A chain of {@link Sgnht}. */
final class Thermostat extends BatchWalk {
  private static final double STEP_TIMES_FREQUENCY = 0.4;

  private static final double FRICTION_TIMES_STEP = 0.1;

  private final int[] free;
  private final double h;

  /** Ah. */
  private final double target;

  private final RandomStream random;
  private final PhasePoint point;

  /** 1 where a coordinate is free. */
  private final double[] inverseMass;

  /** ξh. */
  private double friction;

  Thermostat(Sgnht settings, LocalPosterior posterior, double[] from, Seed seed) {
    super(new BatchGradient(posterior, settings.batch(), seed));
    free = posterior.free();
    random = seed.stream("noise").random();
    point = new PhasePoint(posterior);
    System.arraycopy(from, 0, point.w, 0, from.length);
    inverseMass = new double[from.length];
    for (int i : free) {
      inverseMass[i] = 1;
      point.p[i] = random.nextGaussian();
    }
    if (settings.stepSize() > 0) {
      h = settings.stepSize();
    } else {
      h = STEP_TIMES_FREQUENCY / Math.sqrt(Math.max(posterior.stiffness(), 1e-12));
      gradients.addCost(Stiffness.COST);
    }
    target = settings.friction() > 0 ? settings.friction() * h : FRICTION_TIMES_STEP;
    friction = target;
  }

  @Override
  public double[] position() {
    return point.w;
  }

  /** The two half kicks that meet between steps are one, at the position that is drawn. */
  @Override
  public double step() {
    double loss = gradients.next(point.w, point.gradient);
    point.holdMasked();
    point.kick(h);
    point.drift(h / 2, inverseMass);
    heed();
    rub();
    heed();
    point.drift(h / 2, inverseMass);
    return loss;
  }

  /** Half a step of the friction, by the kinetic energy. */
  private void heed() {
    double sum = 0;
    for (int i : free) {
      sum += point.p[i] * point.p[i];
    }
    friction += target * target / 2 * (sum / free.length - 1);
  }

  /** An Ornstein–Uhlenbeck step of the momenta, exact for the friction as it is. */
  private void rub() {
    double kept = Math.exp(-friction);
    double lost = friction == 0 ? 2 : -Math.expm1(-2 * friction) / friction;
    double noise = Math.sqrt(target * lost);
    for (int i : free) {
      point.p[i] = kept * point.p[i] + noise * random.nextGaussian();
    }
  }

  @Override
  public double stepSize() {
    return h;
  }

  @Override
  public double bias() {
    return Double.NaN;
  }

  /** The friction takes it up. */
  @Override
  public double excessTemperature() {
    return 0;
  }
}
