internal import Foundation
internal import SQLSyntax
internal import Vocabulary

// Sizes that hide in a format's width, or between two dates.
extension ConstantSize {
  /// The widths that `format` is asked for: `%100s`, `%*s`.
  func formatWidth(_ node: SyntaxNode, _ arguments: [Magnitude]) -> Double {
    guard let pattern = node.nodes(.args).first?.string(.stringValue) else {
      return arguments.first?.isConstant == true ? Double(Self.maxLength) * 2 : 0
    }
    var widest = 0.0
    for piece in pattern.split(separator: "%").dropFirst(pattern.hasPrefix("%") ? 0 : 1) {
      // A position (`1$`) is no width, but is small; a star takes an argument's number.
      for run in piece.split(whereSeparator: { !$0.isNumber }) { widest = max(widest, Double(run) ?? .infinity) }
      if piece.contains("*") { widest = max(widest, arguments.dropFirst().map(\.number).max() ?? 0) }
    }
    return widest
  }

  /// `generate_series(start, stop [, step])` over numbers or times.
  func series(_ node: SyntaxNode, _ arguments: [Magnitude]) -> (Magnitude, Finding?) {
    guard arguments.count >= 2 else { return (.column, nil) }
    let nodes = node.nodes(.args)
    let size = arguments[0].larger(arguments[1]).unfolded
    let rows: Double
    if nodes.count > 2, let step = interval(nodes[2]) {
      let span = zip([nodes[0]], [nodes[1]]).map { from, to in
        guard let a = year(from), let b = year(to) else { return 100.0 }
        return abs(b - a) + 1
      }
      rows = (span.first ?? 100) * 31_557_600 / step
    } else {
      let step = arguments.count > 2 ? arguments[2].exact.map(abs) ?? 1 : 1
      let span: Double
      if let start = arguments[0].exact, let stop = arguments[1].exact {
        span = abs(stop - start)
      } else {
        span = arguments[0].number + arguments[1].number
      }
      rows = step > 0 ? span / step : .infinity
    }
    return (size, rows > Self.maxRows ? tooLarge("The series", node) : nil)
  }

  /// The seconds of a literal interval; a step that is none (a column, an expression) counts as a day.
  private func interval(_ node: SyntaxNode) -> Double? {
    var node = node
    var isInterval = false
    while node.kind == .typeCast, let inner = node.node(.arg) {
      isInterval = isInterval || node.node(.typeName)?.strings(.names).last == "interval"
      node = inner
    }
    guard node.kind == .constant, let text = node.string(.stringValue) else { return isInterval ? 86_400 : nil }
    guard isInterval || Double(text) == nil else { return nil }
    let words = text.lowercased().split { !$0.isNumber && !$0.isLetter && $0 != "." }
    var seconds = 0.0
    var pending = 1.0
    for word in words {
      if let number = Double(word) {
        pending = number
        continue
      }
      let digits = word.prefix { $0.isNumber || $0 == "." }
      if let number = Double(digits) { pending = number }
      seconds += pending * unit(word.dropFirst(digits.count))
      pending = 1
    }
    if text.contains(":") || seconds == 0 { seconds = max(seconds, Double(words.first ?? "") ?? 1) }
    return max(seconds, 1e-6)
  }

  private func unit(_ word: Substring) -> Double {
    let units: [(String, Double)] = [
      ("microsec", 1e-6), ("us", 1e-6), ("millisec", 1e-3), ("ms", 1e-3), ("mon", 2_629_800), ("min", 60), ("h", 3_600),
      ("s", 1), ("d", 86_400), ("w", 604_800), ("q", 7_889_400), ("y", 31_557_600), ("dec", 315_576_000),
      ("c", 3_155_760_000), ("mil", 31_557_600_000), ("m", 60),
    ]
    return units.first { word.hasPrefix($0.0) }?.1 ?? 1
  }

  /// The year that a literal date begins with.
  private func year(_ node: SyntaxNode) -> Double? {
    var node = node
    while node.kind == .typeCast, let inner = node.node(.arg) { node = inner }
    return node.string(.stringValue).flatMap { Double($0.prefix { $0.isNumber }) }
  }
}
