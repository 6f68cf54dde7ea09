package cusp.singular;

import cusp.base.Interrupts;
import cusp.model.Objective;
import cusp.posterior.PosteriorSample;
import java.util.Arrays;

/**
 * The sums over samples that the information criteria are made of, each with the influence of every
 * draw on it, which is what gives its error.
 */
final class CriteriaSums {
  final Sum training;
  final Sum variance;
  final Sum importance;
  final Sum smoothed;
  final double[] leaveOneOut;
  final double[] shapes;

  /** How many samples have losses that vary more than WAIC bears. */
  int volatileSamples;

  private final PosteriorSample sample;
  private final double[] logWeights;
  private final double beta;
  private final double efficiency;

  /** A sum over samples, and by how much each draw moves it, times the number of draws. */
  static final class Sum {
    double value;
    final double[] influences;

    Sum(int points) {
      influences = new double[points];
    }

    void add(Sum other) {
      value += other.value;
      for (int s = 0; s < influences.length; s++) {
        influences[s] += other.influences[s];
      }
    }
  }

  private CriteriaSums(
      PosteriorSample sample, double[] logWeights, int samples, double beta, double efficiency) {
    this.sample = sample;
    this.logWeights = logWeights;
    this.beta = beta;
    this.efficiency = efficiency;
    training = new Sum(sample.size());
    variance = new Sum(sample.size());
    importance = new Sum(sample.size());
    smoothed = new Sum(sample.size());
    leaveOneOut = new double[samples];
    shapes = new double[samples];
  }

  /**
   * @param efficiency effective draws a draw
   */
  static CriteriaSums of(PosteriorSample sample, double efficiency) {
    Objective objective = sample.posterior().objective();
    int n = objective.samples();
    CriteriaSums all =
        new CriteriaSums(
            sample,
            Arrays.stream(sample.weights()).map(Math::log).toArray(),
            n,
            sample.inverseTemperature(),
            efficiency);
    LossTable.forEachBlock(
        sample,
        objective,
        table -> {
          for (CriteriaSums part : table.inParts((from, to) -> all.part(table, from, to))) {
            all.add(part);
          }
        });
    return all;
  }

  private CriteriaSums part(LossTable table, int from, int to) {
    CriteriaSums part = new CriteriaSums(sample, logWeights, leaveOneOut.length, beta, efficiency);
    Rows rows = new Rows(sample.size(), efficiency);
    for (int i = from; i < to; i++) {
      Interrupts.endIfInterrupted("the information criteria");
      table.copy(i, rows.losses);
      part.take(rows, table.from() + i);
    }
    return part;
  }

  private void add(CriteriaSums other) {
    training.add(other.training);
    variance.add(other.variance);
    importance.add(other.importance);
    smoothed.add(other.smoothed);
    volatileSamples += other.volatileSamples;
    for (int i = 0; i < shapes.length; i++) {
      leaveOneOut[i] += other.leaveOneOut[i];
      shapes[i] += other.shapes[i];
    }
  }

  /** Workspace for one sample. */
  private static final class Rows {
    final double[] losses;
    final double[] likelihoods;
    final double[] ratios;
    final ParetoSmoothing smoothing;

    Rows(int points, double efficiency) {
      losses = new double[points];
      likelihoods = new double[points];
      ratios = new double[points];
      smoothing = new ParetoSmoothing(points, efficiency);
    }
  }

  private void take(Rows rows, int i) {
    double[] losses = rows.losses;
    double low = losses[0];
    double heaviest = Double.NEGATIVE_INFINITY;
    for (int s = 0; s < losses.length; s++) {
      low = Math.min(low, losses[s]);
      heaviest = Math.max(heaviest, logWeights[s] + beta * losses[s]);
    }
    double mean = 0;
    double likelihood = 0;
    for (int s = 0; s < losses.length; s++) {
      double weight = sample.weights()[s];
      rows.likelihoods[s] = Math.exp(low - losses[s]);
      mean += weight * losses[s];
      likelihood += weight * rows.likelihoods[s];
    }
    double spread = 0;
    for (int s = 0; s < losses.length; s++) {
      double square = (losses[s] - mean) * (losses[s] - mean);
      spread += sample.weights()[s] * square;
      variance.influences[s] += square;
      training.influences[s] -= rows.likelihoods[s] / likelihood;
      rows.ratios[s] = beta * losses[s] - heaviest;
    }
    training.value += low - Math.log(likelihood);
    variance.value += sample.bessel() * spread;
    volatileSamples += spread > InformationCriteria.VOLATILE ? 1 : 0;
    leaveOneOut[i] = leaveOneOut(rows, low, importance);
    if (sample.exact()) {
      shapes[i] = Double.NaN;
    } else {
      shapes[i] = rows.smoothing.smooth(rows.ratios);
      leaveOneOut[i] = leaveOneOut(rows, low, smoothed);
    }
  }

  /**
   * −ln of the mean of p(xᵢ|w) under the posterior without sample i, whose density relative to the
   * posterior's is in proportion to p(xᵢ|w)^−β; added to a sum.
   */
  private double leaveOneOut(Rows rows, double low, Sum into) {
    double[] ratios = rows.ratios;
    double all = 0;
    double product = 0;
    for (int s = 0; s < ratios.length; s++) {
      double ratio = sample.weights()[s] * Math.exp(ratios[s]);
      all += ratio;
      product += ratio * rows.likelihoods[s];
    }
    for (int s = 0; s < ratios.length; s++) {
      double ratio = Math.exp(ratios[s]);
      into.influences[s] += ratio / all - ratio * rows.likelihoods[s] / product;
    }
    double loss = low - Math.log(product / all);
    into.value += loss;
    return loss;
  }
}
