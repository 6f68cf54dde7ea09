package cusp.jupyter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one Javadoc comment says.
 *
 * @param summary its first sentence
 * @param rest what follows, without the examples
 * @param examples the code that stands as such, in {@code <pre>}
 * @param params what it says of each parameter or record component
 * @param returns of the value that is returned
 * @param thrown of each exception, by its name
 * @param see where to read on
 */
record DocComment(
    Prose summary,
    Prose rest,
    List<String> examples,
    Map<String, Prose> params,
    Prose returns,
    Map<String, Prose> thrown,
    List<Prose> see) {
  static final DocComment NONE =
      new DocComment(Prose.NONE, Prose.NONE, List.of(), Map.of(), Prose.NONE, Map.of(), List.of());

  DocComment {
    examples = List.copyOf(examples);
    params = new LinkedHashMap<>(params);
    thrown = new LinkedHashMap<>(thrown);
    see = List.copyOf(see);
  }

  /** All that it says before its tags. */
  Prose whole() {
    return rest.isEmpty() ? summary : summary.and(Prose.of(" ")).and(rest);
  }

  /** Whether it says nothing. */
  boolean isEmpty() {
    return summary.isEmpty() && rest.isEmpty() && params.isEmpty() && returns.isEmpty();
  }
}
