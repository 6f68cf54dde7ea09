package cusp.magnet;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What one length shows where its Binder cumulant has a given value: the temperature, the slope of
 * the cumulant, order and susceptibility there, in replicates.
 *
 * <p>At a fixed cumulant the temperature tends to the critical one by itself, so that exponents are
 * read off without knowing it, and the scatter of the order, most of which the cumulant shares,
 * cancels (Hasenbusch 1999, J. Phys. A 32:4851).
 */
final class SizeReading {
  /** What is read, each with an amplitude and a power of the length. */
  enum Kind {
    TEMPERATURE,
    SLOPE,
    ORDER,
    SUSCEPTIBILITY
  }

  final Reweighting reweighting;
  final double length;

  /** Values by kind and replicate; but for the temperature, their logarithms. */
  private final Map<Kind, double[]> values = new EnumMap<>(Kind.class);

  private final Map<Kind, Double> errors = new EnumMap<>(Kind.class);

  SizeReading(Reweighting reweighting, double binder) {
    this.reweighting = reweighting;
    length = reweighting.magnet().lattice().length();
    Histograms histograms = reweighting.histograms();
    int replicates = histograms.replicates();
    for (Kind kind : Kind.values()) {
      values.put(kind, new double[replicates]);
    }
    for (int b = 0; b < replicates; b++) {
      int replicate = b;
      double t =
          Search.root(
              temperature ->
                  Quantity.BINDER.of(histograms.moments(replicate, 1 / temperature)) - binder,
              reweighting.lowest(),
              reweighting.highest());
      if (Double.isNaN(t)) {
        throw new IllegalArgumentException(
            ("the runs of %s do not reach a Binder cumulant of %.4f, where the lengths are"
                    + " compared: run nearer to the critical temperature, or longer")
                .formatted(reweighting.magnet(), binder));
      }
      Moments at = histograms.moments(b, 1 / t);
      set(Kind.TEMPERATURE, b, t);
      set(Kind.SLOPE, b, Math.log(at.beta() * Quantity.BINDER_SLOPE.of(at)));
      set(Kind.ORDER, b, Math.log(at.m1()));
      set(Kind.SUSCEPTIBILITY, b, Math.log(Quantity.SUSCEPTIBILITY.of(at)));
    }
    for (Kind kind : Kind.values()) {
      double[] sample = values.get(kind);
      if (Arrays.stream(sample).anyMatch(v -> !Double.isFinite(v))) {
        throw new IllegalArgumentException(
            "the cumulant of %s does not fall with the temperature where it is %.4f: run longer"
                .formatted(reweighting.magnet(), binder));
      }
      errors.put(kind, Replicates.observable(sample).standardError());
    }
  }

  private void set(Kind kind, int b, double value) {
    values.get(kind)[b] = value;
  }

  int replicates() {
    return reweighting.histograms().replicates();
  }

  double value(Kind kind, int replicate) {
    return values.get(kind)[replicate];
  }

  double error(Kind kind) {
    return errors.get(kind);
  }

  /** The observable itself, not its logarithm. */
  Measured observable(Kind kind) {
    double value = value(kind, 0);
    return kind == Kind.TEMPERATURE
        ? new Measured(value, error(kind))
        : new Measured(Math.exp(value), Math.exp(value) * error(kind));
  }
}
