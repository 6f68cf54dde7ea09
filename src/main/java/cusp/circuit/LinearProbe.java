package cusp.circuit;

import cusp.base.Interrupts;
import cusp.base.RandomStream;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Whether a class can be read from activations by a linear map: the accuracy on examples that the
 * map was not fitted to, by cross-validation, and beside it that of the same probe for shuffled
 * classes, which is all that it finds where there is nothing (after Hewitt and Liang 2019,
 * arXiv:1909.03368).
 *
 * <p>Of each fold the activations are standardised by the mean and deviation of the examples that
 * are fitted. Folds have the same share of each class, as far as that divides.
 *
 * <pre>{@code
 * var random = seed(1).random();
 * double[][] activations = new double[100][4];
 * int[] classes = new int[100];
 * for (int i = 0; i < 100; i++) {
 *   random.gaussians(activations[i], 4);
 *   classes[i] = activations[i][0] + activations[i][1] > 0 ? 1 : 0;
 * }
 * show(LinearProbe.ridge(0.1).measure(activations, classes, seed(2)));
 * show(LinearProbe.logistic(0.01).measure(activations, classes, seed(2)).toTable());
 * }</pre>
 *
 * @param kind least squares on indicators of the classes, or multinomial logistic
 * @param penalty λ > 0 on half the squared weights of the standardised activations; not on the
 *     constant
 * @param folds of the cross-validation, at least 2
 */
public record LinearProbe(Kind kind, double penalty, int folds) {

  /** How the map is fitted. */
  public enum Kind {
    /** Least squares on an indicator of each class, in closed form. */
    RIDGE,
    /** Multinomial logistic regression, by descent. */
    LOGISTIC
  }

  public LinearProbe {
    if (!(penalty > 0 && penalty < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the penalty of a probe is positive and finite, not " + penalty);
    }
    if (folds < 2) {
      throw new IllegalArgumentException("cross-validation needs at least 2 folds, not " + folds);
    }
  }

  /** Ridge with penalty 0.1 and five folds. */
  public static LinearProbe defaults() {
    return ridge(0.1);
  }

  /** Least squares with five folds. */
  public static LinearProbe ridge(double penalty) {
    return new LinearProbe(Kind.RIDGE, penalty, 5);
  }

  /** Multinomial logistic regression with five folds. */
  public static LinearProbe logistic(double penalty) {
    return new LinearProbe(Kind.LOGISTIC, penalty, 5);
  }

  public LinearProbe withPenalty(double penalty) {
    return new LinearProbe(kind, penalty, folds);
  }

  public LinearProbe withFolds(int folds) {
    return new LinearProbe(kind, penalty, folds);
  }

  /**
   * The held-out accuracy on the classes and on shuffled classes.
   *
   * @param activations [n][d], n at least the number of folds
   * @param classes [n], at least 0, of two or more kinds
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public ProbeAccuracy measure(double[][] activations, int[] classes, Seed seed) {
    Matrices.width("the activations", activations);
    int n = activations.length;
    if (classes.length != n || n < folds) {
      throw new IllegalArgumentException(
          String.format(
              "%d folds need as many examples with a class each, not %d rows of activations and %d"
                  + " classes",
              folds, n, classes.length));
    }
    Matrices.requireClasses(classes, Integer.MAX_VALUE);
    int[] kinds = Arrays.stream(classes).distinct().sorted().toArray();
    if (kinds.length < 2) {
      throw new IllegalArgumentException(
          "all " + n + " examples are of class " + kinds[0] + "; a probe tells two or more apart");
    }
    int[] labels = Arrays.stream(classes).map(c -> Arrays.binarySearch(kinds, c)).toArray();
    int[] order = new int[n];
    seed.stream("control").random().permutation(order);
    int[] shuffled = Arrays.stream(order).map(i -> labels[i]).toArray();
    Hits own = crossValidate(activations, labels, kinds.length, seed.stream("probe"));
    Hits control = crossValidate(activations, shuffled, kinds.length, seed.stream("shuffled"));
    // A descent that is interrupted returns where it is, which is no fit.
    Interrupts.endIfInterrupted("the probe");
    int[] counts = new int[kinds.length];
    Arrays.stream(labels).forEach(c -> counts[c]++);
    boolean ended = own.ended && control.ended;
    return new ProbeAccuracy(
        (double) own.count / n,
        (double) control.count / n,
        (double) Arrays.stream(counts).max().orElseThrow() / n,
        n,
        kinds.length,
        this,
        seed,
        ended
            ? Verdict.ok()
            : Verdict.qualified(List.of("a fit has not converged; choose a penalty nearer to 1")));
  }

  private record Hits(int count, boolean ended) {}

  private Hits crossValidate(double[][] x, int[] labels, int kinds, Seed seed) {
    int[] fold = assign(labels, seed.stream("folds").random());
    int count = 0;
    boolean ended = true;
    for (int f = 0; f < folds; f++) {
      Interrupts.endIfInterrupted("the probe");
      int held = f;
      int[] fitted = IntStream.range(0, x.length).filter(i -> fold[i] != held).toArray();
      int[] tested = IntStream.range(0, x.length).filter(i -> fold[i] == held).toArray();
      ProbeFit fit = ProbeFit.of(this, x, labels, fitted, kinds);
      ended &= fit.converged();
      for (int i : tested) {
        count += fit.classify(x[i]) == labels[i] ? 1 : 0;
      }
    }
    return new Hits(count, ended);
  }

  /** A fold for each example, class by class in a random order. */
  private int[] assign(int[] labels, RandomStream random) {
    int[] order = new int[labels.length];
    random.permutation(order);
    int[] byClass =
        Arrays.stream(order)
            .boxed()
            .sorted((i, j) -> Integer.compare(labels[i], labels[j]))
            .mapToInt(i -> i)
            .toArray();
    int[] fold = new int[labels.length];
    for (int k = 0; k < byClass.length; k++) {
      fold[byClass[k]] = k % folds;
    }
    return fold;
  }
}
