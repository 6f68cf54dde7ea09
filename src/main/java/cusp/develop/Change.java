package cusp.develop;

/**
 * One change fitted to rows beside a background.
 *
 * @param kind its shape
 * @param row where it begins; for a crossover the row nearest its middle
 * @param at the control parameter there, on the scale of the design
 * @param width half the distance over which three quarters of a crossover happen; 0 for the others
 * @param likelihood twice the log-likelihood
 * @param column the shape divided by σ, of height 1 or slope 1
 */
record Change(
    Transition.Kind kind, int row, double at, double width, double likelihood, double[] column) {

  /** A step between rows k − 1 and k. */
  static Change jump(Design design, int k, double likelihood) {
    double[] x = design.x();
    double[] column = new double[x.length];
    System.arraycopy(design.weight(), k, column, k, x.length - k);
    return new Change(Transition.Kind.JUMP, k, (x[k - 1] + x[k]) / 2, 0, likelihood, column);
  }

  /** A bend at row k. */
  static Change kink(Design design, int k, double likelihood) {
    double[] x = design.x();
    double[] column = new double[x.length];
    for (int i = k + 1; i < x.length; i++) {
      column[i] = design.weight()[i] * (x[i] - x[k]);
    }
    return new Change(Transition.Kind.KINK, k, x[k], 0, likelihood, column);
  }
}
