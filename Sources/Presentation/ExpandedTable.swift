package import Vocabulary

/// Draws a result as psql's expanded format does: one value a line, records numbered.
package struct ExpandedTable {
  private let style: TableStyle
  private var border: Int { min(style.border, 2) }

  init(_ style: TableStyle) { self.style = style }

  func render(_ table: ResultTable) -> String {
    guard !table.rows.isEmpty, !table.columns.isEmpty else {
      return (style.count(table).map { $0 + "\n" } ?? "") + "\n"
    }
    let headers = table.columns.map { CellText($0.name) }
    let cells = table.rows.map { row in row.map { CellText($0 ?? style.null) } }
    let names = headers.map(\.width).max() ?? 0
    let hasLines = headers.contains { $0.lines.count > 1 }
    var (values, folds) = (0, false)
    for cell in cells.joined() {
      values = max(values, cell.width)
      if cell.lines.count > 1 { folds = true }
    }
    fit(&values, &folds, names, hasLines, table.rows.count)
    var text = style.title.map { style.tuplesOnly ? "" : $0 + "\n" } ?? ""
    for (number, row) in cells.enumerated() {
      let position: LineStyle.Rule = number == 0 ? .top : .middle
      if !style.tuplesOnly {
        text += rule("\(number + 1)", names, values, position)
      } else if number > 0 || border == 2 {
        text += rule(nil, names, values, position)
      }
      for (header, cell) in zip(headers, row) {
        write(header, cell, names, values, hasLines, folds, to: &text)
      }
    }
    if border == 2 { text += rule(nil, names, values, .bottom) }
    return text + "\n"
  }

  /// Where values are to be folded, their width: at least what the rule above a record needs, at most what fits.
  private func fit(_ values: inout Int, _ folds: inout Bool, _ names: Int, _ hasLines: Bool, _ count: Int) {
    guard style.format == .wrapped else { return }
    var between = border == 0 ? (hasLines ? 2 : 1) : border == 1 ? 3 : 7
    if folds, border < 2 { between += 1 }
    let title = style.tuplesOnly ? 0 : String(count).utf8.count + [9, 12, 15][border]
    while true {
      let whole = max(names + between + values, title)
      var fitting = whole - names - between
      if style.format == .wrapped, style.width > 0, style.width < whole {
        fitting = max(style.width, max(names + between + 3, title)) - names - between
      }
      guard fitting < values, !folds, border < 2 else {
        values = fitting
        return
      }
      folds = true
      between += 1
    }
  }

  /// A line of dashes with the record's number, crossed where names and values meet.
  private func rule(_ record: String?, _ names: Int, _ values: Int, _ position: LineStyle.Rule) -> String {
    let dash = border == 0 ? " " : style.lines.horizontal
    let crossing = style.lines.crossings(position)
    var text = border == 2 ? crossing.left + dash : border == 1 ? dash : ""
    let title = record.map { border == 0 ? "* Record \($0)" : "[ RECORD \($0) ]" } ?? ""
    text += title
    var length = title.utf8.count + (border == 2 ? 0 : 1)
    if length < names { text += String(repeating: dash, count: names - length) }
    length -= names
    for part in border == 0 ? [" "] : [dash, crossing.middle, dash] {
      if length <= 0 { text += part }
      length -= 1
    }
    length = max(0, length)
    if length < values { text += String(repeating: dash, count: values - length) }
    return text + (border == 2 ? dash + crossing.right : "") + "\n"
  }

  private func write(
    _ header: CellText, _ cell: CellText, _ names: Int, _ values: Int, _ hasLines: Bool, _ folds: Bool,
    to text: inout String
  ) {
    let vertical = style.lines.vertical
    let pieces = cell.pieces(values)
    for index in 0..<max(header.lines.count, pieces.count) {
      if border == 2 { text += vertical }
      if index < header.lines.count {
        let line = header.lines[index]
        if border == 2 { text += " " }
        text += line.text + blanks(names - line.width)
        if border > 0 || hasLines { text += index < header.lines.count - 1 ? style.lines.newline : " " }
      } else {
        // A width of nothing is still one blank.
        text += blanks(max(1, names + border + (border == 0 && hasLines ? 1 : 0)))
      }
      if border > 0 { text += vertical }
      guard index < pieces.count else {
        text += border < 2 ? "\n" : blanks(values) + "  " + vertical + "\n"
        continue
      }
      let piece = pieces[index]
      text += (index > 0 && pieces[index - 1].ending == .wrap ? style.lines.fold : " ") + piece.text
      if piece.ending == .cell ? border == 2 : border == 2 || folds {
        text += blanks(values - piece.width) + style.lines.mark(piece.ending)
      }
      text += (border == 2 ? vertical : "") + "\n"
    }
  }
}
