package import Vocabulary

/// Comma-separated values as psql's `--csv` writes them.
package struct CSV {
  private let style: TableStyle

  init(_ style: TableStyle) { self.style = style }

  /// With a header, a comma, and nothing for NULL.
  package static func render(_ table: ResultTable) -> String { CSV(TableStyle()).render(table) }

  func render(_ table: ResultTable) -> String {
    var text = ""
    if style.expanded == .on {
      for row in table.rows {
        for (column, value) in zip(table.columns, row) { text += line([column.name, value]) }
      }
      return text
    }
    if !style.tuplesOnly { text = line(table.columns.map { $0.name }) }
    for row in table.rows where !table.columns.isEmpty { text += line(row) }
    return text
  }

  private func line(_ values: [String?]) -> String {
    values.map { field($0 ?? style.null) }.joined(separator: String(style.csvSeparator)) + "\n"
  }

  private func field(_ value: String) -> String {
    let separator = style.csvSeparator.asciiValue ?? UInt8(ascii: ",")
    let needsQuotes =
      value.utf8.contains { $0 == 34 || $0 == separator || $0 == 10 || $0 == 13 } || value == "\\."
      || [UInt8(ascii: "\\"), UInt8(ascii: ".")].contains(separator)
    guard needsQuotes else { return value }
    return "\"" + value.replacing("\"", with: "\"\"") + "\""
  }
}
