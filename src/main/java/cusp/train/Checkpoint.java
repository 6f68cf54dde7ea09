package cusp.train;

import java.util.Arrays;

/**
 * A run at one step: all that is needed to go on from here to the same bits.
 *
 * <pre>{@code
 * var trainer = Trainer.sgd(0.1).withSteps(200);
 * var run = trainer.train(Objective.of("(a*b-1)^2/2"), new double[] {2, 2}, seed(1));
 * show(run.last().step() + " steps lead to " + Arrays.toString(run.last().w()));
 * }</pre>
 *
 * @param step steps done
 * @param loss L(w) on all samples
 * @param w parameters, of length d
 * @param memory of the optimizer, as long as it needs for d parameters
 */
public record Checkpoint(long step, double loss, double[] w, double[] memory) {

  public Checkpoint {
    w = w.clone();
    memory = memory.clone();
  }

  /** A copy of the parameters. */
  @Override
  public double[] w() {
    return w.clone();
  }

  /** A copy of the optimizer's memory. */
  @Override
  public double[] memory() {
    return memory.clone();
  }

  /** Equal when all numbers are equal to the bit. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Checkpoint that
        && step == that.step
        && Double.compare(loss, that.loss) == 0
        && Arrays.equals(w, that.w)
        && Arrays.equals(memory, that.memory);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(step) * 31 + Arrays.hashCode(w);
  }

  @Override
  public String toString() {
    return String.format("step %,d: loss %.6g", step, loss);
  }
}
