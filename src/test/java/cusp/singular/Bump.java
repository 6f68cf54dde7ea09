package cusp.singular;

import cusp.model.Potential;
import java.util.function.ToDoubleFunction;

/** A potential that is no formula. */
record Bump(ToDoubleFunction<double[]> function, int dimension) implements Potential {

  @Override
  public double loss(double[] w) {
    return function.applyAsDouble(w);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    throw new UnsupportedOperationException("volumes need no gradient");
  }

  @Override
  public Bump fork() {
    return this;
  }
}
