package cusp.jupyter;

import java.util.List;
import java.util.function.Function;

/**
 * What help shows, before it is text or HTML.
 *
 * @param kind of type, as "record"; or empty
 * @param name of what it is about
 * @param relations what the type extends and implements, or empty
 * @param place the package, or empty
 * @param description in full
 * @param examples code that a cell can run
 * @param optionsTitle what the options are: settings, or components of a result
 * @param options of a record
 * @param sections its members and what goes with it
 * @param note a last line, or empty
 */
record HelpPage(
    String kind,
    String name,
    String relations,
    String place,
    Prose description,
    List<String> examples,
    String optionsTitle,
    List<HelpOption> options,
    List<Section> sections,
    String note) {

  /** Entries of one kind; without entries it is left out. */
  record Section(String title, List<Entry> entries) {
    Section {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One line of a section.
   *
   * @param code a name or a call
   * @param summary one sentence
   * @param more what one may unfold
   * @param thrown when it fails
   */
  record Entry(String code, Prose summary, Prose more, List<Prose> thrown) {
    Entry {
      thrown = List.copyOf(thrown);
    }

    static Entry of(String code, Prose summary) {
      return new Entry(code, summary, Prose.NONE, List.of());
    }

    static Entry of(String code, DocComment comment) {
      Prose more = comment.rest();
      for (String example : comment.examples()) {
        more = more.and(Prose.of(example).in("pre"));
      }
      for (var param : comment.params().entrySet()) {
        more = more.and(Prose.paragraph(param.getKey(), param.getValue()));
      }
      if (!comment.returns().isEmpty()) {
        more = more.and(Prose.begin("p")).and(Prose.of("Returns ")).and(comment.returns());
      }
      List<Prose> thrown =
          comment.thrown().entrySet().stream()
              .map(e -> Prose.code(DocReader.name(e.getKey())).and(Prose.of(" ")).and(e.getValue()))
              .toList();
      return new Entry(code, comment.summary(), more, thrown);
    }
  }

  HelpPage {
    examples = List.copyOf(examples);
    options = List.copyOf(options);
    sections = sections.stream().filter(section -> !section.entries.isEmpty()).toList();
  }

  /** Whether a value stands in the options: the defaults, or those that help was asked for. */
  boolean has(Function<HelpOption, String> value) {
    return options.stream().anyMatch(option -> value.apply(option) != null);
  }
}
