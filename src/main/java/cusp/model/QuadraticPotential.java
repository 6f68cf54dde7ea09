package cusp.model;

/** A quadratic form as a loss. */
record QuadraticPotential(QuadraticForm form) implements QuadraticLoss, Potential {

  @Override
  public QuadraticForm form(int sample) {
    throw new UnsupportedOperationException("a potential has no samples, and so no losses of them");
  }

  @Override
  public int dimension() {
    return form.dimension();
  }

  @Override
  public double loss(double[] w) {
    return form.at(w);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return form.gradient(w, into);
  }

  /** Itself: it has no workspace. */
  @Override
  public QuadraticPotential fork() {
    return this;
  }
}
