package cusp.magnet;

import cusp.base.RandomStream;
import cusp.simd.Kernels;
import java.util.Arrays;

/**
 * Ising's magnet on a square lattice of even length, in any field, 64 spins a word: all spins of
 * one colour of the checkerboard are offered a flip at once, then all of the other (multi-spin
 * coding; Newman and Barkema 1999, section 15).
 *
 * <p>Site x of row y is of colour (x + y) mod 2, and bit x/2 + 1 of the row's words of that colour.
 * The bits before and behind a row's, and the rows before the first and behind the last, repeat
 * what is on the other side of the torus.
 */
final class MultiSpin extends Dynamics {
  private static final int HIGHEST_BIT = 63;

  private final boolean metropolis;
  private final Kernels kernels = Kernels.get();
  private final int length;
  private final int half;

  /** Words a row of one colour. */
  private final int row;

  private final long[][] spins = new long[2][];

  /** Of each colour, where the fourth neighbour is one bit further up. */
  private final long[][] upper = new long[2][];

  /** In the words of a row, the bits that are spins. */
  private final long[] real;

  private final long[] digits = new long[Kernels.FLIP_CLASSES * Kernels.FLIP_DIGITS];
  private final long[] generators;
  private final long[] open;
  private double field;

  MultiSpin(Magnet magnet, RandomStream random, boolean metropolis) {
    super(magnet, random);
    this.metropolis = metropolis;
    length = magnet.lattice().length();
    half = length / 2;
    row = (half + 2 + HIGHEST_BIT) / Long.SIZE;
    real = new long[row];
    for (int bit = 1; bit <= half; bit++) {
      real[bit / Long.SIZE] |= 1L << bit;
    }
    for (int colour = 0; colour < 2; colour++) {
      spins[colour] = new long[row * (length + 2) + kernels.lanes()];
      upper[colour] = new long[spins[colour].length];
      for (int y = 0; y < length; y++) {
        Arrays.fill(upper[colour], at(y), at(y + 1), -((y + colour) & 1));
      }
    }
    open = new long[spins[0].length];
    generators = new long[4 * kernels.lanes()];
    Arrays.setAll(generators, i -> random.nextLong());
  }

  /** Whether a magnet can be coded so. */
  static boolean suits(Magnet magnet) {
    Lattice lattice = magnet.lattice();
    return magnet.ising() && lattice.kind() == Lattice.Kind.SQUARE && lattice.length() % 2 == 0;
  }

  /** The first word of a row; −1 and L are the rows that repeat the last and the first. */
  private int at(int y) {
    return (y + 1) * row;
  }

  @Override
  void set(double temperature, double newField) {
    field = newField;
    for (int s = 0; s < 2; s++) {
      for (int unequal = 0; unequal <= 4; unequal++) {
        // ΔH = 2s(Σs′ + h) of s = ±1
        double rise = 2 * (4 - 2 * unequal + (2 * s - 1) * newField) / temperature;
        setDigits(5 * s + unequal, probability(metropolis, rise));
      }
    }
  }

  /** The binary digits of a probability; of 1 all, 2⁻⁶⁴ less than it. */
  private void setDigits(int kind, double probability) {
    double rest = probability;
    for (int k = 0; k < Kernels.FLIP_DIGITS; k++) {
      rest *= 2;
      boolean one = rest >= 1;
      digits[k * Kernels.FLIP_CLASSES + kind] = one ? -1 : 0;
      rest -= one && probability < 1 ? 1 : 0;
    }
  }

  @Override
  void sweep() {
    for (int colour = 0; colour < 2; colour++) {
      kernels.flip(
          spins[colour],
          spins[1 - colour],
          at(0),
          at(length),
          row,
          upper[colour],
          digits,
          generators,
          open);
      close(spins[colour]);
    }
  }

  /** Repeats on every side what is on the other. */
  private void close(long[] colour) {
    int last = half + 1;
    for (int y = 0; y < length; y++) {
      int first = at(y);
      long lowest = colour[first] >>> 1 & 1;
      long highest = colour[first + half / Long.SIZE] >>> half & 1;
      colour[first] = (colour[first] & ~1L) | highest;
      int word = first + last / Long.SIZE;
      colour[word] = (colour[word] & ~(1L << last)) | lowest << last;
    }
    System.arraycopy(colour, at(length - 1), colour, at(-1), row);
    System.arraycopy(colour, at(0), colour, at(length), row);
  }

  @Override
  void order() {
    for (long[] colour : spins) {
      Arrays.fill(colour, -1);
    }
  }

  @Override
  void randomize() {
    for (long[] colour : spins) {
      Arrays.setAll(colour, i -> random.nextLong());
      close(colour);
    }
  }

  @Override
  double energy() {
    long[] s = spins[0];
    long[] others = spins[1];
    long unequal = 0;
    for (int y = 0; y < length; y++) {
      for (int w = 0; w < row; w++) {
        int i = at(y) + w;
        long near = others[i];
        long side =
            (y & 1) == 0
                ? near << 1 | others[i - 1] >>> HIGHEST_BIT
                : near >>> 1 | others[i + 1] << HIGHEST_BIT;
        unequal +=
            Long.bitCount((s[i] ^ near) & real[w])
                + Long.bitCount((s[i] ^ side) & real[w])
                + Long.bitCount((s[i] ^ others[i - row]) & real[w])
                + Long.bitCount((s[i] ^ others[i + row]) & real[w]);
      }
    }
    return (double) (2 * unequal - magnet.lattice().bonds()) / sites - field * magnetization();
  }

  @Override
  double magnetization() {
    long up = 0;
    for (long[] colour : spins) {
      for (int y = 0; y < length; y++) {
        for (int w = 0; w < row; w++) {
          up += Long.bitCount(colour[at(y) + w] & real[w]);
        }
      }
    }
    return (double) (2 * up - sites) / sites;
  }

  @Override
  byte[] spins() {
    byte[] all = new byte[sites];
    for (int y = 0; y < length; y++) {
      for (int x = 0; x < length; x++) {
        int bit = x / 2 + 1;
        long word = spins[(x + y) & 1][at(y) + bit / Long.SIZE];
        all[y * length + x] = (byte) (2 * (word >>> bit & 1) - 1);
      }
    }
    return all;
  }
}
