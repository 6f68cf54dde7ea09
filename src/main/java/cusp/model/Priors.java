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
      requireSome(sides);
      for (Box side : sides) {
        if (Double.isInfinite(side.high() - side.low())) {
          throw new IllegalArgumentException(
              "the sides of a uniform prior are finite, not " + side);
        }
      }
    }

    static Sides of(double[] low, double[] high) {
      return new Sides(boxes(low, high));
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
      return hull(sides);
    }

    @Override
    public Box support(int coordinate) {
      return sides.get(coordinate);
    }

    @Override
    public boolean supports(double[] w) {
      return inside(sides, w);
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

  record Within(Prior prior, List<Box> sides) implements Prior {
    Within {
      sides = List.copyOf(sides);
      requireSome(sides);
      for (int i = 0; i < sides.size(); i++) {
        Box side = sides.get(i);
        Box own = prior.support(i);
        if (!(Math.max(side.low(), own.low()) < Math.min(side.high(), own.high()))) {
          throw new IllegalArgumentException(
              "coordinate " + i + " of a part lies within " + own + ", not " + side);
        }
      }
    }

    static Within of(Prior prior, double[] low, double[] high) {
      return new Within(prior, boxes(low, high));
    }

    @Override
    public double logDensity(double[] w) {
      return supports(w) ? prior.logDensity(w) : Double.NEGATIVE_INFINITY;
    }

    @Override
    public void addGradient(double[] w, double scale, double[] into) {
      prior.addGradient(w, scale, into);
    }

    @Override
    public Box support() {
      Box whole = hull(sides);
      return Box.of(
          Math.max(whole.low(), prior.support().low()),
          Math.min(whole.high(), prior.support().high()));
    }

    @Override
    public Box support(int coordinate) {
      Box side = sides.get(coordinate);
      Box own = prior.support(coordinate);
      return Box.of(Math.max(side.low(), own.low()), Math.min(side.high(), own.high()));
    }

    @Override
    public boolean supports(double[] w) {
      return inside(sides, w) && prior.supports(w);
    }

    @Override
    public boolean proper() {
      return prior.proper()
          || sides.stream().allMatch(side -> Double.isFinite(side.high() - side.low()));
    }

    @Override
    public boolean normalised() {
      return false;
    }

    @Override
    public boolean independent() {
      return prior.independent();
    }
  }

  private static List<Box> boxes(double[] low, double[] high) {
    if (low.length != high.length) {
      throw new IllegalArgumentException(
          "there are " + low.length + " lower ends and " + high.length + " upper ends");
    }
    return IntStream.range(0, low.length).mapToObj(i -> Box.of(low[i], high[i])).toList();
  }

  private static void requireSome(List<Box> sides) {
    if (sides.isEmpty()) {
      throw new IllegalArgumentException("a prior needs at least one coordinate, not 0");
    }
  }

  private static Box hull(List<Box> sides) {
    return Box.of(
        sides.stream().mapToDouble(Box::low).min().orElseThrow(),
        sides.stream().mapToDouble(Box::high).max().orElseThrow());
  }

  private static boolean inside(List<Box> sides, double[] w) {
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
}
