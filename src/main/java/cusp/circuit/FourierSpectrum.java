package cusp.circuit;

import cusp.plot.Figure;
import cusp.plot.Heat;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The power at each frequency of columns of numbers over the residues modulo p: of an embedding, a
 * readout, activations. Grokking networks have it in a few key frequencies (Nanda et al. 2023,
 * arXiv:2301.05217, section 4).
 *
 * <p>The power at k is the squared norm of the projection on cos and sin of 2πkn/p, so that the
 * powers of a column sum to its squared norm. Shares leave the constant, k = 0, out.
 *
 * <pre>{@code
 * var solution = QuadraticSolution.of(59, 1, 3, 14, 25);
 * var spectrum = FourierSpectrum.of(solution.embeddingA());
 * show(spectrum.keyFrequencies(3));
 * show(spectrum.chart());
 * }</pre>
 *
 * @param p the modulus
 * @param powers [⌊p/2⌋ + 1][columns], from the constant up
 */
public record FourierSpectrum(int p, double[][] powers) {

  public FourierSpectrum {
    Harmonics.requireModulus(p);
    Matrices.requireShape("the powers", powers, p / 2 + 1, Matrices.width("the powers", powers));
  }

  /** Of a matrix with a row for each residue, so p × h. */
  public static FourierSpectrum of(double[][] matrix) {
    Matrices.width("the matrix", matrix);
    int p = matrix.length;
    Harmonics waves = new Harmonics(p);
    double[][] columns = Matrices.transpose(matrix);
    double[][] powers = new double[waves.highest() + 1][columns.length];
    for (int k = 0; k < powers.length; k++) {
      for (int j = 0; j < columns.length; j++) {
        powers[k][j] = waves.wave(columns[j], k).power();
      }
    }
    return new FourierSpectrum(p, powers);
  }

  /**
   * Of a function of pairs, as logits are, over the sum of the pair: its part along cos and sin of
   * 2πk(a + b)/p.
   *
   * @param values [p²][h]; pair (a, b) is row a·p + b
   */
  public static FourierSpectrum ofSums(int p, double[][] values) {
    return of(FrequencyProjection.meansBySum(Harmonics.requireModulus(p), values));
  }

  /** The power of all columns together: [⌊p/2⌋ + 1]. */
  public double[] power() {
    return Arrays.stream(powers).mapToDouble(row -> Arrays.stream(row).sum()).toArray();
  }

  /**
   * The share of each frequency in the power that is not constant: [⌊p/2⌋ + 1], 0 at the constant.
   *
   * @throws IllegalArgumentException if the columns are constant
   */
  public double[] shares() {
    double[] shares = power();
    shares[0] = 0;
    double total = Arrays.stream(shares).sum();
    if (total == 0) {
      throw new IllegalArgumentException("the columns are constant; no frequency has any power");
    }
    return Arrays.stream(shares).map(x -> x / total).toArray();
  }

  /** The strongest frequencies, so many of them, the strongest first. */
  public int[] keyFrequencies(int count) {
    if (count < 1 || count > p / 2) {
      throw new IllegalArgumentException(
          "modulo " + p + " there are 1 … " + p / 2 + " frequencies, not " + count);
    }
    return Arrays.copyOf(byStrength(), count);
  }

  /** The fewest frequencies that together hold a share of the power in (0, 1]. */
  public int[] keyFrequenciesHolding(double share) {
    if (!(share > 0 && share <= 1)) {
      throw new IllegalArgumentException("a share of the power lies in (0, 1], not " + share);
    }
    double[] shares = shares();
    int[] order = byStrength();
    int count = 0;
    double held = 0;
    // All shares sum to 1 but for rounding.
    while (count < order.length && held < share - 1e-12) {
      held += shares[order[count++]];
    }
    return Arrays.copyOf(order, count);
  }

  private int[] byStrength() {
    double[] shares = shares();
    return IntStream.rangeClosed(1, p / 2)
        .boxed()
        .sorted((i, j) -> Double.compare(shares[j], shares[i]))
        .mapToInt(k -> k)
        .toArray();
  }

  /** The share of the so many strongest frequencies: how sparse the spectrum is. */
  public double topShare(int count) {
    double[] shares = shares();
    return Arrays.stream(keyFrequencies(count)).mapToDouble(k -> shares[k]).sum();
  }

  /** The Gini coefficient of the shares: 0 where all are equal, near 1 where one has everything. */
  public double gini() {
    double[] sorted = Arrays.stream(shares()).skip(1).sorted().toArray();
    int n = sorted.length;
    double weighted = 0;
    for (int i = 0; i < n; i++) {
      weighted += (2 * i + 1 - n) * sorted[i];
    }
    return weighted / n;
  }

  /** How many frequencies take part. */
  public Participation participation() {
    return Participation.of(Arrays.stream(shares()).skip(1).toArray());
  }

  /** The strongest frequency of each column; 0 of a constant column. */
  public int[] columnFrequencies() {
    int[] best = new int[powers[0].length];
    for (int j = 0; j < best.length; j++) {
      double most = 0;
      for (int k = 1; k < powers.length; k++) {
        if (powers[k][j] > most) {
          most = powers[k][j];
          best[j] = k;
        }
      }
    }
    return best;
  }

  /** A row a frequency: power, share, and of how many columns it is the strongest. */
  public Table toTable() {
    int[] columns = new int[powers.length];
    Arrays.stream(columnFrequencies()).forEach(k -> columns[k]++);
    return Table.create(
        "Fourier spectrum mod " + p,
        IntColumn.create("frequency", IntStream.range(0, powers.length).toArray()),
        DoubleColumn.create("power", power()),
        DoubleColumn.create("share", shares()),
        IntColumn.create("strongest of columns", columns));
  }

  /** The share of each frequency. */
  public Figure chart() {
    double[] shares = shares();
    int n = shares.length - 1;
    double[] edges = IntStream.rangeClosed(0, n).mapToDouble(k -> k + 0.5).toArray();
    double[] heights = Arrays.copyOfRange(shares, 1, n + 2);
    heights[n] = 0;
    int[] key = keyFrequencies(Math.min(5, n));
    return Plot.of("Fourier spectrum mod " + p)
        .x("frequency")
        .y("share of the power")
        .steps("", edges, heights)
        .figure(
            String.format(
                "The share of each of %d frequencies in the power; the strongest are %s.",
                n, Arrays.toString(key)));
  }

  /** The share of each frequency in each column, the columns ordered by their strongest. */
  public Figure heat() {
    int[] best = columnFrequencies();
    int[] order =
        IntStream.range(0, best.length)
            .boxed()
            .sorted((i, j) -> Integer.compare(best[i], best[j]))
            .mapToInt(j -> j)
            .toArray();
    double[][] cells = new double[powers.length - 1][order.length];
    for (int j = 0; j < order.length; j++) {
      double total = 0;
      for (int k = 1; k < powers.length; k++) {
        total += powers[k][order[j]];
      }
      for (int k = 1; k < powers.length; k++) {
        cells[k - 1][j] = total == 0 ? 0 : powers[k][order[j]] / total;
      }
    }
    return Heat.of(cells)
        .rows(
            IntStream.rangeClosed(1, cells.length)
                .mapToObj(Integer::toString)
                .toArray(String[]::new))
        .title("Frequencies of the columns")
        .x("column, by its strongest frequency")
        .y("frequency")
        .figure("The share of each frequency in the power of each column.");
  }

  @Override
  public String toString() {
    return String.format("the spectrum of %d columns modulo %d", powers[0].length, p);
  }
}
