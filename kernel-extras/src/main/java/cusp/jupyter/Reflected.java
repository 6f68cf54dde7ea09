package cusp.jupyter;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What reflection tells of a type whose source is not at hand. */
final class Reflected {
  /** Whose methods every object, record or enum has. */
  private static final Set<Class<?>> ROOTS = Set.of(Object.class, Record.class, Enum.class);

  private Reflected() {}

  static TypeDoc of(Class<?> type) {
    List<TypeDoc.Member> members = new ArrayList<>();
    for (Field field : type.getFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getDeclaringClass() == type) {
        members.add(member(TypeDoc.Kind.CONSTANT, field.getName(), field.getName(), 0));
      }
    }
    for (Constructor<?> made : type.getConstructors()) {
      String name = TypeNames.of(type);
      String signature = "new " + name + parameters(made);
      members.add(member(TypeDoc.Kind.CONSTRUCTOR, name, signature, made.getParameterCount()));
    }
    Arrays.stream(type.getMethods())
        .filter(method -> !ROOTS.contains(method.getDeclaringClass()) && !method.isSynthetic())
        .sorted(Comparator.comparing(Method::getName).thenComparing(Method::getParameterCount))
        .map(method -> member(type, method))
        .distinct()
        .forEach(members::add);
    return new TypeDoc(null, members);
  }

  /** Whether the static method of a name makes objects of the type. */
  static boolean makes(Class<?> type, String name) {
    return Arrays.stream(type.getDeclaredMethods())
        .anyMatch(method -> method.getName().equals(name) && makes(type, method));
  }

  private static boolean makes(Class<?> type, Method method) {
    return Modifier.isStatic(method.getModifiers())
        && type.isAssignableFrom(method.getReturnType());
  }

  private static TypeDoc.Member member(Class<?> type, Method method) {
    boolean isStatic = Modifier.isStatic(method.getModifiers());
    return member(
        TypeDoc.Kind.ofMethod(isStatic, makes(type, method)),
        method.getName(),
        TypeDoc.signature(
            type,
            isStatic,
            method.getName() + parameters(method),
            name(method.getGenericReturnType())),
        method.getParameterCount());
  }

  private static TypeDoc.Member member(
      TypeDoc.Kind kind, String name, String signature, int arity) {
    return new TypeDoc.Member(kind, name, signature, arity, DocComment.NONE);
  }

  private static String parameters(Executable executable) {
    return Arrays.stream(executable.getGenericParameterTypes())
        .map(Reflected::name)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  static String name(Type type) {
    return TypeNames.shortened(type.getTypeName());
  }
}
