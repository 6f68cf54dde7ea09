package cusp.circuit;

import cusp.plot.Figure;
import cusp.plot.Plot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How near the weights of a two-layer network are to the closed form for addition modulo p, in
 * which each hidden neuron is a wave of one frequency k whose three phases obey φ_out = φ_a + φ_b
 * (Gromov 2023, arXiv:2301.02679; see {@link QuadraticSolution}).
 *
 * <p>A neuron's frequency is the one with the greatest mean share of the power of its three weight
 * vectors, their constants included, and that share is its share.
 *
 * <pre>{@code
 * var solution = QuadraticSolution.random(23, 1, 60, seed(1));
 * var fit = QuadraticFit.of(solution.embeddingA(), solution.embeddingB(), solution.readout());
 * show(fit);
 * show(fit.chart());
 * }</pre>
 *
 * @param p the modulus
 * @param frequencies [hidden] of each neuron, 0 where all weights are constant
 * @param shares [hidden] in [0, 1]
 * @param amplitudes [hidden] the amplitude of the neuron's cos(2πk(a + b − c)/p + error) in the
 *     logits under the activation x²
 * @param phasesIn [hidden] φ_a + φ_b in [−π, π]
 * @param phasesOut [hidden] φ_out in [−π, π]
 * @param weights [hidden] the neuron's share in Σ ‖w_a‖‖w_b‖‖w_out‖, with which it counts below
 */
public record QuadraticFit(
    int p,
    int[] frequencies,
    double[] shares,
    double[] amplitudes,
    double[] phasesIn,
    double[] phasesOut,
    double[] weights) {

  /**
   * Of the weights of a network.
   *
   * @param embeddingA [p][hidden]
   * @param embeddingB [p][hidden]
   * @param readout [hidden][p]
   * @throws IllegalArgumentException if the shapes do not agree, or no neuron has all three and a
   *     wave
   */
  public static QuadraticFit of(double[][] embeddingA, double[][] embeddingB, double[][] readout) {
    int h = Matrices.width("the embedding of a", embeddingA);
    int p = embeddingA.length;
    Matrices.requireShape("the embedding of b", embeddingB, p, h);
    Matrices.requireShape("the readout", readout, h, p);
    Harmonics waves = new Harmonics(p);
    double[][] fromA = Matrices.transpose(embeddingA);
    double[][] fromB = Matrices.transpose(embeddingB);
    List<Neuron> neurons =
        IntStream.range(0, h)
            .mapToObj(n -> Neuron.of(waves, p, fromA[n], fromB[n], readout[n]))
            .toList();
    double total = neurons.stream().mapToDouble(Neuron::size).sum();
    if (neurons.stream().allMatch(neuron -> neuron.size() * neuron.share() == 0)) {
      throw new IllegalArgumentException(
          "none of the " + h + " neurons has weights from a, from b and to c, some not constant");
    }
    return new QuadraticFit(
        p,
        neurons.stream().mapToInt(Neuron::frequency).toArray(),
        neurons.stream().mapToDouble(Neuron::share).toArray(),
        neurons.stream().mapToDouble(Neuron::amplitude).toArray(),
        neurons.stream().mapToDouble(Neuron::phaseIn).toArray(),
        neurons.stream().mapToDouble(Neuron::phaseOut).toArray(),
        neurons.stream().mapToDouble(neuron -> neuron.size() / total).toArray());
  }

  private record Neuron(
      int frequency, double share, double amplitude, double phaseIn, double phaseOut, double size) {

    static Neuron of(Harmonics waves, int p, double[]... vectors) {
      double size = Arrays.stream(vectors).mapToDouble(Matrices::norm).reduce(1, (x, y) -> x * y);
      int best = 0;
      double most = 0;
      for (int k = 1; k <= waves.highest(); k++) {
        double share = 0;
        for (double[] vector : vectors) {
          double power = waves.wave(vector, k).power();
          share += power > 0 ? power / Matrices.dot(vector, vector) / vectors.length : 0;
        }
        if (share > most) {
          most = share;
          best = k;
        }
      }
      if (best == 0) {
        return new Neuron(0, 0, 0, 0, 0, size);
      }
      Harmonics.Wave a = waves.wave(vectors[0], best);
      Harmonics.Wave b = waves.wave(vectors[1], best);
      Harmonics.Wave out = waves.wave(vectors[2], best);
      // At the half-frequency of an even p a product of two waves is one wave and not two.
      double factor = 2 * best == p ? 2 : 0.5;
      return new Neuron(
          best,
          most,
          factor * a.amplitude() * b.amplitude() * out.amplitude(),
          wrapped(a.phase() + b.phase()),
          out.phase(),
          size);
    }
  }

  private static double wrapped(double angle) {
    return Math.IEEEremainder(angle, 2 * Math.PI);
  }

  /** φ_out − φ_a − φ_b of each neuron, in [−π, π]: [hidden]. */
  public double[] phaseErrors() {
    return IntStream.range(0, phasesIn.length)
        .mapToDouble(n -> wrapped(phasesOut[n] - phasesIn[n]))
        .toArray();
  }

  /** The share of the weights in each neuron's own frequency, in [0, 1]. */
  public double spectralShare() {
    return Matrices.dot(weights, shares);
  }

  /** The mean of cos(φ_out − φ_a − φ_b) by weight and share, in [−1, 1]; 1 for the closed form. */
  public double phaseAlignment() {
    return score() / spectralShare();
  }

  /**
   * The spectral share times the phase alignment: 1 for the closed form, near 0 for random weights.
   */
  public double score() {
    double[] errors = phaseErrors();
    double sum = 0;
    for (int n = 0; n < errors.length; n++) {
      sum += weights[n] * shares[n] * Math.cos(errors[n]);
    }
    return sum;
  }

  /**
   * The weight of cos(2πk(a + b − c)/p) in the logits under the activation x², the neurons of
   * frequency k together: [⌊p/2⌋ + 1], 0 for the constant.
   */
  public double[] scales() {
    double[] errors = phaseErrors();
    double[] scales = new double[p / 2 + 1];
    for (int n = 0; n < errors.length; n++) {
      scales[frequencies[n]] += amplitudes[n] * Math.cos(errors[n]);
    }
    return scales;
  }

  /** A row a neuron. */
  public Table toTable() {
    return Table.create(
        "Neurons and the closed form mod " + p,
        IntColumn.create("neuron", IntStream.range(0, frequencies.length).toArray()),
        IntColumn.create("frequency", frequencies),
        DoubleColumn.create("share", shares),
        DoubleColumn.create("amplitude", amplitudes),
        DoubleColumn.create("φ_a + φ_b", phasesIn),
        DoubleColumn.create("φ_out", phasesOut),
        DoubleColumn.create("error", phaseErrors()),
        DoubleColumn.create("weight", weights));
  }

  /** The phase of each neuron's readout over the sum of its phases. */
  public Figure chart() {
    double[] diagonal = {-Math.PI, Math.PI};
    return Plot.of("The phases of the neurons")
        .x("φ_a + φ_b")
        .y("φ_out")
        .line("φ_out = φ_a + φ_b", diagonal, diagonal)
        .points("neurons", phasesIn, phasesOut)
        .figure(
            String.format(
                "The output phases of %d neurons over the sum of their input phases; alignment"
                    + " %.2f, where 1 lies on the diagonal.",
                phasesIn.length, phaseAlignment()));
  }

  @Override
  public String toString() {
    return String.format(
        "score %.4f: %.4f of the weights in one frequency a neuron, phase alignment %.4f",
        score(), spectralShare(), phaseAlignment());
  }
}
