package cusp.jupyter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Records of settings, which are those that make another of their kind by a {@code withX}: a line a
 * setting, with what stands by default beside it where that differs.
 */
final class Settings {

  /** A setting as words; the default's are null where it stands at its default. */
  private record Setting(String name, String words, String byDefault) {}

  private Settings() {}

  static boolean isSettings(Record record) {
    Class<?> type = record.getClass();
    return Arrays.stream(type.getMethods())
        .anyMatch(
            method ->
                method.getName().matches("with\\p{Lu}.*")
                    && method.getParameterCount() == 1
                    && method.getReturnType() == type
                    && !Modifier.isStatic(method.getModifiers()));
  }

  static Bundle of(Record settings) {
    Tree tree = tree("", settings);
    return Bundle.html(tree.text(), Style.wrap(tree.html()));
  }

  /** Under their name as a part of something else. */
  static Tree tree(String name, Record settings) {
    List<Setting> all = all(settings);
    StringBuilder html = new StringBuilder("<table><tbody>");
    List<String> lines = new ArrayList<>();
    for (Setting setting : all) {
      boolean plain = setting.byDefault == null;
      html.append("<tr><th scope=\"row\" style=\"text-align:left\">")
          .append(Html.escape(setting.name));
      html.append("</th><td style=\"text-align:left\">");
      html.append(plain ? "" : "<b>").append(Html.escape(setting.words));
      html.append(plain ? "" : "</b> (default " + Html.escape(setting.byDefault) + ")");
      html.append("</td></tr>");
      lines.add(
          setting.name
              + " = "
              + setting.words
              + (plain ? "" : " (default " + setting.byDefault + ")"));
    }
    html.append("</tbody></table>");
    Bundle body = Bundle.html(String.join("\n", lines), html.toString());
    String changed =
        all.stream()
            .filter(setting -> setting.byDefault != null)
            .map(setting -> setting.name + " = " + setting.words)
            .collect(Collectors.joining(", "));
    String type = Brief.type(settings.getClass());
    String words = name.isEmpty() || changed.isEmpty() ? type : type + " with " + changed;
    return new Tree(name, words, body, List.of());
  }

  private static List<Setting> all(Record settings) {
    List<Component> components = Component.of(settings);
    List<Component> defaults = defaults(settings.getClass());
    List<Setting> all = new ArrayList<>();
    for (int i = 0; i < components.size(); i++) {
      Object value = components.get(i).value();
      boolean differs = !defaults.isEmpty() && !Objects.deepEquals(value, defaults.get(i).value());
      all.add(
          new Setting(
              components.get(i).name(),
              Brief.of(value),
              differs ? Brief.of(defaults.get(i).value()) : null));
    }
    return all;
  }

  /**
   * The components of what the type's {@code defaults()} gives; none where it has no such method.
   */
  private static List<Component> defaults(Class<?> type) {
    try {
      Method defaults = type.getMethod("defaults");
      if (!Modifier.isStatic(defaults.getModifiers()) || defaults.getReturnType() != type) {
        return List.of();
      }
      defaults.setAccessible(true);
      return Component.of(defaults.invoke(null));
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      return List.of();
    }
  }
}
