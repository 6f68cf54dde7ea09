package cusp.plot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tech.tablesaw.api.ColumnType;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.Column;

/** Tables one below the other. */
final class Stack {

  private Stack() {}

  /**
   * One table with the columns of all, in the order in which they first occur. What a table has no
   * column for is missing in its rows; a column that is numbers in one and words in another becomes
   * words.
   */
  static Table of(List<Table> parts) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    for (Table part : parts) {
      for (Column<?> column : part.columns()) {
        types.merge(column.name(), column.type(), (a, b) -> a.equals(b) ? a : ColumnType.STRING);
      }
    }
    Table all = Table.create();
    types.forEach((name, type) -> all.addColumns(column(name, type, parts)));
    return all;
  }

  private static Column<?> column(String name, ColumnType type, List<Table> parts) {
    Column<?> all = type.create(name);
    for (Table part : parts) {
      if (part.containsColumn(name)) {
        append(part.column(name), all);
      } else {
        for (int row = 0; row < part.rowCount(); row++) {
          all.appendMissing();
        }
      }
    }
    return all;
  }

  private static void append(Column<?> part, Column<?> all) {
    boolean words = all instanceof StringColumn;
    for (int row = 0; row < part.size(); row++) {
      if (part.isMissing(row)) {
        all.appendMissing();
      } else {
        all.appendObj(words ? part.getUnformattedString(row) : part.get(row));
      }
    }
  }
}
