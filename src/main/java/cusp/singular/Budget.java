package cusp.singular;

/** Counts evaluations of a potential up to a limit. */
final class Budget {
  private final long limit;
  private long used;

  Budget(long limit) {
    this.limit = limit;
  }

  void spend() {
    used++;
  }

  void spend(long several) {
    used += several;
  }

  /** At least 1, so that it can be the limit of another. */
  long left() {
    return Math.max(1, limit - used);
  }

  long used() {
    return used;
  }

  /** Whether cells may still be divided. */
  boolean isLeft() {
    return used < limit;
  }
}
