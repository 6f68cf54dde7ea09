package cusp.jupyter;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * An image in 256 colours of its own. A figure stands twice in a notebook and is mostly flat
 * colours with smoothed edges: with a palette it is a third as large and looks no different.
 */
final class Palette {
  private static final int SIZE = 256;
  private static final int FLAT = 64;

  /** How far a colour may be moved, as a sum of squares, but for one pixel in a thousand. */
  private static final int TOLERANCE = 3 * 16 * 16;

  private final int[] colors;
  private final Map<Integer, Integer> nearest = new HashMap<>();

  private Palette(int[] colors) {
    this.colors = colors;
  }

  /** The opaque image with a byte a pixel, or as it is where that would change it visibly. */
  static BufferedImage reduce(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    int[] pixels = image.getRGB(0, 0, width, height, null, 0, width);
    Palette palette = of(counts(pixels));
    byte[] indices = new byte[pixels.length];
    int far = 0;
    for (int i = 0; i < pixels.length; i++) {
      int index = palette.nearest(pixels[i]);
      far += distance(palette.colors[index], pixels[i]) > TOLERANCE ? 1 : 0;
      indices[i] = (byte) index;
    }
    if (far * 1000L > pixels.length) {
      return image;
    }
    BufferedImage reduced =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette.model());
    reduced.getRaster().setDataElements(0, 0, width, height, indices);
    return reduced;
  }

  /** How often each colour occurs; in the order of colours, so that ties break alike every time. */
  private static Map<Integer, Integer> counts(int[] pixels) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (int i = 0, start = 0; i < pixels.length; i++) {
      if (i + 1 == pixels.length || pixels[i + 1] != pixels[i]) {
        counts.merge(pixels[i], i + 1 - start, Integer::sum);
        start = i + 1;
      }
    }
    return counts;
  }

  /**
   * The flat colours as they are, and for the others the commonest of each of the fullest cells.
   */
  private static Palette of(Map<Integer, Integer> counts) {
    Map<Integer, Integer> commonest = new TreeMap<>();
    Map<Integer, Integer> sums = new TreeMap<>();
    counts.forEach(
        (color, count) -> {
          // Four bits of each channel.
          int cell = color & 0xF0F0F0;
          sums.merge(cell, count, Integer::sum);
          commonest.merge(cell, color, (a, b) -> counts.get(b) > counts.get(a) ? b : a);
        });
    IntStream flat = descending(counts).limit(FLAT);
    IntStream others = descending(sums).map(commonest::get);
    return new Palette(IntStream.concat(flat, others).distinct().limit(SIZE).toArray());
  }

  private static IntStream descending(Map<Integer, Integer> counts) {
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .mapToInt(Map.Entry::getKey);
  }

  private int nearest(int color) {
    return nearest.computeIfAbsent(
        color,
        wanted -> {
          int best = 0;
          for (int i = 1; i < colors.length; i++) {
            if (distance(colors[i], wanted) < distance(colors[best], wanted)) {
              best = i;
            }
          }
          return best;
        });
  }

  private static int distance(int a, int b) {
    int red = (a >> 16 & 0xFF) - (b >> 16 & 0xFF);
    int green = (a >> 8 & 0xFF) - (b >> 8 & 0xFF);
    int blue = (a & 0xFF) - (b & 0xFF);
    return red * red + green * green + blue * blue;
  }

  private IndexColorModel model() {
    return new IndexColorModel(8, colors.length, colors, 0, false, -1, 0);
  }
}
