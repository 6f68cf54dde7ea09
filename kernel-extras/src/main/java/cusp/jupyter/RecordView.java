package cusp.jupyter;

import java.util.Optional;
import tech.tablesaw.api.Table;

/** Records: results, settings, those that make a table of themselves, and trees of all others. */
final class RecordView {
  private RecordView() {}

  static Bundle of(Record record) {
    if (ResultView.isResult(record)) {
      return ResultView.of(record);
    }
    if (Settings.isSettings(record)) {
      return Settings.of(record);
    }
    Optional<Table> table = Component.ask(record, "toTable", Table.class);
    return table.isPresent() ? TableView.of(table.get()) : TreeView.of(record);
  }
}
