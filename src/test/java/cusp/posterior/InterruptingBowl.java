package cusp.posterior;

import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * ½|w|² in two dimensions, which interrupts a thread while it computes a gradient.
 *
 * @param thread to interrupt
 * @param at the number of that gradient, counted from 1 over all forks
 * @param gradients computed so far
 */
public record InterruptingBowl(Thread thread, int at, AtomicInteger gradients)
    implements Objective {
  public static final int NEVER = -1;

  /** Interrupts the calling thread at the given gradient. */
  public static InterruptingBowl at(int gradient) {
    return new InterruptingBowl(Thread.currentThread(), gradient, new AtomicInteger());
  }

  @Override
  public int dimension() {
    return 2;
  }

  @Override
  public Loss kind() {
    return Loss.POTENTIAL;
  }

  @Override
  public int samples() {
    return 0;
  }

  @Override
  public double loss(double[] w) {
    return (w[0] * w[0] + w[1] * w[1]) / 2;
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    return gradient(w, into);
  }

  @Override
  public double gradient(double[] w, double[] into) {
    if (gradients.incrementAndGet() == at) {
      thread.interrupt();
    }
    into[0] = w[0];
    into[1] = w[1];
    return loss(w);
  }

  @Override
  public void losses(double[] w, double[] into) {
    throw new UnsupportedOperationException("a potential has no samples");
  }

  @Override
  public Objective fork() {
    return this;
  }
}
