package cusp.jupyter;

import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.regex.Pattern;

/** Types by the names that a notebook calls them by. */
final class TypeNames {
  private static final Pattern OWN = Pattern.compile("REPL\\.\\$JShell\\$\\w+[.$]");
  private static final Pattern PACKAGES = Pattern.compile("\\b(?:[\\p{Ll}_][\\w]*\\.)+(?=\\p{Lu})");

  private TypeNames() {}

  /** As in {@code Optimizer.Adam}; a type of a cell without what JShell wraps around it. */
  static String of(Class<?> type) {
    return type.isArray()
        ? of(type.getComponentType()) + "[]"
        : String.join(".", path(type).stream().map(Class::getSimpleName).toList());
  }

  /** A text about types, without the names of packages. */
  static String shortened(String types) {
    String own = OWN.matcher(types).replaceAll("");
    return PACKAGES.matcher(own).replaceAll("").replace('$', '.');
  }

  /** The type with those around it, the outermost first. */
  static List<Class<?>> path(Class<?> type) {
    List<Class<?>> path = new ArrayList<>();
    for (Class<?> c = type; c != null && !isWrapper(c); c = c.getEnclosingClass()) {
      path.add(0, c);
    }
    return path;
  }

  /** Whether the type was written in a cell. */
  static boolean isOwn(Class<?> type) {
    return type.getName().startsWith("REPL.$JShell$");
  }

  private static boolean isWrapper(Class<?> type) {
    return isOwn(type) && type.getEnclosingClass() == null;
  }

  /**
   * The type itself where others may name it, or else the nearest public type that it is a kind of:
   * an interface for a lambda, {@code Objective} for what {@code Superposition.on(data)} returns.
   */
  static Class<?> shown(Class<?> type) {
    if (type.isArray() || isPublic(type)) {
      return type;
    }
    Queue<Class<?>> waiting = new ArrayDeque<>(List.of(type));
    Class<?> best = type;
    while (!waiting.isEmpty()) {
      Class<?> next = waiting.remove();
      if (isPublic(next) && next.getMethods().length > 0 && !isRoot(next)) {
        if (SourceDocs.has(next)) {
          return next;
        }
        best = best == type ? next : best;
      }
      waiting.addAll(List.of(next.getInterfaces()));
      if (next.getSuperclass() != null) {
        waiting.add(next.getSuperclass());
      }
    }
    return best;
  }

  private static boolean isRoot(Class<?> type) {
    return type == Object.class || type == Record.class || type == Enum.class;
  }

  private static boolean isPublic(Class<?> type) {
    return path(type).stream().allMatch(c -> Modifier.isPublic(c.getModifiers()))
        && !type.isSynthetic();
  }
}
