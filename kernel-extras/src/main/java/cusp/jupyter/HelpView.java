package cusp.jupyter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Help on the library, on a type, or on the type of a value. */
final class HelpView {
  /** Made when it is first asked for, so that a notebook starts as fast as without it. */
  private static final class Lazy {
    private static final Library LIBRARY = new Library(HelpView.class.getClassLoader());
  }

  private HelpView() {}

  /**
   * Help on a class, on the library's type of a name, or on the type of any other object.
   *
   * @throws IllegalArgumentException if there is no such type, or the object is null
   */
  static Bundle of(Object asked) {
    if (asked == null) {
      throw new IllegalArgumentException("null is of no type: help(Name.class) shows one");
    }
    if (asked instanceof String name) {
      return bundle(TypeHelp.page(Lazy.LIBRARY.named(name), null));
    }
    return asked instanceof Class<?> type
        ? bundle(TypeHelp.page(TypeNames.shown(type), null))
        : bundle(TypeHelp.page(TypeNames.shown(asked.getClass()), asked));
  }

  /** The packages of the library with their types, and what every cell may call. */
  static Bundle ofLibrary() {
    List<HelpPage.Entry> packages = new ArrayList<>();
    for (String name : Imports.LIBRARY) {
      String types = Lazy.LIBRARY.in(name).map(TypeNames::of).collect(Collectors.joining(", "));
      if (!types.isEmpty()) {
        Prose purpose = SourceDocs.ofPackage(name, HelpView.class.getClassLoader()).summary();
        packages.add(
            HelpPage.Entry.of(name, purpose.and(Prose.begin("br")).and(Prose.code(types))));
      }
    }
    List<HelpPage.Entry> verbs =
        TypeDoc.of(Notebook.class).members().stream()
            .map(
                member ->
                    HelpPage.Entry.of(
                        member.signature().replaceFirst("^Notebook\\.", ""), member.comment()))
            .toList();
    Prose how =
        Prose.of("For one type ask ")
            .and(Prose.code("help(Trainer.class)"))
            .and(Prose.of(" or "))
            .and(Prose.code("help(\"Trainer\")"))
            .and(Prose.of(", for that of a value "))
            .and(Prose.code("help(run)"))
            .and(Prose.of("."));
    List<HelpPage.Section> sections =
        List.of(
            new HelpPage.Section("Packages", packages),
            new HelpPage.Section("What a cell may call", verbs));
    return bundle(new HelpPage("", "Cusp", "", "", how, List.of(), "", List.of(), sections, ""));
  }

  private static Bundle bundle(HelpPage page) {
    return Bundle.html(HelpText.of(page), HelpHtml.of(page));
  }
}
