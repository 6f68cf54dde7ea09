package cusp.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import org.apache.batik.ext.awt.g2d.AbstractGraphics2D;
import org.apache.batik.ext.awt.g2d.GraphicContext;

/**
 * Passes XChart's shapes on to another graphics, with the segments of a line joined.
 *
 * <p>XChart draws each segment of a line by itself, so that dashes start anew at every data point,
 * corners stay open, and an SVG gets one element a point. Shapes without colour (XChart's
 * backgrounds) are dropped. Nothing else of XChart's is let through: the words of a figure and its
 * clipping are the drawing's own.
 */
final class JoiningGraphics extends AbstractGraphics2D {

  private final Graphics2D target;
  private Path2D path;
  private Point2D end;
  private Color pathColor;
  private Stroke pathStroke;

  JoiningGraphics(Graphics2D target) {
    super(false);
    this.target = target;
    this.gc = new GraphicContext(new AffineTransform());
  }

  @Override
  public void draw(Shape shape) {
    if (!(shape instanceof Line2D line)) {
      flush();
      paint(shape, getColor(), getStroke(), false);
      return;
    }
    boolean joins =
        path != null
            && line.getP1().equals(end)
            && getColor().equals(pathColor)
            && getStroke().equals(pathStroke);
    if (!joins) {
      flush();
      path = new Path2D.Double();
      path.moveTo(line.getX1(), line.getY1());
      pathColor = getColor();
      pathStroke = getStroke();
    }
    path.lineTo(line.getX2(), line.getY2());
    end = line.getP2();
  }

  @Override
  public void fill(Shape shape) {
    flush();
    paint(shape, getColor(), null, true);
  }

  /** Draws the line begun; to be called at the end. */
  void flush() {
    if (path != null) {
      paint(path, pathColor, pathStroke, false);
      path = null;
    }
  }

  private void paint(Shape shape, Color color, Stroke stroke, boolean filled) {
    if (color.getAlpha() == 0) {
      return;
    }
    target.setColor(color);
    if (filled) {
      target.fill(shape);
    } else {
      target.setStroke(stroke);
      target.draw(shape);
    }
  }

  @Override
  public Graphics create() {
    throw unused("create");
  }

  @Override
  public void dispose() {
    flush();
  }

  @Override
  public void setXORMode(Color color) {
    throw unused("setXORMode");
  }

  @Override
  public FontMetrics getFontMetrics(Font font) {
    return target.getFontMetrics(font);
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    return target.getDeviceConfiguration();
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw unused("copyArea");
  }

  @Override
  public boolean drawImage(Image image, int x, int y, ImageObserver observer) {
    throw unused("drawImage");
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, ImageObserver observer) {
    throw unused("drawImage");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform transform) {
    throw unused("drawRenderableImage");
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform transform) {
    throw unused("drawRenderedImage");
  }

  @Override
  public void drawString(String text, float x, float y) {
    throw unused("drawString");
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    throw unused("drawString");
  }

  private static UnsupportedOperationException unused(String method) {
    return new UnsupportedOperationException("XChart's xy series do not call " + method);
  }
}
