package cusp.jupyter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Any value on one line, for a place inside a table, a tree or a list. */
final class Brief {
  static final int LENGTH = 100;
  private static final int DEPTH = 3;
  private static final int ITEMS = 10;

  private Brief() {}

  /** Strings in quotes, numbers in a few digits, never an address in memory. */
  static String of(Object value) {
    return value instanceof String text
        ? '"' + Text.clip(text, LENGTH) + '"'
        : Text.clip(words(value, DEPTH), LENGTH);
  }

  /** The same, but strings as they are. */
  static String plain(Object value) {
    return value instanceof String text ? Text.clip(text, LENGTH) : of(value);
  }

  /** What a value says of itself; its type where that is all it says. */
  static String own(Object value) {
    String own = String.valueOf(value);
    return own.startsWith(value.getClass().getName() + "@") ? type(value.getClass()) : own;
  }

  /** The words that a record has of its own, empty where it has only those of every record. */
  static String ownWords(Record record) {
    String own;
    try {
      own = String.valueOf(record);
    } catch (RuntimeException | StackOverflowError e) {
      return "";
    }
    return own.startsWith(record.getClass().getSimpleName() + "[") ? "" : Text.clip(own, LENGTH);
  }

  /** The simple name; of a type without one, that of what it implements or extends. */
  static String type(Class<?> type) {
    if (type.isAnonymousClass() || type.isHidden()) {
      Class<?>[] interfaces = type.getInterfaces();
      return type(interfaces.length > 0 ? interfaces[0] : type.getSuperclass());
    }
    return type.getSimpleName();
  }

  private static String words(Object value, int depth) {
    if (value == null) {
      return "null";
    }
    if (value instanceof Double || value instanceof Float) {
      return ArrayText.number(((Number) value).doubleValue());
    }
    if (value instanceof String text) {
      return '"' + Text.clip(text, LENGTH) + '"';
    }
    if (value.getClass().isArray()) {
      return depth < DEPTH && value instanceof Object[]
          ? ArrayText.shape(value)
          : ArrayText.brief(value);
    }
    if (ResultView.isResult(value)) {
      return type(value.getClass()) + " " + ResultView.brief(value);
    }
    if (value instanceof Record record && ownWords(record).isEmpty()) {
      return type(record.getClass()) + (depth == 0 ? "[…]" : components(record, depth - 1));
    }
    if (value instanceof Optional<?> optional && optional.isPresent()) {
      return "Optional[" + words(optional.get(), Math.max(0, depth - 1)) + "]";
    }
    if (value instanceof Collection<?> items) {
      return depth == 0 ? "[…]" : list(items, "[", "]", item -> words(item, depth - 1));
    }
    if (value instanceof Map<?, ?> map) {
      return depth == 0
          ? "{…}"
          : list(
              map.entrySet(),
              "{",
              "}",
              entry -> words(entry.getKey(), 0) + "=" + words(entry.getValue(), depth - 1));
    }
    return own(value);
  }

  private static String components(Record record, int depth) {
    List<String> parts = new ArrayList<>();
    for (Component component : Component.of(record)) {
      parts.add(component.name() + "=" + words(component.value(), depth));
    }
    return "[" + String.join(", ", parts) + "]";
  }

  private static <T> String list(
      Collection<? extends T> items, String open, String close, Function<T, String> words) {
    List<String> parts = new ArrayList<>();
    for (T item : items) {
      if (parts.size() == ITEMS) {
        parts.add("… " + items.size() + " in all");
        break;
      }
      parts.add(words.apply(item));
    }
    return open + String.join(", ", parts) + close;
  }
}
