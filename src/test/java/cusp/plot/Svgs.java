package cusp.plot;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Reads an SVG as the XML that it must be. */
final class Svgs {

  private Svgs() {}

  static Document parse(Figure figure) {
    return parse(figure.svg());
  }

  static Document parse(String svg) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    } catch (Exception e) {
      throw new AssertionError("not well-formed XML: " + svg, e);
    }
  }

  static List<Element> elements(Figure figure, String name) {
    NodeList nodes = parse(figure).getElementsByTagNameNS("*", name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  static List<String> texts(Figure figure) {
    return elements(figure, "text").stream().map(Element::getTextContent).toList();
  }

  static Element text(Figure figure, String text) {
    return elements(figure, "text").stream()
        .filter(element -> element.getTextContent().equals(text))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no text \"" + text + "\" in " + texts(figure)));
  }

  static double number(Element element, String attribute) {
    return Double.parseDouble(element.getAttribute(attribute));
  }

  /** The paths drawn in a series colour, each as its coordinates in turn. */
  static List<double[]> curves(Figure figure, int series) {
    String color =
        "rgb(%d,%d,%d)"
            .formatted(
                Theme.series(series).getRed(),
                Theme.series(series).getGreen(),
                Theme.series(series).getBlue());
    return elements(figure, "path").stream()
        .filter(path -> path.getAttribute("fill").equals("none"))
        .filter(path -> inherited(path, "stroke").equals(color))
        .map(path -> coordinates(path.getAttribute("d")))
        .toList();
  }

  private static double[] coordinates(String d) {
    return Arrays.stream(d.split("[^0-9.-]+"))
        .filter(s -> !s.isEmpty())
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private static String inherited(Element element, String attribute) {
    if (!element.getAttribute(attribute).isEmpty()) {
      return element.getAttribute(attribute);
    }
    return element.getParentNode() instanceof Element parent ? inherited(parent, attribute) : "";
  }
}
