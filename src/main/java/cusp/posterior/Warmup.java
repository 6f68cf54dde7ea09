package cusp.posterior;

/**
 * How {@link Nuts} learns its step size and mass, for a burn-in of unknown length: the step size by
 * dual averaging throughout (Hoffman and Gelman 2014, section 3.2), the mass from the draws of
 * windows that double in length, each forgetting what came before it, as Stan's do.
 */
final class Warmup {
  /** Draws that only lead to where the posterior has its mass. */
  private static final int APPROACH = 15;

  private static final int FIRST_WINDOW = 25;

  /** Draws from which a step size is known. */
  private static final int STEP_TAKES = 30;

  private static final double SHRINKAGE_DRAWS = 5;
  private static final double SHRINKAGE_VARIANCE = 1e-3;
  private static final double GAMMA = 0.05;
  private static final double DELAY = 10;
  private static final double KAPPA = 0.75;

  private final double target;
  private final double[] inverseMass;
  private final double[] formerInverseMass;
  private final double[] mean;
  private final double[] squares;
  private boolean on = true;
  private double formerStepSize;
  private double rough;
  private int seen;
  private int window = FIRST_WINDOW;
  private int inWindow;
  private int t;
  private double centre;
  private double shortfall;
  private double logAverage;

  /**
   * @param inverseMass to be adapted where it is not 0
   */
  Warmup(double target, double[] inverseMass) {
    this.target = target;
    this.inverseMass = inverseMass;
    formerInverseMass = new double[inverseMass.length];
    mean = new double[inverseMass.length];
    squares = new double[inverseMass.length];
  }

  boolean isOn() {
    return on;
  }

  /** Begins the averaging anew around a rough step size. */
  void startSteps(double rough) {
    this.rough = rough;
    centre = Math.log(10 * rough);
    shortfall = 0;
    logAverage = Math.log(rough);
    t = 0;
  }

  /** The step size to try after a draw of this acceptance. */
  double stepSize(double acceptance) {
    t++;
    double share = 1 / (t + DELAY);
    shortfall += share * (target - acceptance - shortfall);
    double log = centre - Math.sqrt(t) / GAMMA * shortfall;
    double weight = Math.pow(t, -KAPPA);
    logAverage += weight * (log - logAverage);
    return Math.exp(log);
  }

  /** Takes a draw in; whether the mass is another one since. */
  boolean massChangesAt(double[] w) {
    seen++;
    if (seen <= APPROACH) {
      return false;
    }
    inWindow++;
    for (int i = 0; i < w.length; i++) {
      double away = w[i] - mean[i];
      mean[i] += away / inWindow;
      squares[i] += away * (w[i] - mean[i]);
    }
    if (inWindow < window) {
      return false;
    }
    System.arraycopy(inverseMass, 0, formerInverseMass, 0, inverseMass.length);
    formerStepSize = Math.exp(logAverage);
    boolean changed = takeVariances();
    window *= 2;
    inWindow = 0;
    java.util.Arrays.fill(mean, 0);
    java.util.Arrays.fill(squares, 0);
    return changed;
  }

  /**
   * Stan shrinks to 10⁻³, for coordinates of order one; here it is that share of their mean
   * variance, so that no unit of w is preferred.
   */
  private boolean takeVariances() {
    double sum = 0;
    int free = 0;
    for (int i = 0; i < squares.length; i++) {
      if (inverseMass[i] > 0) {
        sum += squares[i] / (inWindow - 1);
        free++;
      }
    }
    double typical = sum / free;
    if (!(typical > 0) || Double.isInfinite(typical)) {
      return false;
    }
    double kept = inWindow / (inWindow + SHRINKAGE_DRAWS);
    for (int i = 0; i < squares.length; i++) {
      if (inverseMass[i] > 0) {
        inverseMass[i] =
            kept * squares[i] / (inWindow - 1) + (1 - kept) * SHRINKAGE_VARIANCE * typical;
      }
    }
    return true;
  }

  /** Ends it: the step size for the draws that count. */
  double settle() {
    on = false;
    if (t < STEP_TAKES && formerStepSize > 0) {
      // Too soon after a window: what it replaced is better known.
      System.arraycopy(formerInverseMass, 0, inverseMass, 0, inverseMass.length);
      return formerStepSize;
    }
    if (t < APPROACH) {
      // The first steps that are tried are ten times the rough one.
      return rough;
    }
    return Math.exp(logAverage);
  }
}
