package cusp.bench;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.function.Consumer;

/** Normal deviates, which every step of every sampler draws. */
final class RandomSuite implements Suite {
  private static final int DRAWS = 20_000_000;

  @Override
  public String name() {
    return "random";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    RandomStream random = Seed.of(1).random();
    double[] block = new double[1000];
    double seconds =
        Stopwatch.seconds(
            () -> {
              for (int i = 0; i < DRAWS / block.length; i++) {
                random.gaussians(block, block.length);
              }
            });
    out.accept(new Measurement("random_gaussian", "ns_per_draw", seconds * 1e9 / DRAWS));
    out.accept(
        new Measurement(
            "random_gaussian",
            "bytes_per_draw",
            Allocation.bytesPerOperation(RandomBenchmark.class).get("gaussian")));
  }
}
