package cusp.jupyter;

import java.util.Objects;

/**
 * A formula in the language of TeX, which a notebook shows set as mathematics.
 *
 * <pre>{@code
 * tex("\\lambda = \\tfrac{1}{2}")
 * }</pre>
 *
 * @param source without dollar signs around it
 */
public record Tex(String source) {
  public Tex {
    Objects.requireNonNull(source, "source");
  }

  /** The source. */
  @Override
  public String toString() {
    return source;
  }
}
