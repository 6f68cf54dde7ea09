package cusp.singular;

import cusp.model.Objective;
import java.util.function.ToDoubleFunction;

/**
 * A function of w with a name: what is observed, or by what a loss is perturbed.
 *
 * <pre>{@code
 * var norm = new Statistic("|w|²", w -> Arrays.stream(w).map(x -> x * x).sum());
 * show(norm.function().applyAsDouble(new double[] {3, 4}));
 * }</pre>
 *
 * @param name for tables and messages
 * @param function its value at w, which it does not keep
 */
public record Statistic(String name, ToDoubleFunction<double[]> function) {

  public Statistic {
    if (name.isBlank()) {
      throw new IllegalArgumentException("a statistic has a name, not \"" + name + "\"");
    }
  }

  /** The i-th parameter. */
  public static Statistic coordinate(int i) {
    return new Statistic("w[" + i + "]", w -> w[i]);
  }

  /** The mean loss of an objective, as on other data. */
  public static Statistic loss(String name, Objective objective) {
    return new Statistic(name, objective.fork()::loss);
  }
}
