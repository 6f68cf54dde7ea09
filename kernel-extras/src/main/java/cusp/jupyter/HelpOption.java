package cusp.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One setting of a settings record, or one component of another record.
 *
 * @param type of its value, without packages
 * @param standard its value in {@code defaults()}, or null where there are none
 * @param own its value in the settings that help was asked for, or null
 * @param meaning what Javadoc says of it
 */
record HelpOption(String name, String type, String standard, String own, Prose meaning) {
  private static final int LONGEST = 60;

  /** Those of a record type, in order. */
  static List<HelpOption> of(Class<?> type, Object asked, DocComment comment) {
    if (!type.isRecord()) {
      return List.of();
    }
    Object defaults = defaults(type);
    return Arrays.stream(type.getRecordComponents())
        .map(
            component ->
                new HelpOption(
                    component.getName(),
                    Reflected.name(component.getGenericType()),
                    defaults == null ? null : value(component, defaults),
                    asked == null ? null : value(component, asked),
                    comment.params().getOrDefault(component.getName(), Prose.NONE)))
        .toList();
  }

  /** Whether a record holds settings: it has defaults, or copies with one of them changed. */
  static boolean areSettings(Class<?> type) {
    return type.isRecord()
        && Arrays.stream(type.getDeclaredMethods())
            .anyMatch(method -> isDefaults(type, method) || isCopy(type, method));
  }

  /** Whether a method is of the form {@code withDraws(500)}. */
  static boolean isCopy(Class<?> type, Method method) {
    return method.getReturnType() == type
        && Modifier.isPublic(method.getModifiers())
        && isCopy(method.getName());
  }

  static boolean isCopy(String method) {
    return method.matches("with\\p{Lu}.*");
  }

  private static boolean isDefaults(Class<?> type, Method method) {
    return method.getName().equals("defaults")
        && method.getReturnType() == type
        && method.getParameterCount() == 0
        && Modifier.isStatic(method.getModifiers())
        && Modifier.isPublic(method.getModifiers());
  }

  private static Object defaults(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> isDefaults(type, method))
        .findFirst()
        .flatMap(method -> result(method, null))
        .orElse(null);
  }

  /** Empty where it is null, or where there is none: what another's code throws is its own. */
  private static Optional<Object> result(Method method, Object target) {
    try {
      return Optional.ofNullable(method.invoke(target));
    } catch (InvocationTargetException | IllegalAccessException e) {
      return Optional.empty();
    }
  }

  private static String value(RecordComponent component, Object of) {
    return result(component.getAccessor(), of).map(HelpOption::shortened).orElse("null");
  }

  /** A value in a few words. */
  private static String shortened(Object value) {
    if (value instanceof Double || value instanceof Float) {
      return ArrayText.number(((Number) value).doubleValue());
    }
    String plain = value instanceof double[] values ? ArrayText.of(values) : words(value).strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }

  private static String words(Object value) {
    try {
      String words = String.valueOf(value).replaceAll("\\s+", " ");
      boolean says = !words.startsWith(value.getClass().getName() + "@");
      return says ? words : TypeNames.of(TypeNames.shown(value.getClass()));
    } catch (RuntimeException e) {
      return TypeNames.of(value.getClass());
    }
  }
}
