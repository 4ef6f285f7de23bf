package import Vocabulary

/// Draws a result as psql's aligned format does: centred headers, numbers to the right, a row count below.
package enum AlignedTable {
  package static func render(_ table: ResultTable) -> String {
    let cells = table.rows.map { row in
      row.map { ($0 ?? "").split(separator: "\n", omittingEmptySubsequences: false).map(String.init) }
    }
    var widths = table.columns.map { DisplayWidth.of($0.name) }
    for row in cells {
      for (column, lines) in row.enumerated() {
        for line in lines {
          widths[column] = max(widths[column], DisplayWidth.of(line))
        }
      }
    }
    var text = header(table.columns.map(\.name), widths)
    text += widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "+") + "\n"
    let toRight = table.columns.map { isNumeric($0.type) }
    for row in cells { text += line(row, widths, toRight) }
    text += table.rows.count == 1 ? "(1 row)\n" : "(\(table.rows.count) rows)\n"
    return text
  }

  private static func header(_ names: [String], _ widths: [Int]) -> String {
    let parts = zip(names, widths).enumerated().map { index, pair in
      let (name, width) = pair
      let free = width - DisplayWidth.of(name)
      let left = String(repeating: " ", count: free / 2)
      let right = String(repeating: " ", count: free - free / 2)
      return " " + left + name + right + " "
    }
    return parts.joined(separator: "|") + "\n"
  }

  private static func line(_ row: [[String]], _ widths: [Int], _ toRight: [Bool]) -> String {
    let height = row.map(\.count).max() ?? 1
    var text = ""
    for index in 0..<height {
      var parts: [String] = []
      for (column, lines) in row.enumerated() {
        let value = index < lines.count ? lines[index] : ""
        let pad = String(repeating: " ", count: max(0, widths[column] - DisplayWidth.of(value)))
        let mark = index < lines.count - 1 ? "+" : " "
        let isLast = column == row.count - 1
        let body = toRight[column] ? pad + value : value + (isLast && mark == " " ? "" : pad)
        parts.append(" " + body + (isLast && mark == " " ? "" : mark))
      }
      text += parts.joined(separator: "|") + "\n"
    }
    return text
  }

  private static func isNumeric(_ type: String) -> Bool {
    let name = type.prefix { $0 != "(" }
    return ["smallint", "integer", "bigint", "numeric", "real", "double precision", "money", "oid", "xid"].contains(
      String(name))
  }
}
