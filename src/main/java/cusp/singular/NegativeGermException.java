package cusp.singular;

/** A germ takes negative values arbitrarily near the origin, so that it is no K. */
final class NegativeGermException extends RuntimeException {
  private static final long serialVersionUID = 1;

  NegativeGermException() {
    super("negative");
  }
}
