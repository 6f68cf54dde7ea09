package cusp.model;

/** A function K(w) with no samples behind it; one's own is a class with four short methods. */
public interface Potential extends Objective {

  @Override
  default Loss kind() {
    return Loss.POTENTIAL;
  }

  /** 0: there are none. */
  @Override
  default int samples() {
    return 0;
  }

  /** The whole gradient, whatever the batch. */
  @Override
  default double gradient(double[] w, Batch batch, double[] into) {
    return gradient(w, into);
  }

  @Override
  default void losses(double[] w, double[] into) {
    throw new UnsupportedOperationException("a potential has no samples, and so no losses of them");
  }
}
