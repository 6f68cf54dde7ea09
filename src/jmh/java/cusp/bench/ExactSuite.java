package cusp.bench;

import cusp.model.Formula;
import cusp.model.Objective;
import cusp.model.Prior;
import cusp.posterior.LocalPosterior;
import cusp.singular.LearningCoefficient;
import cusp.singular.Quadrature;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exact values: how long the slowest of some random cases takes. */
final class ExactSuite implements Suite {
  private static final int CASES = 20;
  private static final int TERMS = 50;
  private static final List<String> VARIABLES = List.of("a", "b", "c", "d", "e", "f");

  @Override
  public String name() {
    return "exact";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    Random random = new Random(1);
    slowest(out, "even_6_variables_50_terms", () -> sum(random, TERMS, 2));
    slowest(out, "square_of_6_variables_50_terms", () -> "(" + sum(random, TERMS, 1) + ")^2");
    slowest(
        out,
        "five_squares_of_6_variables_4_terms",
        () ->
            IntStream.range(0, 5)
                .mapToObj(i -> "(" + sum(random, 4, 1) + ")^2")
                .collect(Collectors.joining("+")));
    int[] widths = random.ints(101, 50, 500).toArray();
    double linear = Stopwatch.seconds(() -> LearningCoefficient.deepLinear(25, widths));
    out.accept(new Measurement("deep_linear_100_layers", "ms", 1e3 * linear));
    LocalPosterior crossing =
        LocalPosterior.at(Objective.of("x^2*y^2"), new double[2], 1e6)
            .withPrior(Prior.uniform(0, 1));
    double quadrature = Stopwatch.seconds(() -> Quadrature.defaults().of(crossing));
    out.accept(new Measurement("evidence_of_a_crossing", "ms", 1e3 * quadrature));
  }

  private static void slowest(Consumer<Measurement> out, String name, Supplier<String> formula) {
    List<Formula> cases =
        IntStream.range(0, CASES).mapToObj(i -> Formula.of(formula.get(), VARIABLES)).toList();
    double slowest = 0;
    for (int round = 0; round < 2; round++) {
      slowest = 0;
      for (Formula potential : cases) {
        long start = System.nanoTime();
        LearningCoefficient.of(potential, new double[VARIABLES.size()]);
        slowest = Math.max(slowest, (System.nanoTime() - start) * 1e-6);
      }
    }
    out.accept(new Measurement(name, "slowest_ms_of_" + CASES, slowest));
  }

  /** A sum of random terms that vanishes at 0, with even powers and positive where step is 2. */
  private static String sum(Random random, int terms, int step) {
    StringBuilder sum = new StringBuilder();
    for (int t = 0; t < terms; t++) {
      int coefficient = 1 + random.nextInt(9);
      sum.append(step == 1 && random.nextBoolean() ? "-" : "+").append(coefficient);
      int certain = random.nextInt(VARIABLES.size());
      for (int i = 0; i < VARIABLES.size(); i++) {
        int power = step * (random.nextInt(5) + (i == certain ? 1 : 0));
        sum.append(power == 0 ? "" : "*" + VARIABLES.get(i) + "^" + power);
      }
    }
    return sum.toString();
  }
}
