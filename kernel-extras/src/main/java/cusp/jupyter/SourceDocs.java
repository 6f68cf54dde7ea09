package cusp.jupyter;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What the packed sources say of types and packages. */
final class SourceDocs {
  private SourceDocs() {}

  /** Whether the source of a type is packed. */
  static boolean has(Class<?> type) {
    ClassLoader loader = type.getClassLoader();
    return loader != null && loader.getResource(SourceFile.ROOT + file(type)) != null;
  }

  /** What the source of a type says, with what its supertypes say of methods that it overrides. */
  static Optional<TypeDoc> of(Class<?> type) {
    return declared(type).map(doc -> withInherited(type, doc));
  }

  /** What a package is for. */
  static DocComment ofPackage(String name, ClassLoader loader) {
    return SourceFile.open(name.replace('.', '/') + "/package-info.java", loader)
        .map(SourceFile::packageComment)
        .orElse(DocComment.NONE);
  }

  private static String file(Class<?> type) {
    List<Class<?>> path = TypeNames.path(type);
    return (path.isEmpty() ? type : path.get(0)).getName().replace('.', '/') + ".java";
  }

  private static Optional<TypeDoc> declared(Class<?> type) {
    return type.isArray() || type.getClassLoader() == null
        ? Optional.empty()
        : SourceFile.open(file(type), type.getClassLoader()).flatMap(source -> source.read(type));
  }

  private static TypeDoc withInherited(Class<?> type, TypeDoc doc) {
    if (doc.members().stream().noneMatch(member -> member.comment().isEmpty())) {
      return doc;
    }
    List<TypeDoc.Member> above =
        supertypes(type)
            .flatMap(supertype -> declared(supertype).stream())
            .flatMap(supertype -> supertype.members().stream())
            .filter(member -> !member.comment().isEmpty())
            .toList();
    return new TypeDoc(
        doc.comment(),
        doc.members().stream()
            .map(
                member ->
                    above.stream()
                        .filter(other -> member.comment().isEmpty() && member.overrides(other))
                        .findFirst()
                        .map(other -> member.with(other.comment()))
                        .orElse(member))
            .toList());
  }

  private static Stream<Class<?>> supertypes(Class<?> type) {
    return Stream.concat(
            Stream.ofNullable(type.getSuperclass()), Arrays.stream(type.getInterfaces()))
        .flatMap(supertype -> Stream.concat(Stream.of(supertype), supertypes(supertype)));
  }
}
