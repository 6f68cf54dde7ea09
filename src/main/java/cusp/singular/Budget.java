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

  long used() {
    return used;
  }

  /** Whether cells may still be divided. */
  boolean isLeft() {
    return used < limit;
  }
}
