internal import Presentation
internal import Vocabulary

/// Draws a result as psql's expanded format does: one value a line, records numbered.
enum ExpandedTable {
  static func render(_ table: ResultTable) -> String {
    guard !table.rows.isEmpty else { return "(0 rows)\n" }
    let nameWidth = table.columns.map { DisplayWidth.of($0.name) }.max() ?? 0
    let values = table.rows.map { row in
      row.map { ($0 ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }
    let valueWidth = values.joined().joined().map { DisplayWidth.of($0) }.max() ?? 0
    var text = ""
    for (number, row) in values.enumerated() {
      text += rule("-[ RECORD \(number + 1) ]", nameWidth, valueWidth) + "\n"
      for (column, lines) in zip(table.columns, row) {
        for (index, line) in lines.enumerated() {
          let name = index == 0 ? column.name : ""
          let pad = String(repeating: " ", count: nameWidth - DisplayWidth.of(name))
          let isFolded = index < lines.count - 1
          let tail = isFolded ? String(repeating: " ", count: valueWidth - DisplayWidth.of(line)) + "+" : ""
          text += name + pad + " | " + line + tail + "\n"
        }
      }
    }
    return text
  }

  /// A line of dashes under the title, crossed where the columns meet.
  private static func rule(_ title: String, _ nameWidth: Int, _ valueWidth: Int) -> String {
    var rule = Array(title)
    while rule.count < nameWidth + 1 { rule.append("-") }
    if rule.count == nameWidth + 1 { rule.append("+") }
    while rule.count < nameWidth + valueWidth + 3 { rule.append("-") }
    return String(rule)
  }
}
