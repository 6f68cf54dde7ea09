package cusp.posterior;

/** What chains have in common that follow the gradient on batches and accept every step. */
abstract class BatchWalk implements Sampler.Walk {
  final BatchGradient gradients;

  BatchWalk(BatchGradient gradients) {
    this.gradients = gradients;
  }

  @Override
  public void settle() {
    gradients.measureNoise(position());
  }

  @Override
  public double acceptance() {
    return Double.NaN;
  }

  @Override
  public double cost() {
    return gradients.cost();
  }

  @Override
  public double gradientNoise() {
    return gradients.noise();
  }

  @Override
  public long divergences() {
    return 0;
  }
}
