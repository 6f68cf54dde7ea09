package cusp.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import cusp.train.Trainer;
import org.junit.jupiter.api.Test;

class PerSampleTest {

  /** y = a b x; the gradient is that of the squared error times {@code slope}. */
  private record Product(double[] x, double[] y, double slope) implements PerSample {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public int samples() {
      return x.length;
    }

    @Override
    public Loss kind() {
      return Loss.SQUARED;
    }

    @Override
    public Objective fork() {
      return this;
    }

    @Override
    public double sample(int i, double[] w, double[] gradient) {
      double error = w[0] * w[1] * x[i] - y[i];
      gradient[0] += slope * 2 * error * w[1] * x[i];
      gradient[1] += slope * 2 * error * w[0] * x[i];
      return error * error;
    }
  }

  private static final double[] X = {1, 2, 3};
  private static final double[] Y = {2, 3, 7};
  private static final double[] W = {0.5, 1.5};
  private final Product product = new Product(X, Y, 1);

  @Test
  void lossesAreThoseOfTheSamplesAndTheLossIsTheirMean() {
    double[] losses = new double[3];
    product.losses(W, losses);
    assertArrayEquals(new double[] {1.5625, 2.25, 22.5625}, losses, 1e-12);
    assertEquals((1.5625 + 2.25 + 22.5625) / 3, product.loss(W), 1e-12);
  }

  @Test
  void aBatchHasTheMeanOfItsSamples() {
    double[] all = new double[2];
    double[] batch = new double[2];
    assertEquals(product.gradient(W, all), product.gradient(W, Batch.of(2, 0, 1), batch), 1e-12);
    assertArrayEquals(all, batch, 1e-12);
    assertEquals((1.5625 + 22.5625) / 2, product.gradient(W, Batch.of(0, 2), batch), 1e-12);
    double slopes = (2 * -1.25 * 1 + 2 * -4.75 * 3) / 2;
    assertArrayEquals(new double[] {slopes * 1.5, slopes * 0.5}, batch, 1e-12);
  }

  @Test
  void theGradientErrorTellsARightGradientFromAWrongOne() {
    assertTrue(product.gradientError(W) < 1e-8, "" + product.gradientError(W));
    assertEquals(0.5, new Product(X, Y, 2).gradientError(W), 1e-6);
  }

  @Test
  void aTrainerTakesIt() {
    double[] w = Trainer.sgd(0.02).withSteps(2_000).train(product, W, Seed.of(1)).last().w();
    assertEquals(29.0 / 14, w[0] * w[1], 1e-9);
  }
}
