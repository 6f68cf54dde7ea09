package cusp.jupyter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Collections and maps: of figures as one figure, of records as a table, of others by their ends.
 */
final class CollectionView {
  private static final int ALL = 100;
  private static final int SHOWN = 20;

  private CollectionView() {}

  static Bundle of(Collection<?> items) {
    if (FigureGrid.fits(items)) {
      return FigureGrid.of(items);
    }
    if (RecordTable.fits(items)) {
      return TableView.of(RecordTable.of(items));
    }
    return items.stream().allMatch(TreeView::isPlain)
        ? Bundle.text(words(items, "[", "]"))
        : TreeView.of(items);
  }

  static Bundle of(Map<?, ?> map) {
    return map.values().stream().allMatch(TreeView::isPlain)
        ? Bundle.text(words(map.entrySet(), "{", "}"))
        : TreeView.of(map);
  }

  private static String words(Collection<?> items, String open, String close) {
    boolean cut = items.size() > ALL;
    List<String> words = new ArrayList<>();
    Iterator<?> all = items.iterator();
    while (all.hasNext() && words.size() < (cut ? SHOWN : ALL)) {
      words.add(word(all.next()));
    }
    return open
        + String.join(", ", words)
        + (cut ? ", …" + close + " (" + items.size() + " in all)" : close);
  }

  private static String word(Object item) {
    return item instanceof Map.Entry<?, ?> entry
        ? Brief.plain(entry.getKey()) + "=" + Brief.plain(entry.getValue())
        : Brief.plain(item);
  }
}
