package cusp.jupyter;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Running text with the few elements of HTML that Javadoc is written in; everything else is text.
 *
 * @param pieces in their order
 */
record Prose(List<Piece> pieces) {
  static final Prose NONE = new Prose(List.of());

  /** Elements that hold text and must be closed. */
  private static final Set<String> PAIRED =
      Set.of(
          "b",
          "blockquote",
          "caption",
          "code",
          "dl",
          "em",
          "i",
          "ol",
          "pre",
          "strong",
          "sub",
          "sup",
          "table",
          "ul");

  /** Elements that a reader of HTML closes by itself. */
  private static final Set<String> LONE =
      Set.of("br", "dd", "dt", "li", "p", "tbody", "td", "th", "thead", "tr");

  /** A text, or the name of an element that begins or ends. */
  record Piece(Kind kind, String value) {}

  enum Kind {
    TEXT,
    BEGIN,
    END
  }

  Prose {
    pieces = List.copyOf(pieces);
  }

  static Prose of(String text) {
    return text.isEmpty() ? NONE : new Prose(List.of(new Piece(Kind.TEXT, text)));
  }

  static Prose code(String text) {
    return of(text).in("code");
  }

  static Prose begin(String element) {
    return new Prose(List.of(new Piece(Kind.BEGIN, element)));
  }

  /** A paragraph that says something of a name. */
  static Prose paragraph(String name, Prose meaning) {
    return begin("p").and(code(name)).and(of(": ")).and(meaning);
  }

  /** This text as what an element holds. */
  Prose in(String element) {
    return begin(element).and(this).and(new Prose(List.of(new Piece(Kind.END, element))));
  }

  /** This text and another behind it. */
  Prose and(Prose more) {
    return new Prose(Stream.of(this, more).flatMap(part -> part.pieces.stream()).toList());
  }

  boolean isEmpty() {
    return pieces.stream().allMatch(piece -> piece.kind == Kind.TEXT && piece.value.isBlank());
  }

  /** As HTML in which every element is closed, and none is there but those named above. */
  String html() {
    StringBuilder out = new StringBuilder();
    Deque<String> open = new ArrayDeque<>();
    for (Piece piece : pieces) {
      String element = piece.value.toLowerCase(Locale.ROOT);
      if (piece.kind == Kind.TEXT) {
        out.append(Html.escape(piece.value));
      } else if (piece.kind == Kind.BEGIN && PAIRED.contains(element)) {
        open.push(element);
        begin(out, element);
      } else if (piece.kind == Kind.BEGIN && LONE.contains(element)) {
        begin(out, element);
      } else if (piece.kind == Kind.END && open.contains(element)) {
        String closed;
        do {
          closed = open.pop();
          end(out, closed);
        } while (!closed.equals(element));
      }
    }
    open.forEach(element -> end(out, element));
    return out.toString().strip();
  }

  private static void begin(StringBuilder out, String element) {
    out.append('<').append(element).append('>');
  }

  private static void end(StringBuilder out, String element) {
    out.append("</").append(element).append('>');
  }

  /** In lines of at most {@code width} characters. */
  String text(int width) {
    return new ProseText(width).of(this);
  }
}
