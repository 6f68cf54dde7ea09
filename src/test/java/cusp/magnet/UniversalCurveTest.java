package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cusp.base.Seed;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class UniversalCurveTest {
  private static final FiniteSizeScaling STUDY =
      FiniteSizeScaling.defaults()
          .withLengths(12, 16, 24)
          .withSimulation(Simulation.wolff().withChains(2).withBurnIn(50).withSweeps(800));
  private static final List<ScalingEstimate> LATTICES =
      Stream.of(Lattice.square(8), Lattice.triangular(8), Lattice.honeycomb(8))
          .map(lattice -> STUDY.estimate(Magnet.ising(lattice), Seed.of(1)))
          .toList();

  @AfterEach
  void clear() {
    Thread.interrupted();
  }

  private static UniversalCurve curve(Quantity quantity, double exponent) {
    return UniversalCurve.of(quantity, 1, exponent, LATTICES);
  }

  /** The factor of x is one of the lattice, whatever the quantity that it is read from. */
  @Test
  void quantitiesAgreeOnTheFactorOfX() {
    UniversalCurve order = curve(Quantity.MAGNETIZATION, 1.0 / 8);
    UniversalCurve susceptibility = curve(Quantity.SUSCEPTIBILITY, -7.0 / 4);
    for (int k = 1; k < 3; k++) {
      Measured one = order.a().get(k);
      Measured other = susceptibility.a().get(k);
      double error = Math.hypot(one.standardError(), other.standardError());
      assertTrue(error < 0.2, order::toString);
      assertEquals(one.value(), other.value(), 4 * error, order + " " + susceptibility);
    }
  }

  /**
   * Where the spontaneous magnetizations are known, the amplitudes are: m = B (−ln(T/Tc))^(1/8), so
   * that b_k B_k = a_k^(1/8) B_1.
   */
  @Test
  void factorsAreThoseOfTheSpontaneousMagnetization() {
    UniversalCurve order = curve(Quantity.MAGNETIZATION, 1.0 / 8);
    double square = amplitude(Lattice.Kind.SQUARE);
    double triangular = amplitude(Lattice.Kind.TRIANGULAR);
    Measured a = order.a().get(1);
    Measured b = order.b().get(1);
    double ratio = b.value() / Math.pow(a.value(), 1.0 / 8);
    double error =
        ratio * Math.hypot(b.standardError() / b.value(), a.standardError() / a.value() / 8);
    assertEquals(square / triangular, ratio, 4 * error + 0.01, order::toString);
  }

  /** B, from the exact m at 0.1 % below Tc (Yang 1952; Potts 1952). */
  private static double amplitude(Lattice.Kind kind) {
    double below = 1e-3;
    double k =
        1
            / (Magnet.ising(new Lattice(kind, 8)).criticalTemperature().orElseThrow()
                * Math.exp(-below));
    double power =
        kind == Lattice.Kind.SQUARE
            ? 1 - Math.pow(Math.sinh(2 * k), -4)
            : 1
                - 16
                    * Math.exp(-12 * k)
                    / (Math.pow(1 - Math.exp(-4 * k), 3) * (1 + 3 * Math.exp(-4 * k)));
    return Math.pow(power / below, 1.0 / 8);
  }

  @Test
  void theFirstHasNoFactorsAndTheCumulantNone() {
    UniversalCurve cumulant = curve(Quantity.BINDER, 0);
    assertEquals(new Measured(1, 0), cumulant.a().get(0));
    for (Measured b : cumulant.b()) {
      assertEquals(1, b.value());
    }
  }

  @Test
  void badInputIsRefused() {
    Executable one = () -> UniversalCurve.of(Quantity.BINDER, 1, 0, LATTICES.subList(0, 1));
    assertTrue(refusal(one).contains("not 1"));
    assertTrue(refusal(() -> UniversalCurve.of(Quantity.BINDER, 0, 0, LATTICES)).contains("0.0"));
    assertTrue(refusal(() -> curve(Quantity.BINDER, Double.NaN)).contains("NaN"));
    assertTrue(refusal(() -> curve(Quantity.ENERGY, 0)).contains("energy"));
  }

  private static String refusal(Executable executable) {
    return assertThrows(IllegalArgumentException.class, executable).getMessage();
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertThrows(CancellationException.class, () -> curve(Quantity.BINDER, 0));
  }

  @Test
  void theTableAndTheChartShowAllLattices() {
    UniversalCurve order = curve(Quantity.MAGNETIZATION, 1.0 / 8);
    assertEquals(3, order.toTable().rowCount());
    assertTrue(order.chart().alt().contains("3 lattices"));
  }
}
