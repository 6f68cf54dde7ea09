package cusp.model;

/**
 * A function K(w) with no samples behind it; one's own is a class with four short methods.
 *
 * <pre>{@code
 * record Bowl(int dimension) implements Potential {
 *   public double loss(double[] w) {
 *     return Arrays.stream(w).map(x -> x * x / 2).sum();
 *   }
 *   public double gradient(double[] w, double[] into) {
 *     System.arraycopy(w, 0, into, 0, dimension);
 *     return loss(w);
 *   }
 *   public Bowl fork() {
 *     return this;
 *   }
 * }
 * show(Descent.defaults().from(new Bowl(2), new double[] {1, 2}).loss());
 * }</pre>
 */
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
