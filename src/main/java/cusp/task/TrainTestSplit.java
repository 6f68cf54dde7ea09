package cusp.task;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.Arrays;

/**
 * Examples to learn from, and others of the same task to test on.
 *
 * <pre>{@code
 * var data = TrainTestSplit.of(new ModularAddition(11).pairs(), 0.5, seed(1));
 * show(data.train().size() + " to learn, " + data.test().size() + " to test");
 * show(data.withRandomLabels(1, seed(2)));
 * }</pre>
 *
 * @param train what is learnt from
 * @param test what is kept back
 * @param trainRows which examples of the whole the first are, ascending
 * @param testRows which examples of the whole the others are, ascending
 */
public record TrainTestSplit(Examples train, Examples test, int[] trainRows, int[] testRows) {

  public TrainTestSplit {
    if (train.size() != trainRows.length || test.size() != testRows.length) {
      throw new IllegalArgumentException(
          String.format(
              "%d examples to learn have %d rows, and %d to test have %d",
              train.size(), trainRows.length, test.size(), testRows.length));
    }
  }

  /**
   * A random split, with {@code fraction · n} examples, rounded, to learn from.
   *
   * @param fraction in (0, 1), so that neither part is empty
   */
  public static TrainTestSplit of(Examples all, double fraction, Seed seed) {
    long count = Math.round(fraction * all.size());
    if (!(fraction > 0 && fraction < 1) || count < 1 || count >= all.size()) {
      throw new IllegalArgumentException(
          "a fraction in (0, 1) that leaves neither part empty splits "
              + all.size()
              + " examples, not "
              + fraction);
    }
    int[] order = new int[all.size()];
    seed.stream("split").random().permutation(order);
    int[] trainRows = Arrays.copyOf(order, (int) count);
    int[] testRows = Arrays.copyOfRange(order, (int) count, order.length);
    Arrays.sort(trainRows);
    Arrays.sort(testRows);
    return new TrainTestSplit(all.subset(trainRows), all.subset(testRows), trainRows, testRows);
  }

  /**
   * The same split with uniformly random classes for a share of the examples to learn from: the
   * control that can only be memorised (Zhang et al. 2017, arXiv:1611.03530). The test keeps its
   * true classes. A random class is the true one as often as chance has it.
   *
   * @param share in [0, 1]; share · n examples, rounded, are drawn
   * @throws IllegalArgumentException if the examples have no classes
   */
  public TrainTestSplit withRandomLabels(double share, Seed seed) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("the share of random labels lies in [0, 1], not " + share);
    }
    if (train.classCount() == 0) {
      throw new IllegalArgumentException("these examples have numbers as targets, no labels");
    }
    RandomStream random = seed.stream("random-labels").random();
    int[] order = new int[train.size()];
    random.permutation(order);
    int[] classes = train.classes().clone();
    for (int i = 0; i < Math.round(share * order.length); i++) {
      for (int k = 0; k < train.outputs(); k++) {
        classes[order[i] * train.outputs() + k] = random.nextInt(train.classCount());
      }
    }
    Examples corrupted =
        new Examples(
            train.size(),
            train.inputs(),
            train.outputs(),
            train.vocabulary(),
            train.classCount(),
            train.tokens(),
            train.values(),
            classes,
            train.targets());
    return new TrainTestSplit(corrupted, test, trainRows, testRows);
  }

  @Override
  public String toString() {
    return train.size() + " examples to learn from, " + test.size() + " to test on";
  }
}
