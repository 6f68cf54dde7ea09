package cusp.jupyter;

import java.util.StringJoiner;

/** Help as plain text. */
final class HelpText {
  private static final int WIDTH = 88;
  private static final String INDENT = "  ";

  private final StringJoiner blocks = new StringJoiner("\n\n");

  private HelpText() {}

  static String of(HelpPage page) {
    return new HelpText().write(page);
  }

  private String write(HelpPage page) {
    String kind = page.kind().isEmpty() ? "" : page.kind() + " ";
    String place = page.place().isEmpty() ? "" : " in " + page.place();
    blocks.add(kind + page.name() + page.relations() + place);
    if (!page.description().isEmpty()) {
      blocks.add(page.description().text(WIDTH));
    }
    for (String example : page.examples()) {
      blocks.add("Example:\n\n" + example.indent(4).stripTrailing());
    }
    if (!page.options().isEmpty()) {
      StringJoiner lines = new StringJoiner("\n");
      lines.add(page.optionsTitle() + ":");
      page.options().forEach(option -> lines.add(line(option)));
      blocks.add(lines.toString());
    }
    page.sections().forEach(this::section);
    if (!page.note().isEmpty()) {
      blocks.add(page.note());
    }
    return blocks.toString();
  }

  private static String line(HelpOption option) {
    String own = option.own() == null ? "" : ", here " + option.own();
    String standard = option.standard() == null ? "" : ", by default " + option.standard();
    String meaning = option.meaning().isEmpty() ? "" : ": " + option.meaning().text(10 * WIDTH);
    return wrapped(option.name() + " (" + option.type() + ")" + standard + own + meaning, INDENT);
  }

  private void section(HelpPage.Section section) {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(section.title() + ":");
    for (HelpPage.Entry entry : section.entries()) {
      if (!entry.code().isEmpty()) {
        lines.add(wrapped(entry.code(), INDENT));
      }
      String summary = entry.summary().text(WIDTH - 2 * INDENT.length());
      if (!summary.isEmpty()) {
        lines.add(summary.indent(2 * INDENT.length()).stripTrailing());
      }
      for (Prose thrown : entry.thrown()) {
        lines.add(wrapped("throws " + thrown.text(10 * WIDTH), INDENT.repeat(2)));
      }
    }
    blocks.add(lines.toString());
  }

  private static String wrapped(String text, String indent) {
    return ProseText.lines(text, WIDTH, indent, indent + INDENT.repeat(2));
  }
}
