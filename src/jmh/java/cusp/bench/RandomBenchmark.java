package cusp.bench;

import cusp.base.RandomStream;
import cusp.base.Seed;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One normal deviate. */
@State(Scope.Thread)
public class RandomBenchmark {
  private final RandomStream random = Seed.of(1).random();

  @Benchmark
  public double gaussian() {
    return random.nextGaussian();
  }
}
