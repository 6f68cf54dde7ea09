package cusp.model;

import java.util.List;
import java.util.stream.IntStream;

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

    @Override
    public boolean quadratic() {
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

    @Override
    public boolean quadratic() {
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

  record Sides(List<Box> sides) implements Prior {
    Sides {
      sides = List.copyOf(sides);
      if (sides.isEmpty()) {
        throw new IllegalArgumentException("a prior needs at least one coordinate, not 0");
      }
      for (Box side : sides) {
        if (Double.isInfinite(side.high() - side.low())) {
          throw new IllegalArgumentException(
              "the sides of a uniform prior are finite, not " + side);
        }
      }
    }

    static Sides of(double[] low, double[] high) {
      if (low.length != high.length) {
        throw new IllegalArgumentException(
            "there are " + low.length + " lower ends and " + high.length + " upper ends");
      }
      return new Sides(
          IntStream.range(0, low.length).mapToObj(i -> Box.of(low[i], high[i])).toList());
    }

    @Override
    public double logDensity(double[] w) {
      if (!supports(w)) {
        return Double.NEGATIVE_INFINITY;
      }
      double sum = 0;
      for (int i = 0; i < w.length; i++) {
        sum -= Math.log(sides.get(i).high() - sides.get(i).low());
      }
      return sum;
    }

    @Override
    public void addGradient(double[] w, double scale, double[] into) {}

    @Override
    public Box support() {
      return Box.of(
          sides.stream().mapToDouble(Box::low).min().orElseThrow(),
          sides.stream().mapToDouble(Box::high).max().orElseThrow());
    }

    @Override
    public Box support(int coordinate) {
      return sides.get(coordinate);
    }

    @Override
    public boolean supports(double[] w) {
      if (w.length != sides.size()) {
        throw new IllegalArgumentException(
            "w has length " + w.length + "; the prior is one of " + sides.size() + " coordinates");
      }
      for (int i = 0; i < w.length; i++) {
        if (!sides.get(i).contains(w[i])) {
          return false;
        }
      }
      return true;
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
}
