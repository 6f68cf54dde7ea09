package cusp.bench;

import cusp.base.Seed;
import cusp.posterior.Sampler;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** One SGLD step on the toy model of superposition. */
@State(Scope.Thread)
public class SuperpositionBenchmark {
  private final Sampler.Walk walk = walk();

  private static Sampler.Walk walk() {
    var posterior = SuperpositionSuite.posterior();
    return SuperpositionSuite.SGLD.walk(posterior, posterior.center(), Seed.of(4));
  }

  @Benchmark
  public double step() {
    return walk.step();
  }
}
