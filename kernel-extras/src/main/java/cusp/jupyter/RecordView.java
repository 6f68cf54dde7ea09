package cusp.jupyter;

import cusp.base.Verdict;
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
    return table.isPresent() ? judged(record, TableView.of(table.get())) : TreeView.of(record);
  }

  /** With what speaks against it above it, where it is no result but has a verdict all the same. */
  private static Bundle judged(Record record, Bundle shown) {
    return Component.ask(record, "verdict", Verdict.class)
        .filter(verdict -> !verdict.isOk())
        .map(
            verdict -> {
              String line = ResultView.badge(verdict) + ": " + String.join("; ", verdict.reasons());
              return Bundle.html(
                  line + "\n" + shown.text(), "<p>" + Html.escape(line) + "</p>" + shown.html());
            })
        .orElse(shown);
  }
}
