package cusp.landscape;

import cusp.model.Box;
import cusp.model.Objective;

/**
 * Follows the set of minima through a point along its flat directions, both ways: a step along the
 * kernel of the Hessian, and a descent back into the valley across it (continuation by
 * pseudo-arclength, Allgower and Georg, <i>Numerical Continuation Methods</i>, Springer 1990,
 * chapter 2). It ends at the walls of a box, where the loop closes, where the loss begins to rise,
 * or at a singular point: where the kernel gains a dimension, as where two valleys cross or at the
 * tip of a cusp.
 *
 * <pre>{@code
 * var tracer = ValleyTracer.defaults().withBox(Box.of(-2, 2));
 * Valley axis = tracer.trace(Objective.of("x^2*y^2"), new double[] {1, 0.1});
 * show(axis.chart());
 * show(axis.singularPoints());
 * }</pre>
 *
 * @param step arc length of a step; halved where the valley bends
 * @param length most arc length either way
 * @param flatness an eigenvalue counts as 0 up to this share of the largest one at the start
 * @param tolerance a point counts as critical up to a gradient of this share of the same
 * @param box where the valley is followed
 */
public record ValleyTracer(double step, double length, double flatness, double tolerance, Box box) {

  public ValleyTracer {
    Linear.positive("step", step);
    Linear.positive("length", length);
    Linear.positive("flatness", flatness);
    Linear.positive("tolerance", tolerance);
    if (!(flatness < 1)) {
      throw new IllegalArgumentException("flatness must be less than 1, not " + flatness);
    }
  }

  /** Steps of 0.05 up to a length of 10 either way, without walls. */
  public static ValleyTracer defaults() {
    return new ValleyTracer(0.05, 10, 1e-6, 1e-8, Box.unbounded());
  }

  public ValleyTracer withStep(double step) {
    return new ValleyTracer(step, length, flatness, tolerance, box);
  }

  public ValleyTracer withLength(double length) {
    return new ValleyTracer(step, length, flatness, tolerance, box);
  }

  public ValleyTracer withFlatness(double flatness) {
    return new ValleyTracer(step, length, flatness, tolerance, box);
  }

  public ValleyTracer withTolerance(double tolerance) {
    return new ValleyTracer(step, length, flatness, tolerance, box);
  }

  public ValleyTracer withBox(Box box) {
    return new ValleyTracer(step, length, flatness, tolerance, box);
  }

  /** As {@link #trace(Objective, double[], double[])}, along the flattest direction. */
  public Valley trace(Objective objective, double[] w) {
    return new Continuation(this, objective, w).run(null);
  }

  /**
   * The valley through the minimum below a point.
   *
   * @param w where the descent into the valley begins
   * @param direction which way to set out; of a kernel of several dimensions, the part of it that
   *     lies in the kernel is followed
   * @throws IllegalArgumentException if a length is wrong, the loss at w is not finite, w lies
   *     outside the box, or the direction is 0
   */
  public Valley trace(Objective objective, double[] w, double[] direction) {
    double[] wanted = Linear.point("the direction", objective.dimension(), direction);
    if (Linear.norm(wanted) == 0) {
      throw new IllegalArgumentException("the direction must not be 0");
    }
    return new Continuation(this, objective, w).run(wanted);
  }
}
