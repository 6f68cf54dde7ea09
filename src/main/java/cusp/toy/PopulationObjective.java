package cusp.toy;

import cusp.model.Objective;
import cusp.model.Potential;

/**
 * The exact population loss L(W, b) = (1/c) Σᵢⱼ ℓᵢⱼ(Gᵢⱼ, bⱼ) for one active feature, a closed
 * piecewise polynomial in μ₀ = −b/G (Chen et al. 2023, Lemma 3.1; here derived pair by pair, see
 * {@link PairLoss}).
 */
final class PopulationObjective extends GramObjective implements Potential {
  private final PairLoss pair = new PairLoss();

  PopulationObjective(int features, int hidden) {
    super(features, hidden);
  }

  @Override
  public double loss(double[] w) {
    prepare(w);
    return accumulate() / features;
  }

  @Override
  public double gradient(double[] w, double[] into) {
    prepare(w);
    double sum = accumulate();
    pullBack(w, 1.0 / features, into);
    return sum / features;
  }

  private double accumulate() {
    double sum = 0;
    for (int i = 0; i < features; i++) {
      for (int j = 0; j < features; j++) {
        pair.at(gram[i * stride + j], bias[j], i == j);
        sum += pair.value;
        gradGram[i * stride + j] = pair.dg;
        gradBias[j] += pair.db;
      }
    }
    return sum;
  }

  /**
   * The exact Hessian where L is twice differentiable; where a kink sits on an end of [0, 1], that
   * of the active side.
   */
  @Override
  public double[][] hessian(double[] w) {
    prepare(w);
    int d = dimension();
    double[][] hessian = new double[d][d];
    int[] place = new int[2 * hidden + 1];
    double[] slope = new double[place.length];
    for (int i = 0; i < features; i++) {
      for (int j = 0; j < features; j++) {
        pair.at(gram[i * stride + j], bias[j], i == j);
        // Gᵢⱼ = Σₐ Wₐᵢ Wₐⱼ has the slopes Wₐⱼ in Wₐᵢ and Wₐᵢ in Wₐⱼ, and second derivative 1
        // between the two.
        for (int a = 0; a < hidden; a++) {
          place[2 * a] = a * features + i;
          slope[2 * a] = w[a * features + j];
          place[2 * a + 1] = a * features + j;
          slope[2 * a + 1] = w[a * features + i];
          hessian[place[2 * a]][place[2 * a + 1]] += pair.dg / features;
          hessian[place[2 * a + 1]][place[2 * a]] += pair.dg / features;
        }
        int b = hidden * features + j;
        for (int p = 0; p < 2 * hidden; p++) {
          for (int q = 0; q < 2 * hidden; q++) {
            hessian[place[p]][place[q]] += pair.dgg * slope[p] * slope[q] / features;
          }
          hessian[place[p]][b] += pair.dgb * slope[p] / features;
          hessian[b][place[p]] += pair.dgb * slope[p] / features;
        }
        hessian[b][b] += pair.dbb / features;
      }
    }
    // The two halves were summed in different orders; eigenvalue routines ask for symmetry to the
    // bit.
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < i; j++) {
        hessian[j][i] = hessian[i][j];
      }
    }
    return hessian;
  }

  @Override
  public void losses(double[] w, double[] into) {
    throw new UnsupportedOperationException(
        "the population loss has no samples; bind the model to data for their losses");
  }

  @Override
  public Objective fork() {
    return new PopulationObjective(features, hidden);
  }
}
