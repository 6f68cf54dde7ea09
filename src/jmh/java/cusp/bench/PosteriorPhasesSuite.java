package cusp.bench;

import static cusp.bench.Measurement.report;

import cusp.base.Parallel;
import cusp.base.Seed;
import cusp.model.Objective;
import cusp.phase.PhaseCompetition;
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
import java.util.stream.IntStream;

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
 * minimum of each copy, and "data_finite" corrects that for finite n by how far the log odds of the
 * population loss are from their expansion. These are the odds of the minima that descents from
 * draws end in, as of data sets, where pentagons and hexagons are 0.002 of the draws or more each;
 * where one is rarer, those of {@link PolygonIntegral} to a distance of 1, which counts points to
 * the polygon that they are nearest to; neither where the integral is INVALID. Half a visit is
 * added to each phase in the odds that are drawn. What is not finite, as of a phase of which a data
 * set keeps no minimum, is left out, and a crossing is sought among the other n.
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
    List<PhaseExpansion> expansions = Arrays.stream(POINTS).map(PolygonExpansion::of).toList();
    for (int p = 0; p < POINTS.length; p++) {
      PhaseExpansion expansion = expansions.get(p);
      String phase = ascii(POINTS[p]);
      out.accept(new Measurement("terms", phase + "_loss", expansion.loss()));
      out.accept(new Measurement("terms", phase + "_lambda", expansion.learningCoefficient()));
      for (PhaseExpansion.Term term : expansion.constants()) {
        out.accept(new Measurement("terms", phase + "_" + term.name(), term.value()));
      }
    }
    for (int terms = 0; terms <= TERMS; terms++) {
      PhaseExpansion five = expansions.get(0).first(terms);
      PhaseExpansion six = expansions.get(2).first(terms);
      String metric = "crossing_5_to_6_with_first_" + terms;
      PhaseCompetition.of(five, six).crossings(five.name(), six.name()).stream()
          .filter(crossing -> crossing.before().equals(five.name()))
          .reduce((earlier, later) -> later)
          .ifPresent(last -> out.accept(new Measurement("terms", metric, last.n())));
    }
    double[][] finite = population(expansions, out);
    for (int s = 0; s < dataSets; s++) {
      follow(s, expansions, finite, out);
    }
  }

  /** The corrections of the log odds of the expansions at each n, with their errors. */
  private double[][] population(List<PhaseExpansion> expansions, Consumer<Measurement> out) {
    double[][] finite = new double[sizes.length][];
    double[][] odds = new double[sizes.length][];
    for (int k = 0; k < sizes.length; k++) {
      int n = sizes[k];
      String label = label("population", n);
      PhaseVisits visits =
          PhaseVisits.of(
              MODEL.population(), n, 2 * leastBlocks, 2 * mostBlocks, Seed.of(1).stream("n", n));
      odds[k] = occupancies(label, visits, out);
      double expansion = logOdds(expansions, n, TERMS);
      double[] integral =
          logOdds(
              Arrays.stream(POINTS)
                  .map(
                      p ->
                          PolygonIntegral.within(
                              1, p, n, INTEGRAL_DRAWS, Seed.of(1).stream("n", n)))
                  .toList());
      out.accept(new Measurement(label, "log_odds_bare", logOdds(expansions, n, 0)));
      out.accept(new Measurement(label, "log_odds_paper", logOdds(expansions, n, 1)));
      out.accept(new Measurement(label, "log_odds_expansion", expansion));
      report(label, "log_odds_integral", integral[0], out);
      report(label, "log_odds_integral_error", integral[1], out);
      boolean rare =
          visits.indicator(true, PhaseVisits::isPentagon).mean() < RAREST
              || visits.indicator(true, PhaseVisits::isHexagon).mean() < RAREST;
      double[] whole = rare ? integral : odds[k];
      finite[k] = new double[] {whole[0] - expansion, whole[1]};
      report(label, "log_odds_finite_correction", finite[k][0], out);
      report(label, "log_odds_finite_correction_error", finite[k][1], out);
    }
    crossing(sizes, "population", "crossing", odds, out);
    return finite;
  }

  private void follow(
      int s, List<PhaseExpansion> expansions, double[][] finite, Consumer<Measurement> out) {
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
      drawn[k] = occupancies(label, visits, out);
      standing[k] = visits.logOdds(false);
      double[] energies = new double[POINTS.length];
      for (int p = 0; p < POINTS.length; p++) {
        energies[p] = energy(label, loss, n, POINTS[p], expansions.get(p), out);
      }
      double odds = logOdds(energies);
      foretold[k] = new double[] {odds, 0};
      corrected[k] = new double[] {odds + finite[k][0], finite[k][1]};
      report(label, "log_odds_data", odds, out);
      report(label, "log_odds_data_finite", corrected[k][0], out);
    }
    crossing(sizes, data, "crossing", drawn, out);
    crossing(sizes, data, "crossing_standing", standing, out);
    crossing(sizes, data, "crossing_data", foretold, out);
    crossing(sizes, data, "crossing_data_finite", corrected, out);
  }

  /** Occupancies and what to believe of them; returns the log odds with their error. */
  private static double[] occupancies(String label, PhaseVisits visits, Consumer<Measurement> out) {
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

  /**
   * The free energy of a phase with, in the place of nL, the minimum of each of its copies; ∞ where
   * none keeps one.
   */
  private static double energy(
      String label,
      Objective loss,
      int n,
      CriticalPoint point,
      PhaseExpansion expansion,
      Consumer<Measurement> out) {
    List<double[]> copies = copies(point);
    String name = ascii(point);
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
    return expansion.withLoss(mean / n).freeEnergy(n);
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

  /** ln of the odds of 5 and 5⁺ against 6; not finite where 6 or both others have no minimum. */
  static double logOdds(double[] energies) {
    double five = Math.min(energies[0], energies[1]);
    double sum = Math.exp(five - energies[0]) + Math.exp(five - energies[1]);
    return energies[2] - five + Math.log(sum);
  }

  /** The same by integrals, with its standard error; NaN where one of them is INVALID. */
  private static double[] logOdds(List<PolygonIntegral> integrals) {
    if (integrals.stream().anyMatch(integral -> integral.verdict().isInvalid())) {
      return new double[] {Double.NaN, Double.NaN};
    }
    double[] energies = integrals.stream().mapToDouble(PolygonIntegral::value).toArray();
    double[] errors = integrals.stream().mapToDouble(PolygonIntegral::standardError).toArray();
    double share = 1 / (1 + Math.exp(energies[0] - energies[1]));
    double fives = Math.hypot(share * errors[0], (1 - share) * errors[1]);
    return new double[] {logOdds(energies), Math.hypot(fives, errors[2])};
  }

  /** The same by the expansions with so many of their terms. */
  private static double logOdds(List<PhaseExpansion> expansions, int n, int terms) {
    return logOdds(expansions.stream().mapToDouble(e -> e.first(terms).freeEnergy(n)).toArray());
  }

  /**
   * The n at which the log odds last go from above 0 to below, and how often they change sign,
   * among those n at which they are finite.
   */
  static void crossing(
      int[] sizes, String label, String name, double[][] odds, Consumer<Measurement> out) {
    int[] known =
        IntStream.range(0, sizes.length).filter(k -> Double.isFinite(odds[k][0])).toArray();
    if (known.length == 0) {
      return;
    }
    int changes = 0;
    int last = -1;
    for (int i = 0; i + 1 < known.length; i++) {
      boolean before = odds[known[i]][0] > 0;
      boolean after = odds[known[i + 1]][0] > 0;
      changes += before != after ? 1 : 0;
      last = before && !after ? i : last;
    }
    out.accept(new Measurement(label, name + "_sign_changes", changes));
    int end = known[known.length - 1];
    boolean pentagon = odds[end][0] > 0;
    if (last < 0 || pentagon) {
      String side = pentagon ? "_above" : "_below";
      out.accept(new Measurement(label, name + side, sizes[pentagon ? end : known[0]]));
      return;
    }
    int low = known[last];
    int high = known[last + 1];
    double width = sizes[high] - sizes[low];
    double fall = odds[low][0] - odds[high][0];
    double share = odds[low][0] / fall;
    double error = Math.hypot((1 - share) * odds[low][1], share * odds[high][1]) * width / fall;
    out.accept(new Measurement(label, name, sizes[low] + share * width));
    out.accept(new Measurement(label, name + "_error", error));
  }

  private static String label(String data, int n) {
    return String.format(Locale.ROOT, "%s_n%04d", data, n);
  }

  private static String ascii(CriticalPoint point) {
    return point.k() + "+".repeat(point.positiveDeadBiases());
  }
}
