package cusp.jupyter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.function.IntBinaryOperator;
import org.junit.jupiter.api.Test;

class PaletteTest {

  private static BufferedImage image(int width, int height, IntBinaryOperator color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, color.applyAsInt(x, y));
      }
    }
    return image;
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void anImageOfFewColoursIsKept() {
    BufferedImage few = image(8, 8, (x, y) -> 0x010305 * (x + 8 * y));
    assertArrayEquals(pixels(few), pixels(Palette.reduce(few)));
  }

  @Test
  void flatColoursOfAnImageWithManyAreKeptAndTheOthersStayClose() {
    BufferedImage many =
        image(512, 64, (x, y) -> x < 256 ? 0xD65F6E : (x & 0xFF) * 0x010101 + y % 3);
    int[] before = pixels(many);
    BufferedImage reduced = Palette.reduce(many);
    assertEquals(BufferedImage.TYPE_BYTE_INDEXED, reduced.getType());
    int[] after = pixels(reduced);
    assertArrayEquals(after, pixels(Palette.reduce(many)));
    for (int i = 0; i < before.length; i++) {
      int off = Math.abs((before[i] >> 8 & 0xFF) - (after[i] >> 8 & 0xFF));
      assertTrue(off <= (i % 512 < 256 ? 0 : 16), "green is off by " + off);
    }
  }

  @Test
  void anImageThatNeedsMoreColoursIsLeftAsItIs() {
    BufferedImage photograph = image(64, 64, (x, y) -> x << 18 | y << 10 | (x ^ y) << 2);
    assertSame(photograph, Palette.reduce(photograph));
  }
}
