internal import Foundation
internal import SQLSyntax
internal import Vocabulary

// How many rows a series has, over numbers or over times.
extension ConstantSize {
  /// A time as seconds since 1970, or since now.
  struct Moment {
    var seconds: Double
    var isNow: Bool
  }

  /// `generate_series(start, stop [, step])`.
  func series(_ node: SyntaxNode, _ arguments: [Magnitude]) -> (Magnitude, Finding?) {
    guard arguments.count >= 2 else { return (.column, nil) }
    let nodes = node.nodes(.args)
    let ends = arguments[0].larger(arguments[1])
    var size = ends.unfolded
    let rows: Double
    if nodes.count > 2, let step = seconds(nodes[2]) {
      guard let span = span(nodes[0], nodes[1]) else {
        // Where only data tells how long it is, the timer does the rest; a text that is not understood counts as long.
        let isData = !arguments[0].isConstant || !arguments[1].isConstant
        return (size, isData || 100 * 31_557_600 / step <= Self.maxRows ? nil : tooLarge("The series", node))
      }
      rows = span / step
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
    size.rows = max(1, rows)
    return (size, rows > Self.maxRows || rows.isNaN ? tooLarge("The series", node) : nil)
  }

  private func span(_ from: SyntaxNode, _ to: SyntaxNode) -> Double? {
    guard let a = moment(from), let b = moment(to) else { return nil }
    // Now is somewhere in this century.
    let today = Date().timeIntervalSince1970
    return abs((b.isNow ? today : 0) + b.seconds - (a.isNow ? today : 0) - a.seconds)
  }

  /// A time that a literal, the clock and intervals tell; `nil` where data does.
  private func moment(_ node: SyntaxNode) -> Moment? {
    switch node.kind {
    case .typeCast: return node.node(.arg).flatMap(moment)
    case .sqlValueFunction: return Moment(seconds: 0, isNow: true)
    case .constant:
      guard let text = node.string(.stringValue) else { return nil }
      if let day = CalendarDay.number(text) { return Moment(seconds: day * 86_400, isNow: false) }
      let isClock = ["now", "today", "tomorrow", "yesterday"].contains(text.lowercased())
      return isClock ? Moment(seconds: 0, isNow: true) : nil
    case .funcCall:
      let arguments = node.nodes(.args)
      switch node.strings(.functionName).last ?? "" {
      case "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp":
        return Moment(seconds: 0, isNow: true)
      // Truncation moves a time by a year at most, where the unit is an ordinary one.
      case "date_trunc": return arguments.count > 1 ? moment(arguments[1]) : nil
      case "timezone": return arguments.last.flatMap(moment)
      case "make_date":
        return arguments.first?.integer(.integerValue).map {
          Moment(seconds: Double($0 - 1970) * 31_557_600, isNow: false)
        }
      default: return nil
      }
    case .expression:
      guard let left = node.node(.left), let right = node.node(.right), var found = moment(left) else { return nil }
      let sign = node.strings(.name) == ["-"] ? -1.0 : 1
      guard sign < 0 || node.strings(.name) == ["+"] else { return nil }
      // A whole number added to a date is days.
      guard let shift = right.integer(.integerValue).map({ Double($0) * 86_400 }) ?? seconds(right) else { return nil }
      found.seconds += sign * shift
      return found
    default: return nil
    }
  }

  /// The seconds of an interval; `nil` for what is none. An interval that is computed counts as a second.
  private func seconds(_ node: SyntaxNode) -> Double? {
    var node = node
    var isInterval = false
    while node.kind == .typeCast, let inner = node.node(.arg) {
      isInterval = isInterval || node.node(.typeName)?.strings(.names).last == "interval"
      node = inner
    }
    switch node.kind {
    case .constant:
      guard let text = node.string(.stringValue), isInterval || Double(text) == nil else { return nil }
      return IntervalText.seconds(text)
    case .funcCall where node.strings(.functionName).last == "make_interval": return made(node)
    case .expression:
      guard let left = node.node(.left), let right = node.node(.right) else { return nil }
      let (a, b) = (seconds(left), seconds(right))
      switch node.strings(.name) {
      case ["*"]: return (a ?? number(left)).flatMap { a in (b ?? number(right)).map { a * $0 } }
      case ["/"]: return a.flatMap { a in number(right).map { $0 == 0 ? a : a / $0 } }
      case ["+"]: return a.flatMap { a in b.map { a + $0 } }
      default: return nil
      }
    default: return isInterval ? 1 : nil
    }
  }

  private func number(_ node: SyntaxNode) -> Double? {
    node.integer(.integerValue).map { max(abs(Double($0)), 1e-9) }
  }

  /// `make_interval(days => 1)`; positions are those of its parameters.
  private func made(_ node: SyntaxNode) -> Double {
    let units = ["years", "months", "weeks", "days", "hours", "mins", "secs"]
    var total = 0.0
    for (index, argument) in node.nodes(.args).enumerated() {
      let unit = argument.kind == .namedArgExpr ? argument.string(.name) ?? "" : index < units.count ? units[index] : ""
      let value = argument.kind == .namedArgExpr ? argument.node(.arg) ?? argument : argument
      total += (number(value) ?? 1) * IntervalText.unit(unit[...])
    }
    return max(total, 1e-6)
  }
}

/// Intervals as they are written: `1 day`, `00:15:00`, `15min`.
enum IntervalText {
  static func seconds(_ text: String) -> Double {
    let words = text.lowercased().split { !$0.isNumber && !$0.isLetter && $0 != "." && $0 != ":" }
    var seconds = 0.0
    var pending: Double?
    for word in words {
      if word.contains(":") {
        let parts = word.split(separator: ":").map { Double($0) ?? 0 }
        // `00:15` is hours and minutes.
        for (value, size) in zip(parts, [3_600.0, 60, 1]) { seconds += value * size }
        continue
      }
      if let number = Double(word) {
        pending = number
        continue
      }
      let digits = word.prefix { $0.isNumber || $0 == "." }
      seconds += (Double(digits) ?? pending ?? 1) * unit(word.dropFirst(digits.count))
      pending = nil
    }
    // A number without a unit is seconds.
    return max(seconds + (pending ?? 0), 1e-6)
  }

  static func unit(_ word: Substring) -> Double {
    let units: [(String, Double)] = [
      ("microsec", 1e-6), ("us", 1e-6), ("millisec", 1e-3), ("ms", 1e-3), ("mon", 2_629_800), ("min", 60), ("h", 3_600),
      ("s", 1), ("d", 86_400), ("w", 604_800), ("q", 7_889_400), ("y", 31_557_600), ("dec", 315_576_000),
      ("c", 3_155_760_000), ("mil", 31_557_600_000), ("m", 60),
    ]
    return units.first { word.hasPrefix($0.0) }?.1 ?? 1
  }
}
