package cusp.circuit;

import cusp.base.RandomStream;
import cusp.base.Seed;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;

/**
 * Weights of a two-layer network with the activation x² that adds modulo p (Gromov 2023,
 * arXiv:2301.02679). Hidden neuron n has a frequency k and three phases, the third the sum of the
 * others:
 *
 * <pre>cos(2πka/p + φ_a),  cos(2πkb/p + φ_b)  and  r·cos(2πkc/p + φ_a + φ_b)</pre>
 *
 * from a, from b, and to the answer c. Squared and read out, a neuron yields r/2 · cos(2πk(a + b −
 * c)/p) and other waves, each of which keeps a phase; over many random phases these average out,
 * and over chosen ones they vanish. At the half-frequency p/2 of an even p, where a wave is ±(−1)ᵃ,
 * the phases are 0 or π and the yield is 2r.
 *
 * <pre>{@code
 * var solution = QuadraticSolution.of(23, 2, 3, 7);
 * show(solution.hidden() + " neurons");
 * show(QuadraticFit.of(solution.embeddingA(), solution.embeddingB(), solution.readout()));
 * }</pre>
 *
 * @param p the modulus, at least 2
 * @param embeddingA [p][hidden], the weights from a
 * @param embeddingB [p][hidden], the weights from b
 * @param readout [hidden][p], the weights to the answer
 */
public record QuadraticSolution(
    int p, double[][] embeddingA, double[][] embeddingB, double[][] readout) {

  /**
   * Phases φ_a = 2πu/6 and φ_b = 4φ_a, u = 0 … 5: the six sum to 0 in each of the other waves,
   * whose phases are φ_a ± φ_b, 3φ_a + φ_b, φ_a + 3φ_b, 2φ_a, 2φ_b and 2φ_a + 2φ_b, as none of
   * these is a multiple of 2π for u = 1.
   */
  private static final int PHASES = 6;

  private static final int RATIO = 4;

  public QuadraticSolution {
    Harmonics.requireModulus(p);
    int hidden = Matrices.width("the embedding of a", embeddingA);
    Matrices.requireShape("the embedding of a", embeddingA, p, hidden);
    Matrices.requireShape("the embedding of b", embeddingB, p, hidden);
    Matrices.requireShape("the readout", readout, hidden, p);
  }

  /**
   * Six neurons a frequency, whose logits are exactly those of {@link FourierSolution}.
   *
   * @param scale the weight of each frequency in the logits, finite
   * @param frequencies all different, in 1 … ⌊p/2⌋
   */
  public static QuadraticSolution of(int p, double scale, int... frequencies) {
    Harmonics.requireModulus(p);
    Harmonics.requireFrequencies(p, frequencies);
    return build(
        p,
        PHASES * frequencies.length,
        2 * scale / PHASES,
        n -> frequencies[n / PHASES],
        n -> 2 * Math.PI * (n % PHASES) / PHASES,
        n -> 2 * Math.PI * (n % PHASES) * RATIO / PHASES);
  }

  /**
   * Every frequency in turn with random phases, as in the paper: right for all pairs once there are
   * enough neurons.
   *
   * @param scale the weight of each frequency in the mean logits, finite
   * @param hidden number of neurons, at least 1
   */
  public static QuadraticSolution random(int p, double scale, int hidden, Seed seed) {
    Harmonics.requireModulus(p);
    if (hidden < 1) {
      throw new IllegalArgumentException("there is at least one hidden neuron, not " + hidden);
    }
    RandomStream random = seed.stream("phases").random();
    double[][] phases = new double[hidden][2];
    for (double[] pair : phases) {
      pair[0] = 2 * Math.PI * random.nextDouble();
      pair[1] = 2 * Math.PI * random.nextDouble();
    }
    int highest = p / 2;
    return build(
        p,
        hidden,
        2 * scale * highest / hidden,
        n -> 1 + n % highest,
        n -> phases[n][0],
        n -> phases[n][1]);
  }

  private static QuadraticSolution build(
      int p,
      int hidden,
      double readoutScale,
      IntUnaryOperator frequency,
      IntToDoubleFunction phaseA,
      IntToDoubleFunction phaseB) {
    double[][] fromA = new double[p][hidden];
    double[][] fromB = new double[p][hidden];
    double[][] toAnswer = new double[hidden][p];
    for (int n = 0; n < hidden; n++) {
      int k = frequency.applyAsInt(n);
      boolean half = 2 * k == p;
      double a = half ? nearestSign(phaseA.applyAsDouble(n)) : phaseA.applyAsDouble(n);
      double b = half ? nearestSign(phaseB.applyAsDouble(n)) : phaseB.applyAsDouble(n);
      double size = half ? readoutScale / 4 : readoutScale;
      for (int t = 0; t < p; t++) {
        double angle = 2 * Math.PI * (k * t % p) / p;
        fromA[t][n] = Math.cos(angle + a);
        fromB[t][n] = Math.cos(angle + b);
        toAnswer[n][t] = size * Math.cos(angle + a + b);
      }
    }
    return new QuadraticSolution(p, fromA, fromB, toAnswer);
  }

  private static double nearestSign(double phase) {
    return Math.cos(phase) < 0 ? Math.PI : 0;
  }

  /** The number of hidden neurons. */
  public int hidden() {
    return readout.length;
  }

  /** What the network answers: [p²][p], pair (a, b) in row a·p + b. */
  public double[][] logits() {
    double[][] activations = new double[p * p][hidden()];
    for (int i = 0; i < activations.length; i++) {
      double[] fromA = embeddingA[i / p];
      double[] fromB = embeddingB[i % p];
      for (int n = 0; n < fromA.length; n++) {
        double input = fromA[n] + fromB[n];
        activations[i][n] = input * input;
      }
    }
    return Matrices.product(activations, readout);
  }

  @Override
  public String toString() {
    return "a quadratic network of " + hidden() + " neurons that adds modulo " + p;
  }
}
