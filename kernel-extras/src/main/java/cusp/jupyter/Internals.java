package cusp.jupyter;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/** Fields of a kernel that it shows to nobody. */
final class Internals {
  private Internals() {}

  /** The value of a field, of the most special class of the owner that declares it. */
  static Object get(Object owner, String name) throws ReflectiveOperationException {
    return fields(owner, name).get(0).get(owner);
  }

  /** Sets a field, a final one too, in every class of the owner that declares it. */
  static void set(Object owner, String name, Object value) throws ReflectiveOperationException {
    for (Field field : fields(owner, name)) {
      field.set(owner, value);
    }
  }

  private static List<Field> fields(Object owner, String name) throws NoSuchFieldException {
    List<Field> found = new ArrayList<>();
    for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
      for (Field field : type.getDeclaredFields()) {
        if (field.getName().equals(name)) {
          field.setAccessible(true);
          found.add(field);
        }
      }
    }
    if (found.isEmpty()) {
      throw new NoSuchFieldException(owner.getClass().getName() + "." + name);
    }
    return found;
  }
}
