package cusp.jupyter;

import java.lang.reflect.Method;
import java.util.List;
import jdk.jshell.Snippet;

/**
 * The class into which JShell wraps a snippet to run it. JShell translates the lines of that class
 * to those of the snippet too, but wrongly where the snippet begins with an empty line.
 *
 * @param name as a stack trace has it
 * @param text its source
 */
record SnippetClass(String name, String text) {

  /** The class that a snippet is in now; null where JShell does not tell. */
  static SnippetClass of(Snippet snippet) {
    try {
      Object wrap = call(snippet, Snippet.class, "outerWrap");
      return new SnippetClass(
          (String) call(snippet, Snippet.class, "classFullName"),
          (String) call(wrap, wrap.getClass(), "wrapped"));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return null;
    }
  }

  private static Object call(Object owner, Class<?> type, String name)
      throws ReflectiveOperationException {
    for (Class<?> t = type; t != null; t = t.getSuperclass()) {
      for (Method method : t.getDeclaredMethods()) {
        if (method.getName().equals(name) && method.getParameterCount() == 0) {
          method.setAccessible(true);
          return method.invoke(owner);
        }
      }
    }
    throw new NoSuchMethodException(type.getName() + "." + name);
  }

  /**
   * The line of a source, from 1, that a line of this class comes from; 0 if there is none. The
   * class holds the end of the source line by line, whatever it puts before and between.
   */
  int lineOf(String source, int line) {
    List<String> here = text.lines().toList();
    List<String> there = source.lines().toList();
    for (int end = here.size(); end >= line; end--) {
      int found = there.size() - (end - line);
      if (found >= 1
          && equal(here.subList(line - 1, end), there.subList(found - 1, there.size()))) {
        return found;
      }
    }
    return 0;
  }

  private static boolean equal(List<String> here, List<String> there) {
    int last = here.size() - 1;
    for (int i = 0; i <= last; i++) {
      String wanted = there.get(i).strip();
      String found = here.get(i).strip();
      // The name of a variable stands before its value; a semicolon or more braces after the end.
      boolean equal =
          i == last
              ? found.replaceFirst(";$", "").contains(wanted.replaceFirst(";$", ""))
              : i == 0 ? found.endsWith(wanted) || wanted.endsWith(found) : found.equals(wanted);
      if (!equal) {
        return false;
      }
    }
    return true;
  }
}
