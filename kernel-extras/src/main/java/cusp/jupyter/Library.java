package cusp.jupyter;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ScanResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The types whose sources are packed, by their names. */
final class Library {
  private final ClassLoader loader;

  /** By name, nested types behind those around them. */
  private final List<Class<?>> types = new ArrayList<>();

  Library(ClassLoader loader) {
    this.loader = loader;
    ClassGraph sources = new ClassGraph().overrideClassLoaders(loader).acceptPaths(SourceFile.ROOT);
    try (ScanResult found = sources.scan()) {
      found.getResourcesWithExtension("java").getPaths().stream()
          .filter(path -> !path.endsWith("/package-info.java"))
          .map(path -> path.substring(SourceFile.ROOT.length(), path.length() - ".java".length()))
          .map(path -> path.replace('/', '.'))
          .distinct()
          .sorted()
          .forEach(this::add);
    }
  }

  private Class<?> load(String name) {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("the source of " + name + " is packed without its class", e);
    }
  }

  private void add(String name) {
    try {
      add(load(name));
    } catch (NoClassDefFoundError e) {
      // A class for the other kernel, of whose types there are none here.
    }
  }

  private void add(Class<?> type) {
    Class<?>[] inner = type.getClasses();
    types.add(type);
    Arrays.stream(inner)
        .filter(nested -> nested.getDeclaringClass() == type)
        .sorted(Comparator.comparing(Class::getName))
        .forEach(this::add);
  }

  /** The public types of a package that stand in files of their own. */
  Stream<Class<?>> in(String packageName) {
    return types.stream()
        .filter(type -> type.getPackageName().equals(packageName) && !type.isMemberClass());
  }

  /** All of them, nested types behind those around them. */
  List<Class<?>> types() {
    return List.copyOf(types);
  }

  /**
   * The type of a name, however it is capitalised: {@code "Adam"}, {@code "Optimizer.Adam"} or
   * {@code "cusp.train.Optimizer.Adam"}.
   *
   * @throws IllegalArgumentException if there is none or more than one, with names that are near
   */
  Class<?> named(String name) {
    List<Class<?>> found = types.stream().filter(type -> isName(name.strip(), type)).toList();
    if (found.size() == 1) {
      return found.get(0);
    }
    String said = "\"" + name + "\"";
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          said + " may be " + String.join(" or ", found.stream().map(TypeNames::of).toList()));
    }
    List<String> near =
        types.stream()
            .map(TypeNames::of)
            .filter(type -> isNear(name.strip(), type))
            .sorted(Comparator.comparingInt(type -> distance(name, type)))
            .limit(5)
            .toList();
    throw new IllegalArgumentException(
        "the library has no type "
            + said
            + (near.isEmpty()
                ? "; help() lists what it has"
                : "; near that are " + String.join(", ", near)));
  }

  private static boolean isName(String name, Class<?> type) {
    return Stream.of(type.getSimpleName(), TypeNames.of(type), type.getCanonicalName())
        .anyMatch(name::equalsIgnoreCase);
  }

  private static boolean isNear(String name, String type) {
    String simple = type.substring(type.lastIndexOf('.') + 1);
    return (name.length() > 2
            && simple.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT)))
        || distance(name, simple) <= 1 + name.length() / 4;
  }

  /** Levenshtein's: how many letters must be put in, left out or exchanged. */
  private static int distance(String from, String to) {
    String a = from.toLowerCase(Locale.ROOT);
    String b = to.toLowerCase(Locale.ROOT);
    int[] before = new int[b.length() + 1];
    Arrays.setAll(before, j -> j);
    for (int i = 1; i <= a.length(); i++) {
      int[] now = new int[b.length() + 1];
      now[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int exchanged = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        now[j] = Math.min(exchanged, 1 + Math.min(before[j], now[j - 1]));
      }
      before = now;
    }
    return before[b.length()];
  }
}
