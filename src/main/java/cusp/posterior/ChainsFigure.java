package cusp.posterior;

import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The panels of {@link Chains#diagnostics}: those that there are draws for. */
final class ChainsFigure {
  private static final int WIDTH = 400;
  private static final int HEIGHT = 280;
  private static final int BLOCKS = 50;
  private static final int MOST_RANK_BINS = 20;
  private static final int LEAST_DRAWS = 4;
  private static final int MOST_NAMED = 5;

  private final Chains chains;
  private final double[] center;

  /** nβ(L − L(w*)); NaN where a loss is not finite. */
  private final double[][] excess;

  /** The chains whose losses are all finite. */
  private final int[] finite;

  private ChainsFigure(Chains chains, double[] center, double baseline, double nBeta) {
    this.chains = chains;
    this.center = center;
    excess =
        Arrays.stream(chains.losses())
            .map(
                losses ->
                    Arrays.stream(losses)
                        .map(loss -> nBeta * (loss - baseline))
                        .map(x -> Double.isFinite(x) ? x : Double.NaN)
                        .toArray())
            .toArray(double[][]::new);
    finite = IntStream.range(0, excess.length).filter(chains::finite).toArray();
  }

  static Figure of(Chains chains, double[] center, double baseline, double nBeta) {
    ChainsFigure figure = new ChainsFigure(chains, center, baseline, nBeta);
    List<Figure> panels = new ArrayList<>();
    figure.addTraces(panels);
    if (figure.finite.length > 0 && figure.draws() >= LEAST_DRAWS) {
      figure.addRanks(panels);
      figure.addAutocorrelation(panels);
    }
    figure.addPlaces(panels);
    if (panels.isEmpty()) {
      throw new IllegalStateException("there are no finite draws to show");
    }
    return Figure.grid("", 2, panels);
  }

  private int draws() {
    return excess.length == 0 ? 0 : excess[0].length;
  }

  private String name(int chain) {
    return chains.losses().length <= MOST_NAMED ? "chain " + (chain + 1) : "";
  }

  private void addTraces(List<Figure> panels) {
    int block = Math.max(1, draws() / BLOCKS);
    double[] middle =
        IntStream.range(0, draws() / block).mapToDouble(k -> (k + 0.5) * block).toArray();
    Plot plot =
        Plot.of("Traces")
            .x("draw")
            .y("nβ (L − L(w*))" + (block == 1 ? "" : ", means of " + block))
            .size(WIDTH, HEIGHT);
    int shown = 0;
    for (int c = 0; c < excess.length; c++) {
      double[] means = blockMeans(excess[c], block);
      if (Arrays.stream(means).allMatch(Double::isNaN)) {
        continue;
      }
      plot = plot.line(name(c), middle, means).dashes();
      shown++;
    }
    if (shown > 0) {
      panels.add(plot.figure("the potential over the draws, for each of " + shown + " chains."));
    }
  }

  private static double[] blockMeans(double[] values, int block) {
    return IntStream.range(0, values.length / block)
        .mapToDouble(k -> Arrays.stream(values, k * block, (k + 1) * block).average().orElseThrow())
        .toArray();
  }

  private double[][] finiteDraws() {
    return IntStream.of(finite).mapToObj(c -> excess[c]).toArray(double[][]::new);
  }

  /**
   * As in Vehtari et al. 2021, section 5: chains that agree have ranks that are uniform. One alone
   * has its halves to agree.
   */
  private void addRanks(List<Figure> panels) {
    double[][] values = finiteDraws();
    String[] names = IntStream.of(finite).mapToObj(this::name).toArray(String[]::new);
    if (values.length == 1) {
      int half = draws() / 2;
      values =
          new double[][] {
            Arrays.copyOf(values[0], half), Arrays.copyOfRange(values[0], half, 2 * half)
          };
      names = new String[] {"first half", "second half"};
    }
    int bins = Math.min(MOST_RANK_BINS, values[0].length / 2);
    double[][] shares = Ranks.shares(values, bins);
    double[] edges = IntStream.rangeClosed(0, bins).mapToDouble(k -> (double) k / bins).toArray();
    Plot plot = Plot.of("Ranks").x("rank among all draws").y("draws, relative").size(WIDTH, HEIGHT);
    double highest = 2;
    for (int k = 0; k < shares.length; k++) {
      double[] stairs = Arrays.copyOf(shares[k], bins + 1);
      stairs[bins] = stairs[bins - 1];
      plot = plot.steps(names[k], edges, stairs).dashes();
      highest = Math.max(highest, 1.1 * Arrays.stream(stairs).max().orElseThrow());
    }
    panels.add(
        plot.level("even", 1)
            .yRange(0, highest)
            .figure("how often each chain has each rank, against 1 where all chains agree."));
  }

  private void addAutocorrelation(List<Figure> panels) {
    double[][] values = finiteDraws();
    Diagnostics diagnostics = Diagnostics.of(values);
    double[] byLag = Ranks.autocorrelation(values, diagnostics.essMean());
    if (byLag.length == 0) {
      return;
    }
    double[] lags = IntStream.range(0, byLag.length).mapToDouble(t -> t).toArray();
    String ess =
        String.format("ESS %.0f of %d", diagnostics.essMean(), diagnostics.draws() * finite.length);
    panels.add(
        Plot.of("Autocorrelation, " + ess)
            .x("lag")
            .y("autocorrelation")
            .line("", lags, byLag)
            .yRange(Math.min(-0.1, 1.1 * Arrays.stream(byLag).min().orElseThrow()), 1)
            .size(WIDTH, HEIGHT)
            .figure("the autocorrelation of the potential within the chains; " + ess + "."));
  }

  private void addPlaces(List<Figure> panels) {
    Projection projection = Projection.of(chains.positions(), center);
    if (projection == null) {
      return;
    }
    Plot plot =
        Plot.of("Where the chains went")
            .x(projection.xLabel())
            .y(projection.yLabel())
            .size(WIDTH, HEIGHT);
    for (int c = 0; c < projection.x().length; c++) {
      if (projection.x()[c].length > 0) {
        plot =
            projection.path()
                ? plot.line(name(c), projection.x()[c], projection.y()[c]).dashes()
                : plot.points(name(c), projection.x()[c], projection.y()[c]);
      }
    }
    plot =
        projection.path()
            ? plot.level("w*", projection.centerY())
            : plot.mark("w*", projection.centerX()).level("w*", projection.centerY());
    panels.add(plot.figure("the kept positions of each chain, and w*."));
  }
}
