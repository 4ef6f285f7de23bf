internal import Foundation
internal import Vocabulary

/// Horizontal bars with intervals, as SVG.
struct BarPlot {
  let title: String
  let bars: [(name: String, share: Proportion)]
  private let whiskers: Bool

  private static let (left, width, row, top) = (170.0, 400.0, 22.0, 40.0)

  init(_ title: String, _ bars: [(name: String, accuracy: Proportion)], whiskers: Bool = true) {
    self.title = title
    self.bars = bars.map { ($0.name, $0.accuracy) }
    self.whiskers = whiskers
  }

  func svg() throws -> String {
    let height = Self.top + Self.row * Double(bars.count) + 28
    func x(_ share: Double) -> String { String(format: "%.1f", Self.left + Self.width * share) }
    func y(_ value: Double) -> String { String(format: "%.1f", value) }
    return try ReportPage.render(
      "bars.svg",
      [
        "title": Self.escaped(title), "width": Int(Self.left + Self.width + 130), "height": Int(height),
        "left": Int(Self.left), "label": Int(Self.left - 8), "top": Int(Self.top - 6), "bottom": Int(height - 22),
        "ticks": [0, 25, 50, 75, 100].map { ["x": x(Double($0) / 100), "text": "\($0) %", "y": Int(height - 8)] },
        "bars": bars.enumerated().map { index, bar in
          let upper = Self.top + Self.row * Double(index)
          return [
            "name": Self.escaped(bar.name), "y": y(upper), "middle": y(upper + 7), "baseline": y(upper + 11),
            "width": String(format: "%.1f", Self.width * bar.share.value),
            "text": "\(Proportion.percent(bar.share.value)) % (\(bar.share.successes)/\(bar.share.trials))",
            "textX": Int(Self.left + Self.width + 10),
            "whisker": whiskers
              ? ["from": x(bar.share.interval.lowerBound), "to": x(bar.share.interval.upperBound), "y": y(upper + 7)]
              : nil as [String: String]?,
          ] as [String: Any?]
        },
      ])
  }

  static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
      .replacing("\"", with: "&quot;")
  }
}
