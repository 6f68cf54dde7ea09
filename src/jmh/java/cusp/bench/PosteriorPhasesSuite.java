package cusp.bench;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.phase.PhaseExpansion;
import cusp.phase.PolygonExpansion;
import cusp.phase.PolygonIntegral;
import cusp.posterior.Diagnostics;
import cusp.task.SparseFeatures;
import cusp.toy.CriticalPoint;
import cusp.toy.Superposition;
import cusp.train.Descent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Which phases of the toy model of superposition the posterior exp(−nL) N(0, I) prefers as samples
 * come in, data set by data set and for the population loss, and where pentagons, 5 and 5⁺
 * together, give way to the hexagon, beside what free energies foretell; at full scale as notebook
 * 05 reads it.
 *
 * <p>Of each data set, the first n of whose samples are taken, and n: the occupancy of each phase,
 * of the minima that descents from draws end in ("occupancy") and of the draws as they stand
 * ("standing"), those that were never seen left out; and ln of the odds of pentagons against
 * hexagons, drawn and foretold. What is foretold: "bare" takes n L and λ ln n alone, "paper" also
 * ½|w*|², "expansion" every term, "data" in the place of nL the loss of this data set at its own
 * minimum of each copy, and "data_finite" corrects that for finite n by what the draws of the
 * population loss show, or integrals over its phases where one of them is too rare for draws. Half
 * a visit is added to each phase in the odds that are drawn.
 */
final class PosteriorPhasesSuite implements Suite {
  private static final CriticalPoint[] POINTS = {
    new CriticalPoint(6, 5, 0), new CriticalPoint(6, 5, 1), new CriticalPoint(6, 6, 0)
  };

  /** The rarest phase of the population whose odds are taken from draws. */
  private static final double RAREST = 0.002;

  /** Of an expansion: norm, prior, curvature, rotation, dead, copies. */
  private static final int TERMS = 6;

  private static final int INTEGRAL_DRAWS = 200_000;
  private static final Superposition MODEL = new Superposition(6, 2);
  private static final Descent DESCENT = Descent.defaults().withIterations(500).withTolerance(1e-8);

  private final int dataSets;
  private final int[] sizes;
  private final int leastBlocks;
  private final int mostBlocks;

  PosteriorPhasesSuite() {
    this(
        Suite.full() ? 20 : 2,
        Suite.full()
            ? new int[] {100, 150, 200, 300, 400, 500, 600, 700, 800, 1000, 1400, 2000}
            : new int[] {100, 300, 600},
        Suite.full() ? 2 : 1,
        Suite.full() ? 8 : 1);
  }

  PosteriorPhasesSuite(int dataSets, int[] sizes, int leastBlocks, int mostBlocks) {
    this.dataSets = dataSets;
    this.sizes = sizes;
    this.leastBlocks = leastBlocks;
    this.mostBlocks = mostBlocks;
  }

  @Override
  public String name() {
    return "posterior-phases";
  }

  @Override
  public void run(Consumer<Measurement> out) {
    List<PolygonExpansion> expansions = Arrays.stream(POINTS).map(PolygonExpansion::of).toList();
    for (PolygonExpansion expansion : expansions) {
      String phase = ascii(expansion.point());
      out.accept(new Measurement("terms", phase + "_loss", expansion.loss()));
      out.accept(new Measurement("terms", phase + "_lambda", expansion.learningCoefficient()));
      for (PhaseExpansion.Term term : expansion.terms()) {
        out.accept(new Measurement("terms", phase + "_" + term.name(), term.value()));
      }
    }
    for (int terms = 0; terms <= TERMS; terms++) {
      double at = expansions.get(0).first(terms).crossing(expansions.get(2).first(terms));
      if (!Double.isNaN(at)) {
        out.accept(new Measurement("terms", "crossing_5_to_6_with_first_" + terms, at));
      }
    }
    double[] finite = population(expansions, out);
    for (int s = 0; s < dataSets; s++) {
      follow(s, expansions, finite, out);
    }
  }

  /** The corrections of the log odds of the expansions at each n. */
  private double[] population(List<PolygonExpansion> expansions, Consumer<Measurement> out) {
    double[] finite = new double[sizes.length];
    double[][] odds = new double[sizes.length][];
    for (int k = 0; k < sizes.length; k++) {
      int n = sizes[k];
      String label = label("population", n);
      PhaseVisits visits =
          PhaseVisits.of(
              MODEL.population(), n, 2 * leastBlocks, 2 * mostBlocks, Seed.of(1).stream("n", n));
      odds[k] = report(label, visits, out);
      double expansion = logOdds(expansions, n, TERMS);
      double[] integrals =
          Arrays.stream(POINTS)
              .mapToDouble(
                  p ->
                      PolygonIntegral.within(1, p, n, INTEGRAL_DRAWS, Seed.of(1).stream("n", n))
                          .value())
              .toArray();
      double integral = logOdds(integrals);
      out.accept(new Measurement(label, "log_odds_bare", logOdds(expansions, n, 0)));
      out.accept(new Measurement(label, "log_odds_paper", logOdds(expansions, n, 1)));
      out.accept(new Measurement(label, "log_odds_expansion", expansion));
      out.accept(new Measurement(label, "log_odds_integral", integral));
      boolean rare =
          visits.indicator(true, PhaseVisits::isPentagon).mean() < RAREST
              || visits.indicator(true, PhaseVisits::isHexagon).mean() < RAREST;
      finite[k] = (rare ? integral : odds[k][0]) - expansion;
      out.accept(new Measurement(label, "log_odds_finite_correction", finite[k]));
    }
    crossing("population", "crossing", odds, out);
    return finite;
  }

  private void follow(
      int s, List<PolygonExpansion> expansions, double[] finite, Consumer<Measurement> out) {
    String data = String.format(Locale.ROOT, "data%02d", s);
    double[][] drawn = new double[sizes.length][];
    double[][] standing = new double[sizes.length][];
    double[][] foretold = new double[sizes.length][];
    double[][] corrected = new double[sizes.length][];
    for (int k = 0; k < sizes.length; k++) {
      int n = sizes[k];
      String label = label(data, n);
      Objective loss = MODEL.on(new SparseFeatures(6).sample(n, Seed.of(s)));
      PhaseVisits visits =
          PhaseVisits.of(loss, n, leastBlocks, mostBlocks, Seed.of(s).stream("n", n));
      drawn[k] = report(label, visits, out);
      standing[k] = visits.logOdds(false);
      double[] energies = new double[POINTS.length];
      for (int p = 0; p < POINTS.length; p++) {
        energies[p] = energy(label, loss, n, expansions.get(p), out);
      }
      double odds = logOdds(energies);
      foretold[k] = new double[] {odds, 0};
      corrected[k] = new double[] {odds + finite[k], 0};
      out.accept(new Measurement(label, "log_odds_data", odds));
      out.accept(new Measurement(label, "log_odds_data_finite", odds + finite[k]));
    }
    crossing(data, "crossing", drawn, out);
    crossing(data, "crossing_standing", standing, out);
    crossing(data, "crossing_data", foretold, out);
    crossing(data, "crossing_data_finite", corrected, out);
  }

  /** Occupancies and what to believe of them; returns the log odds with their error. */
  private static double[] report(String label, PhaseVisits visits, Consumer<Measurement> out) {
    for (boolean descended : new boolean[] {true, false}) {
      String kind = descended ? "occupancy_" : "standing_";
      for (int p = 0; p < PhaseVisits.NAMES.size(); p++) {
        int phase = p;
        Diagnostics found = visits.indicator(descended, k -> k == phase);
        if (found.mean() > 0) {
          String metric = kind + PhaseVisits.NAMES.get(p);
          out.accept(new Measurement(label, metric, found.mean()));
          out.accept(
              new Measurement(label, metric + "_mcse", found.sd() > 0 ? found.mcseMean() : 0));
        }
      }
    }
    double[] odds = visits.logOdds(true);
    out.accept(new Measurement(label, "log_odds", odds[0]));
    out.accept(new Measurement(label, "log_odds_error", odds[1]));
    out.accept(new Measurement(label, "log_odds_standing", visits.logOdds(false)[0]));
    out.accept(new Measurement(label, "worst_mcse", visits.worstError()));
    out.accept(new Measurement(label, "worst_r_hat", visits.worstRHat()));
    out.accept(new Measurement(label, "worst_refused", visits.worstRefused()));
    out.accept(new Measurement(label, "least_round_trips", visits.leastRoundTrips()));
    out.accept(new Measurement(label, "draws", visits.draws()));
    out.accept(new Measurement(label, "mean_nL", visits.meanLoss()));
    return odds;
  }

  /** The free energy of a phase with, in the place of nL, the minimum of each of its copies. */
  private static double energy(
      String label, Objective loss, int n, PolygonExpansion expansion, Consumer<Measurement> out) {
    List<double[]> copies = copies(expansion.point());
    String name = ascii(expansion.point());
    List<Double> levels =
        Parallel.map(
            copies.size(),
            c -> {
              Descent.Minimum minimum = DESCENT.from(loss, copies.get(c));
              boolean kept =
                  PhaseVisits.NAMES
                      .get(PhaseVisits.phase(minimum.w(), Double.POSITIVE_INFINITY))
                      .equals(name);
              return kept ? n * minimum.loss() : Double.POSITIVE_INFINITY;
            });
    double[] kept =
        levels.stream().mapToDouble(x -> x).filter(x -> x < Double.POSITIVE_INFINITY).toArray();
    out.accept(new Measurement(label, "minima_" + name, kept.length));
    if (kept.length == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double least = Arrays.stream(kept).min().orElseThrow();
    out.accept(new Measurement(label, "least_nL_" + name, least));
    double sum = Arrays.stream(kept).map(x -> Math.exp(least - x)).sum();
    double mean = least - Math.log(sum / copies.size());
    return expansion.freeEnergy(n, mean / n);
  }

  /** One point of each circle of copies. */
  private static List<double[]> copies(CriticalPoint point) {
    List<double[]> copies = new ArrayList<>();
    choose(point, new int[6], 0, copies);
    return copies;
  }

  /**
   * Gives features their places one after another: the first k around the polygon, beginning with
   * the first live feature, and the last to the dead one, if there is one.
   */
  private static void choose(CriticalPoint point, int[] order, int from, List<double[]> copies) {
    int c = order.length;
    if (from == c) {
      double[] w = point.point();
      double[] copy = new double[w.length];
      for (int place = 0; place < c; place++) {
        for (int block = 0; block < 3; block++) {
          copy[block * c + order[place]] = w[block * c + place];
        }
      }
      copies.add(copy);
      return;
    }
    for (int feature = 0; feature < c; feature++) {
      boolean taken = false;
      for (int place = 0; place < from; place++) {
        taken |= order[place] == feature;
      }
      boolean first = from == 0 || from >= point.k() || feature > order[0];
      if (!taken && first) {
        order[from] = feature;
        choose(point, order, from + 1, copies);
      }
    }
  }

  /** ln of the odds of 5 and 5⁺ against 6. */
  private static double logOdds(double[] energies) {
    double five = Math.min(energies[0], energies[1]);
    double sum = Math.exp(five - energies[0]) + Math.exp(five - energies[1]);
    return energies[2] - five + Math.log(sum);
  }

  /** The same by the expansions with so many of their terms. */
  private static double logOdds(List<PolygonExpansion> expansions, int n, int terms) {
    return logOdds(expansions.stream().mapToDouble(e -> e.first(terms).freeEnergy(n)).toArray());
  }

  /** The n at which the log odds last go from above 0 to below, and how often they change sign. */
  private void crossing(String label, String name, double[][] odds, Consumer<Measurement> out) {
    int changes = 0;
    int last = -1;
    for (int k = 0; k + 1 < sizes.length; k++) {
      changes += odds[k][0] > 0 != odds[k + 1][0] > 0 ? 1 : 0;
      last = odds[k][0] > 0 && odds[k + 1][0] <= 0 ? k : last;
    }
    out.accept(new Measurement(label, name + "_sign_changes", changes));
    if (last < 0 || odds[sizes.length - 1][0] > 0) {
      boolean pentagon = odds[sizes.length - 1][0] > 0;
      String side = pentagon ? "_above" : "_below";
      out.accept(new Measurement(label, name + side, sizes[pentagon ? sizes.length - 1 : 0]));
      return;
    }
    double width = sizes[last + 1] - sizes[last];
    double fall = odds[last][0] - odds[last + 1][0];
    double share = odds[last][0] / fall;
    double error =
        Math.hypot((1 - share) * odds[last][1], share * odds[last + 1][1]) * width / fall;
    out.accept(new Measurement(label, name, sizes[last] + share * width));
    out.accept(new Measurement(label, name + "_error", error));
  }

  private static String label(String data, int n) {
    return String.format(Locale.ROOT, "%s_n%04d", data, n);
  }

  private static String ascii(CriticalPoint point) {
    return point.k() + "+".repeat(point.positiveDeadBiases());
  }
}
