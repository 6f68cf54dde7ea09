package cusp.phase;

import cusp.base.Interrupts;
import cusp.base.Verdict;
import cusp.model.Box;
import cusp.posterior.Chains;
import cusp.posterior.LocalPosterior;
import cusp.posterior.PosteriorSample;
import cusp.posterior.Swaps;
import cusp.singular.Estimated;
import cusp.singular.ExactPosterior;
import cusp.singular.Quadrature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * What share of a posterior each phase has: p_k = Z_k / Z, with Z_k = ∫ exp(−nβ L) φ over the phase
 * alone, so that its free energy is F_k = −ln Z_k = F − ln p_k.
 *
 * <p>INVALID, so that there are no shares:
 *
 * <ul>
 *   <li>phases overlap: more than a fifth of the posterior lies between them, so that a share
 *       depends on where one draws the line;
 *   <li>rungs of a ladder do not swap, chains disagree on a share by R̂ &gt; 1.05, or a share has
 *       an effective sample size below 100 (both of shares between 2 % and 98 %);
 *   <li>chains were interrupted;
 *   <li>the error of a quadrature exceeds a hundredth, or the parts are more than the whole.
 * </ul>
 *
 * <p>QUALIFIED where a twentieth lies between the phases, chains without a ladder of temperatures
 * saw nothing of a phase, there is one chain alone, or draws come without their chains.
 *
 * <pre>{@code
 * var wells = LocalPosterior.at(Objective.of("(x^2-1)^2+0.05*(x-1)^2"), new double[] {1}, 30);
 * var phases = Phases.boxes()
 *     .and("left", new double[] {-3}, new double[] {-0.2})
 *     .and("right", new double[] {0.2}, new double[] {3});
 * show(Occupancy.exact(wells.withPrior(Prior.normal(0, 1)), phases));
 * }</pre>
 *
 * @param phases which
 * @param shares p_k, in the order of the phases
 * @param between the share that is in no phase
 * @param freeEnergies F_k of each phase, exact; empty from chains
 * @param odds ln(p_a/p_b), a row a phase a; NaN where neither has a share
 * @param verdict whether and how shares may be read
 */
public record Occupancy(
    List<String> phases,
    List<Estimated> shares,
    Estimated between,
    List<Double> freeEnergies,
    List<List<Estimated>> odds,
    Verdict verdict) {
  private static final double OVERLAP = 0.2;
  private static final double TOUCH = 0.05;

  private static final Estimated UNKNOWN =
      new Estimated(Double.NaN, Double.NaN, Double.NaN, Double.NaN);

  /** Of a share this close to 0 or 1 a few visits decide R̂ and ESS; its error says as much. */
  private static final double RARE = 0.02;

  /** What integrals whose verdict is not INVALID may differ by. */
  private static final double ROUNDING = 0.01;

  public Occupancy {
    phases = List.copyOf(phases);
    shares = List.copyOf(shares);
    freeEnergies = List.copyOf(freeEnergies);
    odds = odds.stream().map(List::copyOf).toList();
  }

  /**
   * Exact shares by quadrature, an integral over each phase and one over everything.
   *
   * @param posterior of up to three free coordinates, with a proper prior
   * @param phases boxes
   * @throws IllegalStateException if the phases are no boxes
   * @throws IllegalArgumentException as {@link Quadrature#of}, or if a box has another number of
   *     coordinates or leaves out a coordinate that a mask holds, or with a localization γ, which
   *     would pull at each phase from elsewhere
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Occupancy exact(LocalPosterior posterior, Phases phases) {
    List<Phases.Region> regions = phases.requireBoxes();
    regions.forEach(region -> requireFits(posterior, region));
    Quadrature quadrature = Quadrature.defaults();
    List<String> fatal = new ArrayList<>();
    double whole = evidence(quadrature.of(posterior), "the whole", fatal);
    List<Estimated> shares = new ArrayList<>();
    List<Double> energies = new ArrayList<>();
    double rest = 1;
    for (Phases.Region region : regions) {
      double log =
          meets(posterior, region)
              ? evidence(quadrature.of(restricted(posterior, region)), region.name(), fatal)
              : Double.NEGATIVE_INFINITY;
      energies.add(-log);
      shares.add(Estimated.exact(Math.exp(log - whole)));
      rest -= Math.exp(log - whole);
    }
    if (rest < -ROUNDING) {
      fatal.add(
          "the integrals over the phases add up to %.6g of that over the whole: one missed a part"
              .formatted(1 - rest));
    }
    Estimated between = Estimated.exact(Math.max(0, rest));
    List<List<Estimated>> odds =
        energies.stream()
            .map(one -> energies.stream().map(other -> Estimated.exact(other - one)).toList())
            .toList();
    return judged(phases.names(), shares, between, energies, odds, fatal, List.of());
  }

  /** ln Z; what makes it unknown goes into the list. */
  private static double evidence(ExactPosterior exact, String of, List<String> fatal) {
    if (exact.verdict().isInvalid()) {
      fatal.add("the integral over " + of + " is not known: " + exact.verdict());
      return Double.NaN;
    }
    return exact.logEvidence();
  }

  private static void requireFits(LocalPosterior posterior, Phases.Region region) {
    double[] center = posterior.center();
    if (region.low().length != center.length) {
      throw new IllegalArgumentException(
          "%s has %d coordinates, the posterior %d"
              .formatted(region.name(), region.low().length, center.length));
    }
    if (posterior.localization() > 0) {
      throw new IllegalArgumentException(
          "exact shares need a localization γ of 0, not " + posterior.localization());
    }
    boolean[] mask = posterior.mask();
    for (int i = 0; mask != null && i < center.length; i++) {
      if (!mask[i] && !(center[i] >= region.low()[i] && center[i] <= region.high()[i])) {
        throw new IllegalArgumentException(
            "coordinate %d is held at %s, outside of %s: from %s to %s"
                .formatted(i, center[i], region.name(), region.low()[i], region.high()[i]));
      }
    }
  }

  /** Whether a box has points where the density is positive, more than an edge. */
  private static boolean meets(LocalPosterior posterior, Phases.Region region) {
    for (int i = 0; i < region.low().length; i++) {
      Box support = posterior.prior().support(i);
      double low = Math.max(support.low(), posterior.box().low());
      double high = Math.min(support.high(), posterior.box().high());
      if (!(Math.max(low, region.low()[i]) < Math.min(high, region.high()[i]))) {
        return false;
      }
    }
    return true;
  }

  /** A posterior on the box of one phase alone, centred inside it. */
  private static LocalPosterior restricted(LocalPosterior posterior, Phases.Region region) {
    double[] center = posterior.center();
    double[] inside = new double[center.length];
    for (int i = 0; i < center.length; i++) {
      inside[i] = Math.max(region.low()[i], Math.min(region.high()[i], center[i]));
    }
    return new LocalPosterior(
        posterior.objective(),
        inside,
        posterior.nBeta(),
        0,
        posterior.prior().within(region.low(), region.high()),
        posterior.box(),
        posterior.mask());
  }

  /**
   * The shares of the nodes of a rule, or of draws. QUALIFIED for draws, which do not say whether
   * the rungs of their ladder swapped or an interrupt ended them: give the chains.
   *
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Occupancy of(PosteriorSample sample, Phases phases) {
    List<String> remarks = new ArrayList<>();
    if (!sample.exact()) {
      remarks.add("draws alone do not say whether a ladder swapped: give the chains");
    }
    return of(sample, phases, List.of(), remarks);
  }

  /**
   * The shares of chains that kept positions, with a word on their ladder where they have one.
   *
   * @throws IllegalArgumentException if fewer than 4 positions of each chain were kept
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Occupancy of(LocalPosterior posterior, Chains chains, Phases phases) {
    if (chains.partial()) {
      // Positions that an interrupt left out are copies of the last one, or there are none.
      int count = phases.names().size();
      return new Occupancy(
          phases.names(),
          Collections.nCopies(count, UNKNOWN),
          UNKNOWN,
          List.of(),
          Collections.nCopies(count, Collections.nCopies(count, UNKNOWN)),
          Verdict.invalid(List.of("the chains were interrupted: let them run to their end")));
    }
    return of(PosteriorSample.kept(posterior, chains), phases, chains.swaps(), new ArrayList<>());
  }

  private static Occupancy of(
      PosteriorSample sample, Phases phases, List<Swaps> swaps, List<String> remarks) {
    int count = phases.names().size();
    double[][] in = new double[count + 1][sample.size()];
    for (int s = 0; s < sample.size(); s++) {
      Interrupts.endIfInterrupted("the phases of the draws");
      Optional<String> phase = phases.of(sample.points()[s]);
      in[phase.map(phases::index).orElse(count)][s] = 1;
    }
    List<String> fatal = new ArrayList<>();
    for (int c = 0; c < swaps.size(); c++) {
      for (String reason : swaps.get(c).verdict().reasons()) {
        fatal.add("chain " + c + ": " + reason);
      }
    }
    List<Estimated> shares = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      shares.add(share(sample, in[k], phases.names().get(k), fatal));
    }
    shares.add(share(sample, in[count], "what is between", fatal));
    boundUnseen(shares, sample);
    Estimated between = shares.remove(count);
    if (sample.chains() == 1) {
      remarks.add("one chain has no other to agree with: at least 2 show whether they mix");
    }
    for (int k = 0; k < count && swaps.isEmpty() && !sample.exact(); k++) {
      if (shares.get(k).value() == 0) {
        remarks.add(
            "no draw was in %s, which chains without a ladder may not find"
                .formatted(phases.names().get(k)));
      }
    }
    List<List<Estimated>> odds = odds(sample, in, shares);
    return judged(phases.names(), shares, between, List.of(), odds, fatal, remarks);
  }

  private static Estimated share(
      PosteriorSample sample, double[] in, String name, List<String> fatal) {
    double mean = sample.mean(in);
    if (sample.exact()) {
      return Estimated.exact(mean);
    }
    if (isUnseen(mean)) {
      return new Estimated(mean, 1.0 / sample.size(), Double.NaN, Double.NaN);
    }
    Estimated share = Estimated.mean(sample, in);
    if (mean >= RARE && mean <= 1 - RARE) {
      fatal.addAll(share.objections("the share of " + name));
    }
    return share;
  }

  /** Whether no draw was in a phase, or in any other. */
  private static boolean isUnseen(double share) {
    return !(share > 0 && share < 1);
  }

  /**
   * What was not seen is rarer than one in as many draws as count, of the shares that are known
   * worst; where none is, nothing tells their number, and the error is what it is at least.
   */
  private static void boundUnseen(List<Estimated> shares, PosteriorSample sample) {
    double ess =
        shares.stream()
            .filter(share -> !isUnseen(share.value()))
            .mapToDouble(Estimated::ess)
            .min()
            .orElse(Double.NaN);
    if (!sample.exact() && ess > 0) {
      shares.replaceAll(
          share ->
              isUnseen(share.value())
                  ? new Estimated(share.value(), 1 / ess, Double.NaN, ess)
                  : share);
    }
  }

  private static List<List<Estimated>> odds(
      PosteriorSample sample, double[][] in, List<Estimated> shares) {
    int count = shares.size();
    Estimated[][] odds = new Estimated[count][count];
    for (int a = 0; a < count; a++) {
      odds[a][a] = shares.get(a).value() > 0 ? Estimated.exact(0) : UNKNOWN;
      for (int b = 0; b < a; b++) {
        Interrupts.endIfInterrupted("the odds of the phases");
        Estimated found = odds(sample, in[a], shares.get(a).value(), in[b], shares.get(b).value());
        odds[a][b] = found;
        odds[b][a] =
            new Estimated(-found.value(), found.standardError(), found.rHat(), found.ess());
      }
    }
    return Arrays.stream(odds).map(Arrays::asList).toList();
  }

  /** By the delta method: the chains may go between two phases more slowly than in and out. */
  private static Estimated odds(
      PosteriorSample sample, double[] inOne, double one, double[] inOther, double other) {
    double value = Math.log(one) - Math.log(other);
    if (sample.exact()) {
      return Estimated.exact(value);
    }
    if (!(one > 0 && other > 0)) {
      return new Estimated(value, Double.POSITIVE_INFINITY, Double.NaN, Double.NaN);
    }
    double[] influences = new double[inOne.length];
    for (int s = 0; s < influences.length; s++) {
      influences[s] = inOne[s] / one - inOther[s] / other;
    }
    Estimated mean = Estimated.mean(sample, influences);
    return new Estimated(value, mean.standardError(), mean.rHat(), mean.ess());
  }

  private static Occupancy judged(
      List<String> phases,
      List<Estimated> shares,
      Estimated between,
      List<Double> energies,
      List<List<Estimated>> odds,
      List<String> fatal,
      List<String> remarks) {
    List<String> reasons = new ArrayList<>(fatal);
    if (between.value() > OVERLAP) {
      reasons.add(
          "the phases overlap: %.0f %% of the posterior lie between them, so that shares depend on"
                  .formatted(100 * between.value())
              + " where the line is drawn; lower the temperature, or settle each point");
    }
    List<String> beside = new ArrayList<>(remarks);
    if (between.value() > TOUCH) {
      beside.add("%.0f %% lie between the phases".formatted(100 * between.value()));
    }
    Verdict verdict = reasons.isEmpty() ? Verdict.qualified(beside) : Verdict.invalid(reasons);
    return new Occupancy(phases, shares, between, energies, odds, verdict);
  }

  /**
   * The share of a phase. Of one that no draw was in, or all, the error is one in as many draws as
   * count: those of the worst known share.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change
   * @throws IllegalArgumentException if there is no such phase
   */
  public Estimated share(String phase) {
    verdict.requireValid("there are no shares");
    return shares.get(index(phase));
  }

  /**
   * ln(p_a/p_b) = F_b − F_a, with its sampling error; infinite where a phase was not seen.
   *
   * @throws IllegalStateException where the verdict is INVALID, with what to change, or where
   *     neither phase has a share
   * @throws IllegalArgumentException if there is no such phase
   */
  public Estimated logOdds(String a, String b) {
    verdict.requireValid("there are no odds");
    Estimated found = odds.get(index(a)).get(index(b));
    if (Double.isNaN(found.value())) {
      throw new IllegalStateException(
          "there are no odds of %s to %s: neither has a share".formatted(a, b));
    }
    return found;
  }

  /** Whether {@link #logOdds} exists. */
  boolean hasOdds(String a, String b) {
    return !verdict.isInvalid() && !Double.isNaN(odds.get(index(a)).get(index(b)).value());
  }

  private int index(String phase) {
    int at = phases.indexOf(phase);
    if (at < 0) {
      throw new IllegalArgumentException("there is no phase " + phase + ", only " + phases);
    }
    return at;
  }

  /** A row a phase, and one for what is between; no shares where the verdict is INVALID. */
  public Table toTable() {
    List<String> names = new ArrayList<>(phases);
    names.add("between");
    List<Estimated> all = new ArrayList<>(shares);
    all.add(between);
    boolean none = verdict.isInvalid();
    Table table =
        Table.create(
            "occupancy: " + verdict.level(),
            StringColumn.create("phase", names),
            DoubleColumn.create(
                "share", all.stream().mapToDouble(e -> none ? Double.NaN : e.value()).toArray()),
            DoubleColumn.create(
                "± share", all.stream().mapToDouble(Estimated::standardError).toArray()));
    if (!freeEnergies.isEmpty()) {
      DoubleColumn energies = DoubleColumn.create("F", freeEnergies);
      table.addColumns(energies.appendMissing());
    } else {
      table.addColumns(
          DoubleColumn.create("R̂", all.stream().mapToDouble(Estimated::rHat).toArray()));
    }
    return table;
  }

  @Override
  public String toString() {
    if (verdict.isInvalid()) {
      return "occupancy: " + verdict;
    }
    StringBuilder text = new StringBuilder();
    for (int k = 0; k < phases.size(); k++) {
      text.append("%s: %.3g %%, ".formatted(phases.get(k), 100 * shares.get(k).value()));
    }
    return text + "between: %.2g %% (%s)".formatted(100 * between.value(), verdict);
  }
}
