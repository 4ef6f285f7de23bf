internal import Foundation

/// A vertical axis from zero with round steps.
struct Axis {
  let top: Double
  let step: Double

  /// - Parameter most: the greatest value that must fit.
  init(upTo most: Double) {
    let most = most.isFinite && most > 0 ? most : 1
    let magnitude = pow(10, floor(log10(most / 4)))
    let step = [1, 2, 2.5, 5, 10].map { $0 * magnitude }.first { $0 * 4 >= most } ?? 10 * magnitude
    self.step = step
    top = (most / step).rounded(.up) * step
  }

  var ticks: [Double] { Array(stride(from: 0, through: top * 1.0001, by: step)) }

  /// `0`, `250`, `1.5k`, `20M`.
  static func short(_ value: Double) -> String {
    for (limit, letter) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where abs(value) >= limit {
      return plain(value / limit) + letter
    }
    return plain(value)
  }

  private static func plain(_ value: Double) -> String {
    let text = String(format: "%.2f", value)
    var rest = text[...]
    while rest.last == "0" { rest.removeLast() }
    if rest.last == "." { rest.removeLast() }
    return String(rest)
  }
}
