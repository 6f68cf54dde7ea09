package cusp.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import org.junit.jupiter.api.Test;

class ThemeTest {

  private static final Color DARK_PAGE = new Color(0x111111);

  /**
   * Contrast of a line with its page. 2.15 over five colours on two pages leaves 1.28 between
   * neighbours, and no more.
   */
  private static final double WITH_PAGE = 2.15;

  private static final double IN_GREY = 1.28;

  @Test
  void contrastIsThatOfWcag() {
    assertEquals(21, Luminance.contrast(Color.BLACK, Color.WHITE), 1e-9);
    assertEquals(5.25, Luminance.contrast(Color.WHITE, Color.RED) * 1.3135, 0.01);
  }

  @Test
  void theFirstFiveColoursAreToldApartInGrey() {
    for (int i = 0; i < 5; i++) {
      for (int j = 0; j < i; j++) {
        double contrast = Luminance.contrast(Theme.series(i), Theme.series(j));
        assertTrue(contrast >= IN_GREY, i + " and " + j + ": " + contrast);
      }
    }
  }

  @Test
  void everyColourIsSeenOnWhiteAndOnBlack() {
    for (Color color : Theme.SERIES) {
      assertTrue(Luminance.contrast(color, Color.WHITE) >= WITH_PAGE, color + " on white");
      assertTrue(Luminance.contrast(color, DARK_PAGE) >= WITH_PAGE, color + " on black");
    }
  }

  @Test
  void numbersOnShadesAreRead() {
    Shades shades = new Shades(0, 1, true, false);
    Color lightText = new Color(0xDDDDDD);
    for (double value = -1; value <= 1; value += 0.01) {
      Color ink = shades.textOn(value);
      Color onWhite = Luminance.over(Color.WHITE, shades.of(value));
      Color onDark = Luminance.over(DARK_PAGE, shades.of(value));
      Color inkOnDark = ink.equals(Theme.INK) ? lightText : ink;
      assertTrue(Luminance.contrast(ink, onWhite) >= 4, value + " on a white page");
      assertTrue(Luminance.contrast(inkOnDark, onDark) >= 4, value + " on a dark page");
    }
  }

  @Test
  void shadesOfGreaterValuesAreDarkerInAboutEqualSteps() {
    Shades shades = new Shades(0, 1, false, false);
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 1; i < 10; i++) {
      double step = lightness(shades, i / 10.0) - lightness(shades, (i + 1) / 10.0);
      least = Math.min(least, step);
      most = Math.max(most, step);
    }
    assertTrue(least > 0 && most / least < 1.5, "steps from " + least + " to " + most);
  }

  /** CIE L*, in which equal steps look equal. */
  private static double lightness(Shades shades, double value) {
    double y = Luminance.of(Luminance.over(Color.WHITE, shades.of(value)));
    return 116 * Math.cbrt(y) - 16;
  }
}
