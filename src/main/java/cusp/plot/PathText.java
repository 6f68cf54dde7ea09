package cusp.plot;

import java.awt.Shape;
import java.awt.geom.PathIterator;

/** Polygons in the short form of an SVG path: relative, in tenths of a pixel. */
final class PathText {

  private final StringBuilder text = new StringBuilder();
  private long x;
  private long y;
  private long startX;
  private long startY;

  private PathText() {}

  static String of(Shape shape) {
    PathText path = new PathText();
    double[] point = new double[6];
    for (PathIterator i = shape.getPathIterator(null, 0.1); !i.isDone(); i.next()) {
      int kind = i.currentSegment(point);
      path.add(kind, Math.round(10 * point[0]), Math.round(10 * point[1]));
    }
    return path.text.toString();
  }

  private void add(int kind, long toX, long toY) {
    switch (kind) {
      case PathIterator.SEG_MOVETO -> {
        text.append('M');
        pair(toX, toY);
        startX = toX;
        startY = toY;
      }
      case PathIterator.SEG_LINETO -> {
        text.append('l');
        pair(toX - x, toY - y);
      }
      default -> text.append('z');
    }
    boolean closes = kind == PathIterator.SEG_CLOSE;
    x = closes ? startX : toX;
    y = closes ? startY : toY;
  }

  private void pair(long first, long second) {
    tenths(first);
    if (second >= 0) {
      text.append(' ');
    }
    tenths(second);
  }

  private void tenths(long value) {
    if (value < 0) {
      text.append('-');
    }
    long size = Math.abs(value);
    if (size >= 10 || size == 0) {
      text.append(size / 10);
    }
    if (size % 10 != 0) {
      text.append('.').append(size % 10);
    }
  }
}
