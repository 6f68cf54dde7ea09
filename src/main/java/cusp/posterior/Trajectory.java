package cusp.posterior;

/**
 * A stretch of a trajectory: what the criterion needs to know of it, and one of its points, drawn
 * by their weights exp(−energy).
 */
final class Trajectory {
  /** Momenta at its two ends, in the order in which it is followed. */
  private double[] first;

  private double[] last;

  /** Sum of the momenta of its points. */
  private final double[] sum;

  private double[] w;
  private double[] gradient;
  private double loss;
  private double potential;

  /** Logarithm of the sum of its points' weights. */
  private double logWeight;

  Trajectory(int d) {
    first = new double[d];
    last = new double[d];
    sum = new double[d];
    w = new double[d];
    gradient = new double[d];
  }

  /** Becomes a single point. */
  void set(PhasePoint point, double logWeight) {
    int d = sum.length;
    System.arraycopy(point.p, 0, first, 0, d);
    System.arraycopy(point.p, 0, last, 0, d);
    System.arraycopy(point.p, 0, sum, 0, d);
    System.arraycopy(point.w, 0, w, 0, d);
    System.arraycopy(point.gradient, 0, gradient, 0, d);
    loss = point.loss;
    potential = point.potential;
    this.logWeight = logWeight;
  }

  double logWeight() {
    return logWeight;
  }

  /** Moves a point to the one that was drawn, with no momentum of its own. */
  void draw(PhasePoint into) {
    System.arraycopy(w, 0, into.w, 0, w.length);
    System.arraycopy(gradient, 0, into.gradient, 0, w.length);
    into.loss = loss;
    into.potential = potential;
  }

  /** Is followed from its other end from now on. */
  void reverse() {
    double[] swap = first;
    first = last;
    last = swap;
  }

  /**
   * Whether this and the stretch behind it turn back as one, or where they meet: if the velocity at
   * an end does not point along the sum of the momenta (Betancourt 2017, appendix A.4.2).
   */
  boolean turnsWith(Trajectory next, double[] inverseMass) {
    return turns(first, last, sum, next.first, next.last, next.sum, inverseMass);
  }

  private static boolean turns(
      double[] first,
      double[] end,
      double[] sum,
      double[] start,
      double[] last,
      double[] nextSum,
      double[] inverseMass) {
    double wholeFirst = 0;
    double wholeLast = 0;
    double beforeFirst = 0;
    double beforeLast = 0;
    double behindFirst = 0;
    double behindLast = 0;
    for (int i = 0; i < sum.length; i++) {
      double whole = inverseMass[i] * (sum[i] + nextSum[i]);
      double before = inverseMass[i] * (sum[i] + start[i]);
      double behind = inverseMass[i] * (end[i] + nextSum[i]);
      wholeFirst += whole * first[i];
      wholeLast += whole * last[i];
      beforeFirst += before * first[i];
      beforeLast += before * start[i];
      behindFirst += behind * end[i];
      behindLast += behind * last[i];
    }
    return !(wholeFirst > 0
        && wholeLast > 0
        && beforeFirst > 0
        && beforeLast > 0
        && behindFirst > 0
        && behindLast > 0);
  }

  /** Takes in the stretch behind it, which is spent by that, and its point if asked for. */
  void join(Trajectory next, boolean takeItsPoint, double logWeight) {
    double[] swap = last;
    last = next.last;
    next.last = swap;
    double[] more = next.sum;
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
    if (takeItsPoint) {
      swap = w;
      w = next.w;
      next.w = swap;
      swap = gradient;
      gradient = next.gradient;
      next.gradient = swap;
      loss = next.loss;
      potential = next.potential;
    }
    this.logWeight = logWeight;
  }
}
