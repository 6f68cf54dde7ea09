package cusp.jupyter;

import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What help shows of a type. */
final class TypeHelp {
  private static final Set<String> OF_OBJECTS = Set.of("equals/1", "hashCode/0", "toString/0");

  /** Records with more components are results, which the library makes. */
  private static final int MOST_PARAMETERS = 5;

  private final Class<?> type;
  private final TypeDoc doc;
  private final DocComment comment;
  private final List<RecordComponent> components;

  private TypeHelp(Class<?> type) {
    this.type = type;
    doc = TypeDoc.of(type);
    comment = doc.comment() == null ? DocComment.NONE : doc.comment();
    components = type.isRecord() ? List.of(type.getRecordComponents()) : List.of();
  }

  /**
   * The help on a type.
   *
   * @param asked settings of this type, whose values stand beside the defaults; or anything else
   */
  static HelpPage page(Class<?> type, Object asked) {
    return new TypeHelp(type).page(asked);
  }

  private HelpPage page(Object asked) {
    boolean settings = HelpOption.areSettings(type);
    return new HelpPage(
        kind(),
        TypeNames.of(type) + variables(),
        relations(),
        TypeNames.isOwn(type) ? "" : type.getPackageName(),
        description(),
        comment.examples(),
        settings ? "Options" : "Components",
        HelpOption.of(type, settings && type.isInstance(asked) ? asked : null, comment),
        sections(),
        comment.isEmpty() ? "There is no Javadoc of this type." : "");
  }

  private String kind() {
    Map<String, Boolean> kinds =
        Map.of(
            "record", type.isRecord(),
            "enum", type.isEnum(),
            "array", type.isArray(),
            "annotation", type.isAnnotation(),
            "interface", type.isInterface() && !type.isAnnotation());
    String kind =
        kinds.entrySet().stream()
            .filter(Map.Entry::getValue)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("class");
    return type.isSealed() ? "sealed " + kind : kind;
  }

  private String variables() {
    return type.getTypeParameters().length == 0
        ? ""
        : Arrays.stream(type.getTypeParameters())
            .map(TypeVariable::getName)
            .collect(Collectors.joining(", ", "<", ">"));
  }

  private String relations() {
    if (type.isArray() || type.isPrimitive()) {
      return "";
    }
    Class<?> above = type.getSuperclass();
    boolean said = above == null || above == Object.class || type.isRecord() || type.isEnum();
    String extended = said ? "" : " extends " + Reflected.name(type.getGenericSuperclass());
    Type[] interfaces = type.getGenericInterfaces();
    return interfaces.length == 0
        ? extended
        : extended
            + (type.isInterface() ? " extends " : " implements ")
            + Arrays.stream(interfaces).map(Reflected::name).collect(Collectors.joining(", "));
  }

  /** The whole comment, and what it says of type variables. */
  private Prose description() {
    Prose whole = comment.whole();
    for (var param : comment.params().entrySet()) {
      if (param.getKey().startsWith("<")) {
        String name = param.getKey().substring(1, param.getKey().length() - 1);
        whole = whole.and(Prose.paragraph(name, param.getValue()));
      }
    }
    return whole;
  }

  private List<HelpPage.Section> sections() {
    return List.of(
        new HelpPage.Section(
            type.isEnum() ? "Values" : "Constants",
            entries(member -> member.kind() == TypeDoc.Kind.CONSTANT)),
        new HelpPage.Section("Made by", makers()),
        new HelpPage.Section("Methods", methods()),
        new HelpPage.Section(
            "Static methods", entries(member -> member.kind() == TypeDoc.Kind.FUNCTION)),
        new HelpPage.Section("Types that belong to it", related()),
        new HelpPage.Section(
            "See also", comment.see().stream().map(see -> HelpPage.Entry.of("", see)).toList()));
  }

  private List<HelpPage.Entry> entries(Predicate<TypeDoc.Member> wanted) {
    return doc.members().stream()
        .filter(wanted)
        .map(member -> HelpPage.Entry.of(member.signature(), member.comment()))
        .toList();
  }

  /** That of all components only where it is documented, or nothing else makes a record. */
  private List<HelpPage.Entry> makers() {
    List<HelpPage.Entry> makers = new ArrayList<>();
    makers.addAll(
        entries(
            member ->
                member.kind() == TypeDoc.Kind.CONSTRUCTOR
                    && !(isCanonical(member) && member.comment().isEmpty())));
    makers.addAll(entries(member -> member.kind() == TypeDoc.Kind.FACTORY));
    boolean other =
        doc.members().stream()
            .anyMatch(
                member ->
                    member.kind() == TypeDoc.Kind.FACTORY
                        || (isCanonical(member) && !member.comment().isEmpty()));
    if (type.isRecord() && !other && components.size() <= MOST_PARAMETERS) {
      String parameters =
          components.stream()
              .map(c -> Reflected.name(c.getGenericType()) + " " + c.getName())
              .collect(Collectors.joining(", ", "(", ")"));
      makers.add(HelpPage.Entry.of("new " + TypeNames.of(type) + parameters, Prose.NONE));
    }
    return makers;
  }

  private boolean isCanonical(TypeDoc.Member member) {
    return type.isRecord()
        && member.kind() == TypeDoc.Kind.CONSTRUCTOR
        && member.arity() == components.size();
  }

  private List<HelpPage.Entry> methods() {
    List<HelpPage.Entry> methods = new ArrayList<>();
    String copies =
        doc.members().stream()
            .filter(TypeHelp::isPlainCopy)
            .map(member -> member.signature().replaceFirst(" → .*", ""))
            .collect(Collectors.joining(", "));
    if (!copies.isEmpty()) {
      methods.add(HelpPage.Entry.of(copies, Prose.of("A copy with this one changed.")));
    }
    methods.addAll(
        entries(
            member ->
                member.kind() == TypeDoc.Kind.METHOD
                    && !isPlainCopy(member)
                    && !OF_OBJECTS.contains(member.name() + "/" + member.arity())
                    && !isComponent(member)));
    return methods;
  }

  private boolean isComponent(TypeDoc.Member member) {
    return member.arity() == 0
        && components.stream().anyMatch(component -> component.getName().equals(member.name()));
  }

  /** Whether there is nothing to say of it but that it changes a setting. */
  private static boolean isPlainCopy(TypeDoc.Member member) {
    return member.kind() == TypeDoc.Kind.METHOD
        && HelpOption.isCopy(member.name())
        && member.comment().isEmpty();
  }

  /** The kinds that a sealed type has, and the types inside it. */
  private List<HelpPage.Entry> related() {
    Stream<Class<?>> kinds =
        type.isSealed() ? Arrays.stream(type.getPermittedSubclasses()) : Stream.empty();
    Stream<Class<?>> inner =
        Arrays.stream(type.getClasses()).sorted(Comparator.comparing(Class::getName));
    return Stream.concat(kinds, inner)
        .distinct()
        .filter(other -> Modifier.isPublic(other.getModifiers()))
        .filter(other -> !other.isMemberClass() || other.getDeclaringClass() == type)
        .map(
            other -> {
              DocComment said = TypeDoc.of(other).comment();
              return HelpPage.Entry.of(
                  TypeNames.of(other), said == null ? Prose.NONE : said.summary());
            })
        .toList();
  }
}
