package cusp.magnet;

/** A long sum of logarithms, with the digits that a double loses (Neumaier 1974). */
final class LogSum {
  private double sum;
  private double lost;

  void add(double term) {
    double next = sum + term;
    lost += Math.abs(sum) >= Math.abs(term) ? (sum - next) + term : (term - next) + sum;
    sum = next;
  }

  double value() {
    return sum + lost;
  }
}
