package cusp.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A component of a record and its value, read by reflection: so a view of records shows those too
 * that are written later, and those of a cell.
 *
 * @param name the component's
 * @param value what the accessor gives; a {@link Failure} where it throws
 */
record Component(String name, Object value) {

  /** What stands in the place of a value that could not be read: its words say why. */
  record Failure(String reason) {
    @Override
    public String toString() {
      return reason;
    }
  }

  /** The components in their order; none of what is no record. */
  static List<Component> of(Object value) {
    return declared(value)
        .map(c -> new Component(c.getName(), call(c.getAccessor(), value)))
        .toList();
  }

  /** Whether a value is a record without components, or no record. */
  static boolean none(Object value) {
    return declared(value).findAny().isEmpty();
  }

  /** The value of the first component that is declared to be of a type. */
  static <T> Optional<T> first(Object value, Class<T> type) {
    return declared(value)
        .filter(c -> c.getType() == type)
        .map(c -> call(c.getAccessor(), value))
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static Stream<RecordComponent> declared(Object value) {
    RecordComponent[] components = value.getClass().getRecordComponents();
    return components == null ? Stream.empty() : Arrays.stream(components);
  }

  /** What a public method without parameters gives, if there is one of this name and type. */
  static <T> Optional<T> ask(Object value, String method, Class<T> type) {
    Method found;
    try {
      found = value.getClass().getMethod(method);
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
    Object answer = call(found, value);
    return type.isInstance(answer) ? Optional.of(type.cast(answer)) : Optional.empty();
  }

  private static Object call(Method method, Object value) {
    try {
      // The class of a cell, or of a local record, may be out of reach though its method is not.
      method.setAccessible(true);
      return method.invoke(value);
    } catch (InvocationTargetException e) {
      return new Failure("unreadable: " + reason(e.getCause()));
    } catch (IllegalAccessException | RuntimeException e) {
      return new Failure("unreadable: " + reason(e));
    }
  }

  /** The kind and the message of what was thrown, on one line. */
  static String reason(Throwable thrown) {
    String message = thrown.getMessage();
    return thrown.getClass().getSimpleName()
        + (message == null ? "" : ": " + Text.clip(message, Brief.LENGTH));
  }
}
