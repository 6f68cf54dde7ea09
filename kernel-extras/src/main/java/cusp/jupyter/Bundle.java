package cusp.jupyter;

import java.util.Objects;

/**
 * One value in every form that a front end may choose from.
 *
 * @param text for a terminal, and for whoever cannot see the rest
 * @param html a fragment with every text in it escaped, or null
 * @param latex between dollar signs, or null
 * @param image what is shown where scripts and inline SVG are not trusted, or null
 */
record Bundle(String text, String html, String latex, Image image) {

  /**
   * A PNG image.
   *
   * @param base64 its bytes
   * @param alt what it shows, in words
   * @param width in CSS pixels, whatever the image has of its own
   * @param height in CSS pixels
   */
  record Image(String base64, String alt, int width, int height) {}

  Bundle {
    Objects.requireNonNull(text, "text");
  }

  static Bundle text(String text) {
    return new Bundle(text, null, null, null);
  }

  static Bundle html(String text, String html) {
    return new Bundle(text, html, null, null);
  }
}
