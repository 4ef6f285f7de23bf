internal import Foundation
internal import Vocabulary

/// Accuracy against the time a question takes, a point with its interval for each way to answer, as SVG.
struct PointPlot {
  struct Point {
    var name: String
    var milliseconds: Double
    var share: Proportion
  }

  let title: String
  let points: [Point]

  private static let (left, right, top, bottom) = (60.0, 520.0, 40.0, 300.0)

  func svg() throws -> String {
    let widest = Self.round(points.map(\.milliseconds).max() ?? 1)
    func x(_ milliseconds: Double) -> String {
      String(format: "%.1f", Self.left + (Self.right - Self.left) * milliseconds / widest)
    }
    func y(_ share: Double) -> String { String(format: "%.1f", Self.bottom - (Self.bottom - Self.top) * share) }
    return try ReportPage.render(
      "points.svg",
      [
        "title": BarPlot.escaped(title), "left": Self.left, "right": Self.right, "top": Self.top,
        "bottom": Self.bottom,
        "shares": [0, 25, 50, 75, 100].map { ["y": y(Double($0) / 100), "text": "\($0) %"] },
        "times": (0...4).map { step in
          let value = widest * Double(step) / 4
          return ["x": x(value), "text": String(format: value < 10 ? "%.1f" : "%.0f", value)]
        },
        "points": points.map { point in
          [
            "name": BarPlot.escaped(point.name), "x": x(point.milliseconds), "y": y(point.share.value),
            "labelX": String(format: "%.1f", (Double(x(point.milliseconds)) ?? 0) + 9),
            "lower": y(point.share.interval.lowerBound), "upper": y(point.share.interval.upperBound),
          ]
        },
      ])
  }

  /// The next number that reads well: 1, 2, 4 or 8 of a power of ten.
  private static func round(_ value: Double) -> Double {
    var step = 1.0
    while step * 8 < value { step *= 10 }
    return [1, 2, 4, 8].map { $0 * step }.first { $0 >= value } ?? value
  }
}
