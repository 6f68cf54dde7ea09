package cusp.model;

/** The priors that {@link Prior} makes. */
final class Priors {
  private Priors() {}

  record Flat() implements Prior {
    @Override
    public double logDensity(double[] w) {
      return 0;
    }

    @Override
    public void addGradient(double[] w, double scale, double[] into) {}

    @Override
    public Box support() {
      return Box.unbounded();
    }

    @Override
    public boolean proper() {
      return false;
    }

    @Override
    public boolean independent() {
      return true;
    }
  }

  record Normal(double mean, double sd) implements Prior {
    Normal {
      if (!(sd > 0) || Double.isInfinite(sd) || !Double.isFinite(mean)) {
        throw new IllegalArgumentException(
            "a normal prior needs a finite mean and sd > 0, not " + mean + ", " + sd);
      }
    }

    @Override
    public double logDensity(double[] w) {
      double sum = 0;
      for (double x : w) {
        sum += (x - mean) * (x - mean);
      }
      return -sum / (2 * sd * sd) - w.length * Math.log(sd * Math.sqrt(2 * Math.PI));
    }

    @Override
    public void addGradient(double[] w, double scale, double[] into) {
      double factor = -scale / (sd * sd);
      for (int i = 0; i < w.length; i++) {
        into[i] += factor * (w[i] - mean);
      }
    }

    @Override
    public Box support() {
      return Box.unbounded();
    }

    @Override
    public boolean proper() {
      return true;
    }

    @Override
    public boolean independent() {
      return true;
    }
  }

  record Uniform(Box support) implements Prior {
    @Override
    public double logDensity(double[] w) {
      if (!support.contains(w)) {
        return Double.NEGATIVE_INFINITY;
      }
      return proper() ? -w.length * Math.log(support.high() - support.low()) : 0;
    }

    @Override
    public void addGradient(double[] w, double scale, double[] into) {}

    @Override
    public boolean proper() {
      return Double.isFinite(support.high() - support.low());
    }

    @Override
    public boolean independent() {
      return true;
    }
  }
}
