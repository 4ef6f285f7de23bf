internal import SQLSyntax

/// The sizes of a node's parts, by the field in which they stand.
struct PartSizes {
  private var sizes: [(key: SyntaxField, size: Magnitude)] = []

  mutating func add(_ size: Magnitude, to key: SyntaxField) { sizes.append((key, size)) }

  subscript(key: SyntaxField) -> [Magnitude] { sizes.lazy.filter { $0.key == key }.map(\.size) }
}

/// How large a value can be made: an upper bound, guessed for data and folded for constants.
struct Magnitude: Sendable {
  /// The number itself, where it is a constant.
  var exact: Double?
  /// The largest absolute value as a number.
  var number: Double
  /// The largest length, in characters or elements.
  var length: Double
  /// Whether no column takes part, so that the planner itself would compute the value.
  var isConstant: Bool

  /// A value of a table.
  static let column = Magnitude(exact: nil, number: 1_000, length: 200, isConstant: false)

  static func constant(_ value: Double) -> Magnitude {
    Magnitude(exact: value, number: abs(value), length: 24, isConstant: true)
  }

  /// A text; its number is what it would be when cast to one.
  static func text(_ value: String) -> Magnitude {
    let count = value.utf8.count
    let number = Double(value.filter { !$0.isWhitespace })
    return Magnitude(exact: number, number: number.map(abs) ?? 0, length: Double(count), isConstant: true)
  }

  /// Any of the values, nothing known about how they combine.
  static func combined(_ parts: [Magnitude]) -> Magnitude {
    guard !parts.isEmpty else { return Magnitude(exact: nil, number: 10_000, length: 50, isConstant: false) }
    return Magnitude(
      exact: nil, number: parts.reduce(0) { max($0, $1.number) }, length: parts.reduce(0) { $0 + $1.length },
      isConstant: parts.allSatisfy(\.isConstant))
  }

  func larger(_ other: Magnitude) -> Magnitude {
    Magnitude(
      exact: nil, number: max(number, other.number), length: max(length, other.length),
      isConstant: isConstant && other.isConstant)
  }

  /// The same bounds for one of many rows.
  var unfolded: Magnitude { Magnitude(exact: nil, number: number, length: length, isConstant: false) }

  /// With another number.
  func with(_ exact: Double?, bound: Double) -> Magnitude {
    Magnitude(exact: exact, number: exact.map(abs) ?? bound, length: 24, isConstant: isConstant)
  }

  func with(length: Double) -> Magnitude {
    // A text of so many constant characters could spell a number of so many digits.
    let digits = isConstant ? pow10(min(length, 400)) : number
    return Magnitude(exact: nil, number: digits, length: length, isConstant: isConstant)
  }

  private func pow10(_ digits: Double) -> Double {
    var value = 1.0
    for _ in 0..<Int(digits) { value *= 10 }
    return value
  }
}
