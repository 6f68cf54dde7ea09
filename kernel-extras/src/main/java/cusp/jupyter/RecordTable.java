package cusp.jupyter;

import cusp.base.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.LongColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Records of one type as a table: a row a record, a column a component. */
final class RecordTable {
  private static final int MOST_ROWS = 1000;

  private RecordTable() {}

  /** Whether there are items, and all are records of one type with components. */
  static boolean fits(Collection<?> items) {
    if (items.isEmpty() || !(items.iterator().next() instanceof Record first)) {
      return false;
    }
    return !Component.none(first)
        && items.stream().allMatch(item -> item != null && item.getClass() == first.getClass());
  }

  /** The table of the first thousand of items that {@link #fits fit}. */
  static Table of(Collection<?> items) {
    List<?> rows = items.stream().limit(MOST_ROWS).toList();
    String type = Brief.type(rows.get(0).getClass());
    String name =
        rows.size() < items.size() ? "the first %d × %s".formatted(rows.size(), type) : type;
    return Table.create(name, ResultView.isResult(rows.get(0)) ? results(rows) : columns(rows));
  }

  private static List<Column<?>> columns(List<?> rows) {
    List<List<Component>> all = rows.stream().map(Component::of).toList();
    List<Column<?>> columns = new ArrayList<>();
    for (int j = 0; j < all.get(0).size(); j++) {
      int column = j;
      columns.add(
          column(
              all.get(0).get(j).name(), all.stream().map(row -> row.get(column).value()).toList()));
    }
    return columns;
  }

  private static List<Column<?>> results(List<?> rows) {
    List<Column<?>> columns = new ArrayList<>();
    columns.add(
        StringColumn.create(
            "verdict",
            rows.stream().map(row -> ResultView.badge(ResultView.verdict(row))).toList()));
    Function<String, double[]> numbers =
        name -> rows.stream().mapToDouble(row -> ResultView.number(row, name)).toArray();
    columns.add(DoubleColumn.create("value", numbers.apply("value")));
    columns.add(DoubleColumn.create("standardError", numbers.apply("standardError")));
    columns.add(
        StringColumn.create(
            "reasons", rows.stream().map(ResultView::verdict).map(RecordTable::reasons).toList()));
    return columns;
  }

  private static String reasons(Verdict verdict) {
    return String.join("; ", verdict.reasons());
  }

  private static Column<?> column(String name, List<Object> values) {
    if (all(values, Integer.class, Long.class, Short.class, Byte.class)) {
      return LongColumn.create(
          name, values.stream().mapToLong(value -> ((Number) value).longValue()).toArray());
    }
    if (all(values, Double.class, Float.class)) {
      return DoubleColumn.create(
          name, values.stream().mapToDouble(value -> ((Number) value).doubleValue()).toArray());
    }
    if (all(values, Boolean.class)) {
      return BooleanColumn.create(
          name, values.stream().map(Boolean.class::cast).toArray(Boolean[]::new));
    }
    return StringColumn.create(
        name, values.stream().map(value -> value == null ? "" : Brief.plain(value)).toList());
  }

  private static boolean all(List<Object> values, Class<?>... types) {
    List<Class<?>> permitted = List.of(types);
    return values.stream().allMatch(value -> value != null && permitted.contains(value.getClass()));
  }
}
