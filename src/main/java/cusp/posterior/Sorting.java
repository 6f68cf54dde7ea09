package cusp.posterior;

/** Sorting of places by the numbers that stand there. */
final class Sorting {
  private static final int DIGIT = 11;
  private static final int BUCKETS = 1 << DIGIT;

  private Sorting() {}

  /**
   * The places of the numbers in ascending order, equal ones (0 and −0 are) by place. A radix sort
   * over the six 11-bit digits of a double: several times as fast as sorting pairs by comparison.
   */
  static int[] order(double[] values) {
    int n = values.length;
    long[] keys = new long[n];
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      long bits = Double.doubleToLongBits(values[i] + 0.0);
      // Ordered as unsigned numbers: negative doubles have all bits flipped, the others the sign
      // alone.
      keys[i] = bits ^ (bits >> 63 | Long.MIN_VALUE);
      order[i] = i;
    }
    long[] nextKeys = new long[n];
    int[] nextOrder = new int[n];
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT) {
      int[] start = new int[BUCKETS + 1];
      for (long key : keys) {
        start[digit(key, shift) + 1]++;
      }
      for (int b = 0; b < BUCKETS; b++) {
        start[b + 1] += start[b];
      }
      for (int i = 0; i < n; i++) {
        int place = start[digit(keys[i], shift)]++;
        nextKeys[place] = keys[i];
        nextOrder[place] = order[i];
      }
      long[] keptKeys = keys;
      keys = nextKeys;
      nextKeys = keptKeys;
      int[] keptOrder = order;
      order = nextOrder;
      nextOrder = keptOrder;
    }
    return order;
  }

  private static int digit(long key, int shift) {
    return (int) (key >>> shift) & (BUCKETS - 1);
  }
}
