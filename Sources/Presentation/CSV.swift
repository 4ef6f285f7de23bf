package import Vocabulary

/// Comma-separated values as psql's `--csv` writes them.
package enum CSV {
  package static func render(_ table: ResultTable) -> String {
    var text = line(table.columns.map { $0.name })
    for row in table.rows { text += line(row) }
    return text
  }

  private static func line(_ values: [String?]) -> String {
    values.map { field($0 ?? "") }.joined(separator: ",") + "\n"
  }

  private static func field(_ value: String) -> String {
    let needsQuotes = value.utf8.contains { $0 == 34 || $0 == 44 || $0 == 10 || $0 == 13 } || value == "\\."
    return needsQuotes ? "\"" + value.replacing("\"", with: "\"\"") + "\"" : value
  }
}
