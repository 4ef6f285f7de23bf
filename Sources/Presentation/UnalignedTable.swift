internal import Vocabulary

/// Writes a result as psql's unaligned format does: values as they are, with separators between.
struct UnalignedTable {
  private let style: TableStyle

  init(_ style: TableStyle) { self.style = style }

  func render(_ table: ResultTable) -> String {
    // Whether the screen is wide enough is no question here: "auto" means as usual.
    style.expanded == .on ? records(table) : rows(table)
  }

  private func rows(_ table: ResultTable) -> String {
    var lines: [String] = []
    if !style.tuplesOnly {
      if let title = style.title { lines.append(title) }
      lines.append(table.columns.map(\.name).joined(separator: style.fieldSeparator))
    }
    if !table.columns.isEmpty {
      lines += table.rows.map { row in row.map { $0 ?? style.null }.joined(separator: style.fieldSeparator) }
    }
    if let count = style.count(table) { lines.append(count) }
    return ended(lines.joined(separator: style.recordSeparator), isEmpty: lines.isEmpty)
  }

  private func records(_ table: ResultTable) -> String {
    let records =
      table.columns.isEmpty
      ? []
      : table.rows.map { row in
        zip(table.columns, row).map { $0.name + style.fieldSeparator + ($1 ?? style.null) }
          .joined(separator: style.recordSeparator)
      }
    let titles = style.tuplesOnly ? [] : style.title.map { [$0] } ?? []
    let parts = titles + records
    return ended(
      parts.joined(separator: style.recordSeparator + style.recordSeparator), isEmpty: parts.isEmpty)
  }

  /// The last record ends with a newline whatever is between the others, except where that is a zero byte.
  private func ended(_ text: String, isEmpty: Bool) -> String {
    isEmpty ? "" : text + (style.recordSeparator == "\0" ? "\0" : "\n")
  }
}
