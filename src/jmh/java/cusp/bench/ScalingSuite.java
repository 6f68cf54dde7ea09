package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.magnet.Exponents;
import cusp.magnet.FiniteSizeScaling;
import cusp.magnet.Lattice;
import cusp.magnet.Magnet;
import cusp.magnet.Measured;
import cusp.magnet.ScalingEstimate;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Whether the errors of Tc and the exponents are errors: Ising's magnet on three lattices, where
 * all are known (Onsager 1944, Yang 1952, Houtappel 1950), from 4 seeds each, from 100 with
 * -Dcusp.scale=full.
 */
final class ScalingSuite implements Suite {
  private static final List<Lattice> LATTICES =
      List.of(Lattice.square(8), Lattice.triangular(8), Lattice.honeycomb(8));

  @Override
  public String name() {
    return "scaling";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    int seeds = Suite.full() ? 100 : 4;
    for (Lattice lattice : LATTICES) {
      Magnet magnet = Magnet.ising(lattice);
      String subject = "scaling_ising_" + lattice.kind().name().toLowerCase(Locale.ROOT);
      long start = System.nanoTime();
      List<ScalingEstimate> all =
          Parallel.map(seeds, s -> FiniteSizeScaling.defaults().estimate(magnet, Seed.of(s)));
      List<ScalingEstimate> estimates = all.stream().filter(e -> !e.verdict().isInvalid()).toList();
      double seconds = (System.nanoTime() - start) / 1e9;
      out.accept(new Measurement(subject, "seeds", seeds));
      out.accept(new Measurement(subject, "s_per_study", seconds / seeds));
      double ok = estimates.stream().filter(e -> e.verdict().isOk()).count();
      out.accept(new Measurement(subject, "share_ok", ok / seeds));
      out.accept(new Measurement(subject, "share_valid", (double) estimates.size() / seeds));
      report(
          out,
          subject,
          estimates,
          "tc",
          Exponents::criticalTemperature,
          magnet.criticalTemperature().orElseThrow());
      report(out, subject, estimates, "nu", Exponents::nu, 1);
      report(out, subject, estimates, "beta", Exponents::beta, 1.0 / 8);
      report(out, subject, estimates, "gamma", Exponents::gamma, 7.0 / 4);
    }
  }

  private static void report(
      Consumer<Measurement> out,
      String subject,
      List<ScalingEstimate> estimates,
      String name,
      Function<Exponents, Measured> part,
      double exact) {
    List<Measured> values = estimates.stream().map(e -> part.apply(e.exponents())).toList();
    double[] pulls = values.stream().mapToDouble(v -> v.pull(exact)).toArray();
    double[] found = values.stream().mapToDouble(Measured::value).toArray();
    double[] errors = values.stream().mapToDouble(Measured::standardError).toArray();
    out.accept(new Measurement(subject, name + "_exact", exact));
    out.accept(new Measurement(subject, name + "_mean", Coverage.mean(found)));
    out.accept(new Measurement(subject, name + "_mean_error", Coverage.mean(errors)));
    out.accept(new Measurement(subject, name + "_mean_pull", Coverage.mean(pulls)));
    out.accept(new Measurement(subject, name + "_sd_pull", Coverage.deviation(pulls)));
  }
}
