package cusp.develop;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;

/** Which shape a change has, and between which values of the control parameter it lies. */
final class ChangeFit {
  /** The 95 % point of χ² with one degree of freedom. */
  private static final double CHI_SQUARE_95 = 3.841458820694124;

  static final double CONFIDENCE = 0.95;

  private static final int STEPS = 40;

  private final Design design;
  private final double[] rows;
  private final Change change;

  /** The background and the change, and the noise about them. */
  private final Design beside;

  private final Autoregression.Peak noise;

  private ChangeFit(Design design, double[] rows, Change change) {
    this.design = design;
    this.rows = rows;
    this.change = change;
    beside = design.with(change.column(), 0, -1);
    noise = beside.phi(rows);
  }

  /**
   * The most plausible shape, by Schwarz's criterion: a crossover has one parameter more than a
   * jump or a kink, its width.
   */
  static ChangeFit of(Design design, double[] rows) {
    double[] steps = design.profile(rows, true);
    int step = highest(steps);
    Change best = Change.jump(design, step, steps[step]);
    double[] hinges = design.profile(rows, false);
    int hinge = highest(hinges);
    if (hinges[hinge] > best.likelihood()) {
      best = Change.kink(design, hinge, hinges[hinge]);
    }
    ChangeFit sharp = new ChangeFit(design, rows, best);
    Change passage = new Crossover(design, rows, sharp.noise).best();
    if (passage != null && passage.likelihood() - Math.log(rows.length) > best.likelihood()) {
      return new ChangeFit(design, rows, passage);
    }
    return sharp;
  }

  Change change() {
    return change;
  }

  private static int highest(double[] values) {
    int highest = 0;
    for (int k = 1; k < values.length; k++) {
      if (values[k] > values[highest]) {
        highest = k;
      }
    }
    return highest;
  }

  /** Where the change lies with a confidence of 95 %, on the scale of the design: {low, high}. */
  double[] interval(int replicates, Seed seed) {
    return change.kind() == Transition.Kind.CROSSOVER
        ? smooth()
        : sharp(change.kind() == Transition.Kind.JUMP, replicates, seed);
  }

  /**
   * The rows whose likelihood is not too far below the best (Eo and Morley 2015,
   * doi:10.3982/QE186); how far is too far is simulated for this change in this noise.
   */
  private double[] sharp(boolean jump, int replicates, Seed seed) {
    Size size = size();
    Design.Window window = Design.Window.about(noise);
    double[] drops = new double[replicates];
    RandomStream random = seed.random();
    double[] deviates = new double[rows.length];
    for (int r = 0; r < replicates; r++) {
      Interrupts.endIfInterrupted("the dating of a transition");
      random.gaussians(deviates, deviates.length);
      double[] replicate = Autoregression.correlated(deviates, noise.phi());
      for (int i = 0; i < replicate.length; i++) {
        replicate[i] = size.value() * change.column()[i] + size.noise() * replicate[i];
      }
      double[] profile = design.profile(replicate, jump, window);
      drops[r] = profile[highest(profile)] - profile[change.row()];
    }
    Arrays.sort(drops);
    double most = drops[(int) Math.ceil(CONFIDENCE * (replicates + 1)) - 1];
    double[] profile = design.profile(rows, jump);
    double best = profile[highest(profile)];
    int low = change.row();
    int high = change.row();
    for (int k = 1; k < profile.length; k++) {
      if (best - profile[k] <= most) {
        low = Math.min(low, k);
        high = Math.max(high, k);
      }
    }
    double[] x = design.x();
    // A step lies somewhere between two rows; a bend is sought at rows, and may be between them.
    return new double[] {x[low - 1], x[jump ? high : Math.min(high + 1, x.length - 1)]};
  }

  /** The middles whose likelihood, with the best width for each, is not too far below the best. */
  private double[] smooth() {
    Crossover crossover = new Crossover(design, rows, noise);
    return new double[] {end(crossover, -1), end(crossover, 1)};
  }

  private double end(Crossover crossover, int side) {
    double[] x = design.x();
    double enough = change.likelihood() - CHI_SQUARE_95;
    double inside = 0;
    double step = change.width() / 8;
    double bound = side > 0 ? x[x.length - 1] - change.at() : change.at() - x[0];
    while (inside + step < bound
        && crossover.likelihoodAt(change.at() + side * (inside + step), change.width()) > enough) {
      inside += step;
    }
    double outside = Math.min(bound, inside + step);
    for (int i = 0; i < STEPS && outside - inside > 1e-3 * change.width(); i++) {
      double middle = (inside + outside) / 2;
      if (crossover.likelihoodAt(change.at() + side * middle, change.width()) > enough) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return change.at() + side * outside;
  }

  /**
   * How large the change is.
   *
   * @param value of its height or slope
   * @param standardError with its place given
   * @param noise standard deviation of the rows about the fit
   */
  record Size(double value, double standardError, double noise) {}

  Size size() {
    Whitened white = design.at(noise);
    double[] residual = white.residual(rows);
    double[] column = white.residual(change.column());
    double length = Whitened.dot(column, column);
    double value = Whitened.dot(column, residual) / length;
    double sd = beside.at(noise).deviation(beside.at(noise).residual(rows));
    double innovation = sd * Math.sqrt(1 - white.phi() * white.phi());
    return new Size(value, innovation / Math.sqrt(length), sd);
  }
}
