package cusp.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Optional;

/** What an object answers to a question without arguments, as {@code value()} or a component. */
final class Property {
  private Property() {}

  /** Whether the object has the method. */
  static boolean isIn(Object object, String name) {
    return method(object, name).isPresent();
  }

  /** The answer; empty where there is no such method, or it throws, or answers null. */
  static Optional<Object> of(Object object, String name) {
    return method(object, name)
        .map(
            method -> {
              try {
                return method.invoke(object);
              } catch (InvocationTargetException | IllegalAccessException e) {
                return null;
              }
            });
  }

  private static Optional<Method> method(Object object, String name) {
    try {
      Method method = object.getClass().getMethod(name);
      boolean asks = method.getReturnType() != void.class && !isStatic(method);
      // A public method of a record that is not public is not accessible by itself.
      return asks && method.trySetAccessible() ? Optional.of(method) : Optional.empty();
    } catch (NoSuchMethodException e) {
      return Optional.empty();
    }
  }

  private static boolean isStatic(Method method) {
    return Modifier.isStatic(method.getModifiers());
  }
}
