package cusp.nn;

import cusp.base.Crew;
import cusp.model.Batch;
import cusp.model.Loss;
import cusp.model.Objective;
import cusp.simd.FloatKernels;
import cusp.task.Examples;
import java.util.ArrayList;
import java.util.List;

/**
 * The mean loss of a network on examples. A batch is cut into shares, whatever the number of
 * threads, whose gradients are added up in order.
 */
final class NetworkObjective implements Objective {
  private static final FloatKernels KERNELS = FloatKernels.get();

  /** More would take longer to add up than they gain on the machines that toy models run on. */
  private static final int MOST_SHARES = 8;

  /** Rows that are worth a share of their own. */
  private static final int SHARE_ROWS = 96;

  private final Network network;
  private final Examples examples;
  private final Weights layout;
  private final List<Weight> blocks;
  private final float[] weights;
  private final List<Pass> passes = new ArrayList<>();
  private final int answers;
  private final double[] answerLosses;
  private final Batch all;

  private final Crew forward = new Crew(this::share);
  private final Crew packing = new Crew(this::pack);
  private final Crew unpacking = new Crew(this::unpack);
  private double[] w;
  private double[] gradient;
  private Batch batch;
  private int shares;
  private float scale;

  NetworkObjective(Network network, Examples examples) {
    this.network = network;
    this.examples = examples;
    layout = network.weights();
    blocks = List.copyOf(layout.byName.values());
    weights = new float[layout.length];
    answers = network.answers();
    answerLosses = new double[Math.multiplyExact(examples.size(), answers)];
    all = Batch.all(examples.size());
  }

  @Override
  public int dimension() {
    return layout.parameters.dimension();
  }

  @Override
  public Loss kind() {
    return network.kind();
  }

  @Override
  public int samples() {
    return examples.size();
  }

  @Override
  public double loss(double[] w) {
    run(w, all, Float.NaN);
    return mean(examples.size());
  }

  @Override
  public double gradient(double[] w, double[] into) {
    return gradient(w, all, into);
  }

  @Override
  public double gradient(double[] w, Batch batch, double[] into) {
    run(w, batch, 1f / (batch.size() * answers));
    gradient = into;
    unpacking.run(blocks.size());
    gradient = null;
    return mean(batch.size());
  }

  @Override
  public void losses(double[] w, double[] into) {
    run(w, all, Float.NaN);
    for (int k = 0; k < examples.size(); k++) {
      double sum = 0;
      for (int a = 0; a < answers; a++) {
        sum += answerLosses[k * answers + a];
      }
      into[k] = sum / answers;
    }
  }

  /** The loss of each answer of each example, example by example; valid until the next call. */
  double[] answerLosses(double[] w) {
    run(w, all, Float.NaN);
    return answerLosses;
  }

  private double mean(int size) {
    double sum = 0;
    for (int k = 0; k < size * answers; k++) {
      sum += answerLosses[k];
    }
    return sum / (size * answers);
  }

  private void run(double[] w, Batch batch, float scale) {
    layout.require(w);
    this.w = w;
    this.batch = batch;
    this.scale = scale;
    int rows = Math.multiplyExact(batch.size(), network.widest());
    shares = Math.max(1, Math.min(Math.min(MOST_SHARES, batch.size()), rows / SHARE_ROWS));
    while (passes.size() < shares) {
      passes.add(Pass.on(network, examples, weights));
    }
    packing.run(blocks.size());
    forward.run(shares);
    this.w = null;
    this.batch = null;
  }

  private void pack(int block) {
    blocks.get(block).pack(w, weights);
  }

  private void share(int s) {
    int from = (int) ((long) batch.size() * s / shares);
    int to = (int) ((long) batch.size() * (s + 1) / shares);
    passes
        .get(s)
        .losses(
            batch.order(),
            batch.from() + from,
            batch.from() + to,
            answerLosses,
            from * answers,
            scale);
  }

  /** Adds up the gradient of a block of parameters, share by share. */
  private void unpack(int block) {
    Weight weight = blocks.get(block);
    float[] sum = passes.get(0).workspace.gradient;
    for (int s = 1; s < shares; s++) {
      float[] more = passes.get(s).workspace.gradient;
      KERNELS.add(1, more, weight.at(), sum, weight.at(), weight.length());
    }
    weight.unpack(sum, gradient);
  }

  @Override
  public Objective fork() {
    return new NetworkObjective(network, examples);
  }
}
