package import Vocabulary

/// Draws a result as psql's aligned and wrapped formats do: centred headers, numbers to the right, a row count below.
package struct AlignedTable {
  private let style: TableStyle
  private var border: Int { min(style.border, 2) }

  init(_ style: TableStyle) { self.style = style }

  /// The table under the usual style, without psql's empty line at the end.
  package static func render(_ table: ResultTable) -> String { String(TableStyle().render(table).dropLast()) }

  func render(_ table: ResultTable) -> String {
    let headers = table.columns.map { CellText($0.name) }
    let cells = table.rows.map { row in row.map { CellText($0 ?? style.null) } }
    var widths = headers.map(\.width)
    for row in cells {
      for (column, cell) in row.enumerated() { widths[column] = max(widths[column], cell.width) }
    }
    let frame = border == 0 ? widths.count : border == 1 ? max(0, widths.count * 3 - 1) : widths.count * 3 + 1
    let leastWidth = frame + headers.reduce(0) { $0 + $1.width }
    if style.format == .wrapped, style.width >= leastWidth { fold(&widths, headers, cells, frame) }
    let total = frame + widths.reduce(0, +)
    if style.expanded == .auto, style.width > 0, widths.count > 1, style.width < max(total, leastWidth) {
      return ExpandedTable(style).render(table)
    }
    var text = title(total)
    if !style.tuplesOnly {
      if border == 2 { text += rule(.top, widths) }
      text += header(headers, widths) + rule(.middle, widths)
    }
    let toRight = table.columns.map { Self.isNumeric($0.type) }
    for row in cells where !row.isEmpty { write(row, widths, toRight, to: &text) }
    if border == 2 { text += rule(.bottom, widths) }
    if let count = style.count(table) { text += count + "\n" }
    return text + "\n"
  }

  private func title(_ total: Int) -> String {
    guard let title = style.title, !style.tuplesOnly else { return "" }
    let width = CellText(title).width
    return (width >= total ? "" : blanks((total - width) / 2)) + title + "\n"
  }

  private func rule(_ rule: LineStyle.Rule, _ widths: [Int]) -> String {
    let dash = style.lines.horizontal
    let crossing = style.lines.crossings(rule)
    let dashes = widths.map { String(repeating: dash, count: $0) }
    return switch border {
    case 0: dashes.joined(separator: " ") + "\n"
    case 1: dash + dashes.joined(separator: dash + crossing.middle + dash) + dash + "\n"
    default:
      crossing.left + dash + dashes.joined(separator: dash + crossing.middle + dash) + dash + crossing.right + "\n"
    }
  }

  private func header(_ headers: [CellText], _ widths: [Int]) -> String {
    var text = ""
    for index in 0..<(headers.map(\.lines.count).max() ?? 0) {
      if border == 2 { text += style.lines.vertical }
      for (column, header) in headers.enumerated() {
        if border != 0 { text += " " }
        let line = index < header.lines.count ? header.lines[index] : CellText.Line(text: "", width: 0)
        let free = widths[column] - line.width
        text += blanks(free / 2) + line.text + blanks(free - free / 2)
        text += index < header.lines.count - 1 ? style.lines.newline : " "
        if border != 0, column < headers.count - 1 { text += style.lines.vertical }
      }
      if border == 2 { text += style.lines.vertical }
      text += "\n"
    }
    return text
  }

  private func write(_ row: [CellText], _ widths: [Int], _ toRight: [Bool], to text: inout String) {
    let pieces = zip(row, widths).map { $0.pieces($1) }
    for index in 0..<(pieces.map(\.count).max() ?? 0) {
      if border == 2 { text += style.lines.vertical }
      for column in pieces.indices {
        let isLast = column == pieces.count - 1
        let fills = border == 2 || !isLast
        let mine = pieces[column]
        if border != 0 {
          text += index > 0 && index < mine.count && mine[index - 1].ending == .wrap ? style.lines.fold : " "
        }
        var ending = CellText.Piece.Ending.cell
        if index < mine.count {
          let piece = mine[index]
          ending = piece.ending
          let free = widths[column] - piece.width
          if toRight[column] {
            text += blanks(free) + piece.text
          } else {
            text += piece.text
            if fills || ending != .cell { text += blanks(free) }
          }
        } else if fills {
          text += blanks(widths[column])
        }
        if ending != .cell || fills { text += style.lines.mark(ending) }
        if border != 0, !isLast { text += style.lines.vertical }
      }
      if border == 2 { text += style.lines.vertical }
      text += "\n"
    }
  }

  /// Narrows the columns that lose least by it until a row fits, as psql does: those whose widest value is rare.
  private func fold(_ widths: inout [Int], _ headers: [CellText], _ cells: [[CellText]], _ frame: Int) {
    guard !cells.isEmpty else { return }
    let widest = widths
    let means = widths.indices.map { column in cells.reduce(0) { $0 + $1[column].width } / cells.count }
    var total = frame + widths.reduce(0, +)
    while total > style.width {
      var worst: (column: Int, ratio: Double)?
      for column in widths.indices where means[column] > 0 && widths[column] > headers[column].width {
        let ratio = Double(widths[column]) / Double(means[column]) + Double(widest[column]) * 0.01
        if ratio > worst?.ratio ?? 0 { worst = (column, ratio) }
      }
      guard let worst else { return }
      widths[worst.column] -= 1
      total -= 1
    }
  }

  /// The types that psql writes to the right.
  private static func isNumeric(_ type: String) -> Bool {
    let name = type.prefix { $0 != "(" }
    return [
      "smallint", "integer", "bigint", "numeric", "real", "double precision", "money", "oid", "xid", "xid8", "cid",
    ].contains(String(name)) && !type.hasSuffix("[]")
  }
}
