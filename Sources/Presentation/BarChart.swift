package import Vocabulary

/// Rows as bars of characters: the first column that is no number labels them, one with numbers gives their length.
package struct BarChart {
  private let labels: [String]
  private let values: [Double?]
  private let shown: [String]
  private let title: String

  private static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
  /// More bars than this are no picture.
  private static let mostBars = 100

  /// - Parameter column: the name of the column to draw; `nil` for the last one that holds numbers.
  package init?(_ table: ResultTable, column: String? = nil) {
    let numeric = table.columns.indices.filter { index in
      let values = table.rows.compactMap { $0[index] }
      return !values.isEmpty && values.allSatisfy { Double($0)?.isFinite == true }
    }
    let wanted = column.map { name in table.columns.firstIndex { $0.name.lowercased() == name.lowercased() } }
    guard let drawn = wanted ?? numeric.last, numeric.contains(drawn) else { return nil }
    let label =
      table.columns.indices.first { $0 != drawn && !numeric.contains($0) }
      ?? table.columns.indices.first { $0 != drawn }
    let rows = table.rows.prefix(Self.mostBars)
    title = table.columns[drawn].name
    labels = rows.enumerated().map { number, row in
      let text = label.map { row[$0] ?? "" } ?? String(number + 1)
      return CellText(text.split(separator: "\n").first.map(String.init) ?? "").lines[0].text
    }
    values = rows.map { $0[drawn].flatMap(Double.init) }
    shown = rows.map { $0[drawn] ?? "" }
  }

  package func text(width: Int) -> String {
    let longest = min(labels.map(DisplayWidth.of).max() ?? 0, max(8, width / 3))
    let numbers = shown.map(\.utf8.count).max() ?? 0
    let room = max(8, width - longest - numbers - 4)
    let low = min(0, values.compactMap { $0 }.min() ?? 0)
    let high = max(0, values.compactMap { $0 }.max() ?? 0)
    let span = high - low
    // Where bars to the left end and those to the right begin.
    let zero = span > 0 ? Int((-low / span * Double(room)).rounded()) : 0
    var text = "\(title)  \(Self.sparkline(values))\n"
    for ((label, value), number) in zip(zip(labels, values), shown) {
      let cut = Self.cut(label, to: longest)
      text += cut + blanks(longest - DisplayWidth.of(cut)) + " " + blanks(numbers - number.utf8.count) + number + " "
      guard let value, span > 0 else {
        text += "\n"
        continue
      }
      let length = value.magnitude / span * Double(room)
      if value < 0 {
        let whole = min(zero, Int(length.rounded()))
        text += blanks(zero - whole) + String(repeating: "█", count: whole)
      } else {
        text += blanks(zero) + String(repeating: "█", count: Int(length))
        let rest = Int((length - length.rounded(.down)) * 8)
        if rest > 0 { text.append(Self.eighths[rest - 1]) }
      }
      text += "\n"
    }
    return text
  }

  /// The values as a row of small bars; a blank where there is none.
  package static func sparkline(_ values: [Double?]) -> String {
    let levels = Array("▁▂▃▄▅▆▇█")
    let known = values.compactMap { $0 }
    guard let low = known.min(), let high = known.max() else { return "" }
    return String(
      values.map { value in
        guard let value else { return " " }
        guard high > low else { return levels[3] }
        return levels[min(7, Int((value - low) / (high - low) * 8))]
      })
  }

  private static func cut(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    var cut = ""
    for character in text {
      if DisplayWidth.of(cut + String(character)) > width - 1 { break }
      cut.append(character)
    }
    return cut + "…"
  }
}
