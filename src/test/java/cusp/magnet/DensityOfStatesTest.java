package cusp.magnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DensityOfStatesTest {
  @ParameterizedTest
  @CsvSource({
    "SQUARE, 2",
    "SQUARE, 5",
    "SQUARE, 7",
    "TRIANGULAR, 4",
    "HONEYCOMB, 5",
    "CUBIC, 3",
    "CHAIN, 64"
  })
  void countsEveryState(Lattice.Kind kind, int length) {
    Lattice lattice = new Lattice(kind, length);
    DensityOfStates states = DensityOfStates.of(Magnet.ising(lattice));
    BigInteger total = states.ofEnergy().stream().reduce(BigInteger.ZERO, BigInteger::add);
    assertEquals(BigInteger.TWO.pow(lattice.sites()), total);
    assertEquals(BigInteger.TWO, states.count(-lattice.bonds()));
  }

  /** However the energy, C(N, k) states have k spins up; the moments of M are those of coins. */
  @Property(tries = 20)
  void magnetizationsAreBinomial(@ForAll @IntRange(min = 2, max = 6) int length) {
    DensityOfStates states = DensityOfStates.of(Magnet.ising(Lattice.square(length)));
    int sites = length * length;
    BigInteger binomial = BigInteger.ONE;
    for (int k = 0; k <= sites; k++) {
      int ups = k;
      long counted = Arrays.stream(states.counts()).mapToLong(row -> row[ups]).sum();
      assertEquals(binomial, BigInteger.valueOf(counted));
      binomial = binomial.multiply(BigInteger.valueOf(sites - k)).divide(BigInteger.valueOf(k + 1));
    }
  }

  @Test
  void evenSquareLatticesAreSymmetricInEnergy() {
    DensityOfStates states = DensityOfStates.of(Magnet.ising(Lattice.square(6)));
    for (long energy : states.energies()) {
      assertEquals(states.count(energy), states.count(-energy));
    }
    assertEquals(BigInteger.ZERO, states.count(-68));
    // One spin turned over in either ground state, and two neighbours or one domain.
    assertEquals(BigInteger.valueOf(72), states.count(-64));
    assertEquals(BigInteger.valueOf(144), states.count(-60));
  }

  /** Turning over a ring of N spins, 2j walls can stand in C(N, 2j) ways. */
  @Test
  void wallsOfTheChain() {
    DensityOfStates states = DensityOfStates.of(Magnet.ising(Lattice.chain(10)));
    assertArrayEquals(new long[] {-10, -6, -2, 2, 6, 10}, states.energies());
    assertArrayEquals(
        new long[] {2, 90, 420, 420, 90, 2},
        states.ofEnergy().stream().mapToLong(BigInteger::longValueExact).toArray());
  }

  @Test
  void statesOfPotts() {
    DensityOfStates states = DensityOfStates.of(Magnet.potts(Lattice.square(3), 3));
    assertEquals(19683, states.ofEnergy().stream().mapToLong(BigInteger::longValueExact).sum());
    assertEquals(BigInteger.valueOf(3), states.count(-18));
    // Latin squares of order 3 satisfy no bond; so do the other proper colourings of the torus.
    assertTrue(states.count(0).longValueExact() >= 12);
    assertEquals(0, states.magnetizations()[0]);
  }

  @Test
  void refusesTooManyStates() {
    for (Magnet magnet :
        new Magnet[] {
          Magnet.ising(Lattice.square(9)),
          Magnet.ising(Lattice.completeGraph(10)),
          Magnet.ising(Lattice.cubic(4)),
          Magnet.potts(Lattice.square(4), 4)
        }) {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> DensityOfStates.of(magnet));
      assertTrue(refused.getMessage().contains("cannot be counted"), refused.getMessage());
    }
  }

  @Test
  void isShown() {
    DensityOfStates states = DensityOfStates.of(Magnet.ising(Lattice.square(4)));
    assertEquals(states.energies().length, states.toTable().rowCount());
    assertTrue(states.chart().alt().contains("15 energies"), states.chart().alt());
    assertEquals(65536, LongStream.of(flat(states.counts())).sum());
  }

  private static long[] flat(long[][] counts) {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).toArray();
  }
}
