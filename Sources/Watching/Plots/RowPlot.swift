/// Named values as horizontal bars, the greatest first as they come.
struct RowPlot {
  struct Row {
    var name: String
    var value: Double
    /// What stands behind the bar.
    var text: String
    var interval: ClosedRange<Double>?
  }

  var title: String
  var rows: [Row]
  /// Where the bars end; the greatest value when `nil`.
  var most: Double?

  private static let (width, left, right, row) = (400.0, 132.0, 78.0, 22.0)

  var svg: String {
    var svg = SVG(width: Self.width, height: Self.row * Double(max(1, rows.count)) + 4)
    let most = max(most ?? rows.map(\.value).max() ?? 1, 1e-9)
    let room = Self.width - Self.left - Self.right
    for (index, row) in rows.enumerated() {
      let y = Self.row * Double(index) + 4
      let name = row.name.count > 20 ? row.name.prefix(19) + "…" : row.name[...]
      svg.text(String(name), x: Self.left - 6, y: y + 11, anchor: "end")
      svg.rect(
        Self.left, y, max(1, room * min(1, row.value / most)), 14, class: "s0", tip: "\(row.name): \(row.text)")
      if let interval = row.interval {
        svg.line(
          Self.left + room * min(1, interval.lowerBound / most), y + 7,
          Self.left + room * min(1, interval.upperBound / most), y + 7, class: "whisker")
      }
      svg.text(row.text, x: Self.width - Self.right + 6, y: y + 11)
    }
    return svg.element(title: title)
  }
}
