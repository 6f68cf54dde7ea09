package cusp.base;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;

/**
 * Whether a number may be read, and why not if it may not.
 *
 * <p>An estimate always comes back; its verdict says what it is. {@link Level#OK}: read it. {@link
 * Level#QUALIFIED}: read it with its reason beside it (it is drawn hollow). {@link Level#INVALID}:
 * there is no number; asking for it throws.
 *
 * <pre>{@code
 * var verdict = Verdict.qualified(List.of("8 draws only: take more"));
 * show(verdict.isInvalid() ? "no number" : "read it, but " + verdict.reasons());
 * }</pre>
 *
 * @param level how far the number can be trusted
 * @param reasons what is wrong and what to change, empty exactly when OK
 */
public record Verdict(Level level, List<String> reasons) {

  /** From trusted to refused. */
  public enum Level {
    /** Read it. */
    OK,
    /** Read it with its reasons beside it. */
    QUALIFIED,
    /** There is no number. */
    INVALID
  }

  public Verdict {
    reasons = List.copyOf(reasons);
    if ((level == Level.OK) != reasons.isEmpty()) {
      throw new IllegalArgumentException(
          "a verdict has reasons exactly when it is not OK: " + level + " " + reasons);
    }
  }

  /** Nothing speaks against the number. */
  public static Verdict ok() {
    return new Verdict(Level.OK, List.of());
  }

  /** Readable, with reasons to name beside it; OK where there are none. */
  public static Verdict qualified(List<String> reasons) {
    return reasons.isEmpty() ? ok() : new Verdict(Level.QUALIFIED, reasons);
  }

  /** Not a number. */
  public static Verdict invalid(List<String> reasons) {
    return new Verdict(Level.INVALID, reasons);
  }

  /** Whether nothing speaks against the number. */
  @JsonIgnore
  public boolean isOk() {
    return level == Level.OK;
  }

  /**
   * Refuses to go on where there is no number.
   *
   * @param absence what to say first, as in "there is no estimate"
   * @throws IllegalStateException if INVALID, with what is wrong and what to change
   */
  public void requireValid(String absence) {
    if (isInvalid()) {
      throw new IllegalStateException(absence + ": " + String.join("; ", reasons));
    }
  }

  /** Whether there is no number. */
  @JsonIgnore
  public boolean isInvalid() {
    return level == Level.INVALID;
  }

  @Override
  public String toString() {
    return reasons.isEmpty() ? level.name() : level + ": " + String.join("; ", reasons);
  }
}
