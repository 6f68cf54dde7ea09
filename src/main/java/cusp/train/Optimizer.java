package cusp.train;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import cusp.simd.Kernels;

/**
 * How a gradient becomes a step. Immutable; its memory of earlier gradients is a flat array that
 * checkpoints keep.
 *
 * <pre>{@code
 * show(Trainer.sgd(0.1).withMomentum(0.9).optimizer());
 * show(Trainer.adamW(0.001, 0.01).optimizer());
 * }</pre>
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Optimizer.Sgd.class, name = "sgd"),
  @JsonSubTypes.Type(value = Optimizer.Adam.class, name = "adam")
})
public sealed interface Optimizer {

  /** The numbers of memory that it needs for d parameters. */
  int memory(int d);

  /**
   * Moves w by one step.
   *
   * @param w parameters, changed
   * @param gradient at w
   * @param rate learning rate of this step
   * @param step counted from 0
   * @param memory of length {@link #memory}, zero before step 0, changed
   */
  void step(double[] w, double[] gradient, double rate, long step, double[] memory);

  /**
   * Stochastic gradient descent: v ← μv + g, w ← w − ηv.
   *
   * @param momentum μ in [0, 1)
   */
  record Sgd(double momentum) implements Optimizer {
    public Sgd {
      requireShare("momentum", momentum);
    }

    @Override
    public int memory(int d) {
      return momentum == 0 ? 0 : d;
    }

    @Override
    public void step(double[] w, double[] gradient, double rate, long step, double[] memory) {
      if (momentum == 0) {
        for (int i = 0; i < w.length; i++) {
          w[i] -= rate * gradient[i];
        }
      } else {
        for (int i = 0; i < w.length; i++) {
          memory[i] = momentum * memory[i] + gradient[i];
          w[i] -= rate * memory[i];
        }
      }
    }
  }

  /**
   * Adam (Kingma and Ba 2015, arXiv:1412.6980), with weight decay apart from the gradient as in
   * AdamW (Loshchilov and Hutter 2019, arXiv:1711.05101) where {@code decay} is positive.
   *
   * @param beta1 decay of the mean gradient, in [0, 1)
   * @param beta2 decay of the mean square, in [0, 1)
   * @param epsilon added to the root of the mean square, positive
   * @param decay weight decay a step, times the learning rate, not negative
   */
  record Adam(double beta1, double beta2, double epsilon, double decay) implements Optimizer {
    public Adam {
      requireShare("beta1", beta1);
      requireShare("beta2", beta2);
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("epsilon is positive, not " + epsilon);
      }
      if (!(decay >= 0)) {
        throw new IllegalArgumentException("weight decay is not negative, not " + decay);
      }
    }

    @Override
    public int memory(int d) {
      return 2 * d;
    }

    @Override
    public void step(double[] w, double[] gradient, double rate, long step, double[] memory) {
      double correct1 = 1 - Math.pow(beta1, step + 1.0);
      double correct2 = Math.sqrt(1 - Math.pow(beta2, step + 1.0));
      Kernels.get()
          .adam(
              w,
              gradient,
              memory,
              beta1,
              beta2,
              epsilon * correct2,
              1 - rate * decay,
              rate * correct2 / correct1);
    }
  }

  private static void requireShare(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " lies in [0, 1), not " + value);
    }
  }
}
