package import Vocabulary

/// A way of writing a result table as text.
package enum TableFormat: String, Sendable, CaseIterable {
  /// Aligned for people, as psql draws it.
  case table
  /// Comma-separated with a header, RFC 4180 quoting; NULL is an empty field.
  case csv
  /// One object: columns and rows.
  case json
  /// One object a row.
  case jsonl

  /// The table as text that ends with a newline.
  package func render(_ table: ResultTable) -> String {
    switch self {
    case .table: AlignedTable.render(table)
    case .csv: CSV.render(table)
    case .json: JSONTable.render(table)
    case .jsonl: JSONTable.renderLines(table)
    }
  }
}
