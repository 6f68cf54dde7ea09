package cusp.nn;

import cusp.base.Interrupts;
import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.task.Examples;
import java.util.Arrays;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The loss of a SameDiff graph on examples, in blocks of at most 1024 of them. */
final class SameDiffObjective implements Objective {
  private static final int LARGEST_BLOCK = 1024;

  private final SameDiffModel model;
  private final Examples data;

  /** Whether the graph gives one loss an example; their mean otherwise. */
  private final boolean apart;

  private final SameDiffPass pass;
  private final int dimension;
  private final int[] order;
  private final int room;
  private final SameDiffFeed inputs;
  private final SameDiffFeed targets;

  private SameDiffObjective(SameDiffModel model, Examples data, boolean apart) {
    this.model = model;
    this.data = data;
    this.apart = apart;
    pass = model.graph().pass();
    dimension = model.parameters().dimension();
    order = Batch.all(data.size()).order();
    // The first pass takes two examples, even of one.
    room = Math.max(2, Math.min(LARGEST_BLOCK, data.size()));
    inputs = SameDiffFeed.inputs(pass.graph().getVariable(model.inputs()), data, room);
    targets = SameDiffFeed.targets(pass.graph().getVariable(model.targets()), data, room);
  }

  /** With the loss told by a first pass, and its gradient checked, at the graph's values. */
  static SameDiffObjective of(SameDiffModel model, Examples data) {
    SameDiffObjective first = new SameDiffObjective(model, data, false);
    boolean apart =
        SameDiffLossShape.apart(
            samples -> first.pass.loss(first.load(samples, 0, samples.length)),
            first.pass.loss(),
            data.size());
    SameDiffObjective objective = apart ? new SameDiffObjective(model, data, true) : first;
    SameDiffGradientCheck.require(objective, model.values(), first.pass.isSingle());
    return objective;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Loss kind() {
    return model.kind();
  }

  @Override
  public int samples() {
    return data.size();
  }

  private boolean set(double[] w) {
    if (w.length != dimension) {
      throw new IllegalArgumentException(
          "w has length " + w.length + "; the graph has " + dimension + " parameters");
    }
    return pass.set(w);
  }

  private Map<String, INDArray> load(int[] from, int start, int size) {
    return Map.of(
        model.inputs(),
        inputs.load(from, start, size),
        model.targets(),
        targets.load(from, start, size));
  }

  @Override
  public double loss(double[] w) {
    if (!set(w)) {
      return Double.NaN;
    }
    double sum = 0;
    for (int from = 0; from < data.size(); from += room) {
      int size = Math.min(room, data.size() - from);
      sum += share(size, data.size()) * SameDiffPass.sum(pass.loss(load(order, from, size)));
    }
    return sum;
  }

  /** What a block's sum of losses, or its mean, counts in the mean of all. */
  private double share(int size, int all) {
    return (apart ? 1.0 : size) / all;
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, order, 0, data.size(), into);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    return gradient(w, batch.order(), batch.from(), batch.to(), into);
  }

  private double gradient(double[] w, int[] samples, int begin, int end, double[] into) {
    boolean numbers = set(w);
    Arrays.fill(into, 0, dimension, numbers ? 0 : Double.NaN);
    if (!numbers) {
      return Double.NaN;
    }
    double loss = 0;
    for (int from = begin; from < end; from += room) {
      int size = Math.min(room, end - from);
      double share = share(size, end - begin);
      loss += share * pass.gradient(load(samples, from, size), share, into);
    }
    return loss;
  }

  /**
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  @Override
  public void losses(double[] w, double[] into) {
    if (!set(w)) {
      Arrays.fill(into, 0, data.size(), Double.NaN);
      return;
    }
    int block = apart ? room : 1;
    for (int from = 0; from < data.size(); from += block) {
      Interrupts.endIfInterrupted("the losses of a SameDiff graph");
      int size = Math.min(block, data.size() - from);
      double[] losses = SameDiffPass.numbers(pass.loss(load(order, from, size)));
      System.arraycopy(losses, 0, into, from, size);
    }
  }

  @Override
  public Objective fork() {
    return new SameDiffObjective(model, data, apart);
  }

  @Override
  public String toString() {
    return "loss " + pass.loss() + " of a SameDiff graph on " + data.size() + " examples";
  }
}
