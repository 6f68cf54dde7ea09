package cusp.jupyter;

import cusp.jupyter.Slider.Frame;
import cusp.plot.Figure;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A slider as HTML that needs nothing else, with stills as an image beside it.
 *
 * <p>The slider is in a part that is hidden, and the stills in view, until its script says
 * otherwise: neither a front end that does not trust a notebook nor a page without scripts runs it.
 */
final class SliderView {
  private static final int STILLS = 6;
  private static final int COLUMNS = 3;

  /** How much of its size a still is laid out at, and the width below which words might meet. */
  private static final double SHARE = 0.65;

  private static final double LEAST_WIDTH = 400;

  private static final int MOST_LETTERS = 36;

  /** CSS pixels of all stills, and image pixels to one of them. */
  private static final double MOST_WIDTH = 920;

  private static final double DENSITY = 1.5;

  /** As slider.js expects it. The keys of the controls are theirs, and not the notebook's. */
  private static final String HTML =
      """
      <div class="mathjax_ignore"><div hidden="hidden" data-cusp="slider"><div style="overflow-x:auto">%s</div>\
      <div style="display:flex;justify-content:space-between;gap:1em;max-width:%dpx">\
      <span>%s</span><span style="opacity:.7;white-space:nowrap">1 of %d</span></div>\
      <div data-lm-suppress-shortcuts="true" \
      style="display:flex;align-items:center;gap:.8em;max-width:%dpx">\
      <button type="button" style="width:4.5em;padding:.1em 0;font:inherit;color:inherit;\
      background:none;border:1px solid var(--jp-border-color1,#8888);border-radius:4px">\
      Play</button>\
      <input type="range" min="0" max="%d" value="0" step="1" autocomplete="off" \
      aria-label="frame" aria-valuetext="%s" style="flex:1;min-width:0;margin:0;\
      accent-color:var(--jp-brand-color1,var(--link,#3070c7))"></div></div>%s%s<script>%s</script></div>""";

  private static final String SCRIPT = Style.resource("slider.js");

  private SliderView() {}

  static Bundle of(Slider slider) {
    List<Frame> frames = slider.frames();
    if (frames.isEmpty()) {
      return Bundle.text(slider.toString());
    }
    Bundle.Image stills = stills(slider);
    Figure first = frames.get(0).figure();
    String label = Html.escape(frames.get(0).label());
    String remark =
        slider.remark().isEmpty()
            ? ""
            : "<p style=\"opacity:.7;margin:.2em 0\">" + Html.escape(slider.remark()) + "</p>";
    String html =
        HTML.formatted(
            frames.get(0).svg(),
            first.width(),
            label,
            frames.size(),
            first.width(),
            frames.size() - 1,
            label,
            Html.image(stills),
            remark,
            SCRIPT + "('" + data(frames) + "');");
    return new Bundle(slider.toString(), html, null, stills);
  }

  private static Bundle.Image stills(Slider slider) {
    List<Figure> stills =
        Slider.spread(slider.frames(), STILLS).stream()
            .map(frame -> Figure.grid(cut(frame.label()), 1, List.of(small(frame.figure()))))
            .toList();
    Figure all = Figure.grid("", COLUMNS, stills).withAlt("Stills of " + slider);
    double scale = Math.min(1, MOST_WIDTH / all.width());
    String png = FigureView.png(painted(all, DENSITY * scale));
    int width = (int) Math.round(scale * all.width());
    int height = (int) Math.round(scale * all.height());
    return new Bundle.Image(png, all.alt(), width, height);
  }

  private static BufferedImage painted(Figure figure, double scale) {
    int width = (int) Math.ceil(scale * figure.width());
    int height = (int) Math.ceil(scale * figure.height());
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHints(
        Map.of(
            RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON,
            RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON,
            RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON,
            RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE));
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, width, height);
    g.scale(scale, scale);
    figure.paint(g);
    g.dispose();
    return image;
  }

  /** Labels side by side may not run into one another. */
  private static String cut(String label) {
    return label.length() <= MOST_LETTERS ? label : label.substring(0, MOST_LETTERS - 1) + "…";
  }

  /** Laid out anew, but not so small that its words meet. */
  private static Figure small(Figure figure) {
    double share = Math.min(1, Math.max(SHARE, LEAST_WIDTH / figure.width()));
    return figure.withSize(
        (int) Math.round(share * figure.width()), (int) Math.round(share * figure.height()));
  }

  /**
   * Label, drawing, label, drawing and so on, compressed, since most of a drawing is in the next
   * one too. A drawing that was there before is the number of the stop where it was.
   */
  private static String data(List<Frame> frames) {
    Map<String, Integer> stops = new HashMap<>();
    StringJoiner pieces = new StringJoiner("\0");
    for (int i = 0; i < frames.size(); i++) {
      Integer before = stops.putIfAbsent(frames.get(i).svg(), i);
      pieces.add(frames.get(i).label().replace('\0', ' '));
      pieces.add(before == null ? frames.get(i).svg() : before.toString());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(pieces.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
