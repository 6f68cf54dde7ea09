package cusp.plot;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Shape;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.DOMGroupManager;
import org.apache.batik.svggen.DefaultStyleHandler;
import org.apache.batik.svggen.ImageHandlerBase64Encoder;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.apache.batik.svggen.SVGIDGenerator;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Batik's SVG writer, with ids of the figure's own, anchored text, and ink in the colour of the
 * page's text.
 */
final class SvgGraphics extends SVGGraphics2D {

  private static final String SVG = "http://www.w3.org/2000/svg";

  private final PageStyle style;

  private SvgGraphics(SVGGeneratorContext context, PageStyle style) {
    super(context, false);
    this.style = style;
  }

  private SvgGraphics(SvgGraphics parent) {
    super(parent);
    this.style = parent.style;
  }

  @Override
  public Graphics create() {
    return new SvgGraphics(this);
  }

  @Override
  public void drawString(String text, float x, float y) {
    super.drawString(legal(text), x, y);
  }

  /** The text with U+FFFD for what XML cannot hold: most control characters, half surrogates. */
  private static String legal(String text) {
    return text.codePoints()
        .map(c -> isLegal(c) ? c : 0xfffd)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isLegal(int c) {
    boolean half = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    return c < ' ' ? "\t\n\r".indexOf(c) >= 0 : !half && c != 0xfffe && c != 0xffff;
  }

  void drawString(String text, float x, float y, Words.Anchor anchor) {
    style.anchor = anchor;
    drawString(text, x, y);
    style.anchor = Words.Anchor.START;
  }

  /**
   * A shape outlined in the current colour and filled with another (null for none), as a single
   * element, to a tenth of a pixel: a surface has thousands.
   */
  void facet(Shape shape, Color fill) {
    Element element = getDOMFactory().createElementNS(SVG, "path");
    element.setAttribute("d", PathText.of(shape));
    element.setAttribute(
        "fill", fill == null ? "none" : "#%06x".formatted(fill.getRGB() & 0xffffff));
    getDOMGroupManager().addElement(element, DOMGroupManager.DRAW);
  }

  /**
   * The figure as an element; its ids are named after what it shows, so that two figures on a page
   * do not clash.
   */
  static String write(Figure figure) {
    CRC32 sum = new CRC32();
    sum.update(write(figure, "f", false).getBytes(StandardCharsets.UTF_8));
    return write(figure, "f" + Long.toHexString(sum.getValue()) + "-", false);
  }

  /** The figure as a file. */
  static String writeFile(Figure figure) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + write(figure, "", true) + "\n";
  }

  private static String write(Figure figure, String idPrefix, boolean file) {
    Document document = newDocument();
    SVGGeneratorContext context = SVGGeneratorContext.createDefault(document);
    PageStyle style = new PageStyle();
    context.setStyleHandler(style);
    context.setPrecision(2);
    context.setImageHandler(new PngImages());
    context.setIDGenerator(
        new SVGIDGenerator() {
          @Override
          public String generateID(String prefix) {
            return idPrefix + super.generateID(prefix);
          }
        });
    SVGGeneratorContext.GraphicContextDefaults defaults =
        new SVGGeneratorContext.GraphicContextDefaults();
    defaults.setPaint(Theme.INK);
    defaults.setFont(Theme.TEXT);
    defaults.setStroke(Theme.stroke(1));
    context.setGraphicContextDefaults(defaults);

    SvgGraphics g = new SvgGraphics(context, style);
    figure.paint(g);

    Element root = document.createElementNS(SVG, "svg");
    root.setAttribute("viewBox", "0 0 " + figure.width() + " " + figure.height());
    root.setAttribute("width", Integer.toString(figure.width()));
    root.setAttribute("height", Integer.toString(figure.height()));
    root.setAttribute(
        "style",
        file
            ? "color:#%06x".formatted(Theme.INK.getRGB() & 0xffffff)
            : "width:100%;max-width:"
                + figure.width()
                + "px;height:auto;color:var(--jp-content-font-color1, inherit)");
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", legal(figure.alt()));
    if (!figure.title().isEmpty()) {
      root.appendChild(document.createElementNS(SVG, "title"))
          .setTextContent(legal(figure.title()));
    }
    root.appendChild(document.createElementNS(SVG, "desc")).setTextContent(legal(figure.alt()));
    if (file) {
      root.appendChild(paper(document));
    }
    Element drawn = g.getTopLevelGroup();
    g.domTreeManager.applyDefaultRenderingStyle(drawn);
    drawn.setAttribute("font-family", "'DejaVu Sans', Verdana, sans-serif");
    root.appendChild(drawn);
    g.dispose();
    return serialised(root);
  }

  private static Element paper(Document document) {
    Element paper = document.createElementNS(SVG, "rect");
    paper.setAttribute("width", "100%");
    paper.setAttribute("height", "100%");
    paper.setAttribute("fill", "#fff");
    return paper;
  }

  private static Document newDocument() {
    try {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String serialised(Element root) {
    try {
      Transformer transformer = TransformerFactory.newInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      StringWriter out = new StringWriter();
      transformer.transform(new DOMSource(root), new StreamResult(out));
      return out.toString();
    } catch (TransformerException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Batik's own PNG writer is in a jar of its own; Java's does. */
  private static final class PngImages extends ImageHandlerBase64Encoder {

    @Override
    public void encodeImage(RenderedImage image, OutputStream out) {
      try {
        ImageIO.write(image, "png", out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Writes ink as currentColor, anchors text, and leaves out what says nothing. */
  private static final class PageStyle extends DefaultStyleHandler {

    private static final Set<String> SILENT =
        Set.of(
            "color-interpolation",
            "color-rendering",
            "font-family",
            "shape-rendering",
            "text-rendering");

    /** What Batik writes, and what a page is to read. */
    private static final Map<String, String> PAGE_VALUES =
        Map.of(
            "rgb(%d,%d,%d)"
                .formatted(Theme.INK.getRed(), Theme.INK.getGreen(), Theme.INK.getBlue()),
            "currentColor",
            "optimizeSpeed",
            "pixelated");

    private Words.Anchor anchor = Words.Anchor.START;

    @Override
    @SuppressWarnings("rawtypes") // Batik's signature
    public void setStyle(Element element, Map style, SVGGeneratorContext context) {
      for (Object entry : style.entrySet()) {
        if (entry instanceof Map.Entry<?, ?> e
            && e.getKey() instanceof String name
            && e.getValue() instanceof String value
            && !SILENT.contains(name)
            && !element.hasAttribute(name)
            && appliesTo(name, element.getTagName())) {
          element.setAttribute(name, PAGE_VALUES.getOrDefault(value, value));
        }
      }
      if (element.getTagName().equals("text")) {
        element.removeAttribute("xml:space");
        if (anchor != Words.Anchor.START) {
          element.setAttribute("text-anchor", anchor.svg);
        }
      }
    }
  }
}
