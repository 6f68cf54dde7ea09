package cusp.jupyter;

import cusp.base.Interval;
import cusp.base.Seed;
import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** Records, and collections of what is no plain word, as a tree of their parts. */
final class TreeView {
  private static final int DEPTH = 6;
  private static final int ITEMS = 10;
  private static final int MOST = 300;

  private final Set<Object> path = Collections.newSetFromMap(new IdentityHashMap<>());
  private int count;

  private TreeView() {}

  static Bundle of(Object value) {
    Tree tree = new TreeView().grow("", value);
    return Bundle.html(tree.text(), Style.wrap(tree.html()));
  }

  /** What makes the trees of the parts of a whole, each under its name. */
  static BiFunction<String, Object, Tree> branches(Object whole) {
    TreeView view = new TreeView();
    view.path.add(whole);
    return view::grow;
  }

  private Tree grow(String name, Object value) {
    count++;
    if (isWord(value)) {
      return Tree.leaf(name, Brief.of(value));
    }
    if (path.contains(value) || path.size() == DEPTH || count > MOST) {
      return Tree.leaf(name, path.contains(value) ? "(this again)" : Brief.of(value));
    }
    path.add(value);
    try {
      return inner(name, value);
    } finally {
      path.remove(value);
    }
  }

  /** Whether a value has nothing below it. */
  private static boolean isWord(Object value) {
    if (value instanceof Record) {
      return value instanceof Verdict
          || value instanceof Seed
          || value instanceof Interval
          || value instanceof Component.Failure
          || Component.none(value);
    }
    if (value instanceof Collection<?> items) {
      return items.stream().limit(ITEMS).allMatch(TreeView::isPlain);
    }
    if (value instanceof Map<?, ?> map) {
      return map.values().stream().limit(ITEMS).allMatch(TreeView::isPlain);
    }
    return !(value instanceof Object[] items)
        || items.getClass().getComponentType().isArray()
        || Arrays.stream(items).allMatch(TreeView::isPlain);
  }

  /** Whether its own words say what it is. */
  static boolean isPlain(Object value) {
    return value == null
        || !(value instanceof Record
            || value instanceof Collection
            || value instanceof Map
            || value.getClass().isArray());
  }

  private Tree inner(String name, Object value) {
    if (value instanceof Record record) {
      return record(name, record);
    }
    if (value instanceof Object[] items) {
      return items(name, ArrayText.shape(items), Arrays.asList(items));
    }
    if (value instanceof Map<?, ?> map) {
      List<Tree> parts = new ArrayList<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (parts.size() == ITEMS) {
          parts.add(Tree.leaf("", "…"));
          break;
        }
        parts.add(grow(Brief.plain(entry.getKey()), entry.getValue()));
      }
      return new Tree(name, "map of " + map.size(), null, parts);
    }
    Collection<?> items = (Collection<?>) value;
    return items(name, items.size() + " items", items);
  }

  private Tree record(String name, Record record) {
    if (Settings.isSettings(record)) {
      return Settings.tree(name, record);
    }
    String type = Brief.type(record.getClass());
    if (ResultView.isResult(record)) {
      String words = type + " " + ResultView.brief(record);
      return new Tree(name, words, null, ResultView.parts(record, this::grow));
    }
    List<Tree> parts = new ArrayList<>();
    for (Component component : Component.of(record)) {
      parts.add(grow(component.name(), component.value()));
    }
    return new Tree(name, (type + " " + Brief.ownWords(record)).strip(), null, parts);
  }

  private Tree items(String name, String words, Collection<?> items) {
    if (RecordTable.fits(items)) {
      String type = Brief.type(items.iterator().next().getClass());
      Bundle table = TableView.still(RecordTable.of(items));
      return new Tree(name, items.size() + " × " + type, table, List.of());
    }
    List<Tree> parts = new ArrayList<>();
    int i = 0;
    for (Object item : items) {
      if (i == ITEMS) {
        parts.add(Tree.leaf("", "…"));
        break;
      }
      parts.add(grow("[" + i++ + "]", item));
    }
    return new Tree(name, words, null, parts);
  }
}
