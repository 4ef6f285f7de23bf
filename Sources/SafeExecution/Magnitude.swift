internal import SQLSyntax

/// The sizes of a node's parts, by the field in which they stand.
struct PartSizes {
  private var sizes: [(key: SyntaxField, size: Magnitude)] = []

  mutating func add(_ size: Magnitude, to key: SyntaxField) { sizes.append((key, size)) }

  subscript(key: SyntaxField) -> [Magnitude] { sizes.lazy.filter { $0.key == key }.map(\.size) }

  var all: [Magnitude] { sizes.map(\.size) }
}

/// What is known of a value before it is computed: how large it can be made, and which types it can have. An upper bound,
/// guessed for data and folded for constants.
struct Magnitude: Sendable {
  /// The number itself, where it is a constant.
  var exact: Double?
  /// The largest absolute value as a number.
  var number: Double
  /// The largest length, in characters or elements.
  var length: Double
  /// Whether no column takes part, so that the planner itself would compute the value.
  var isConstant: Bool
  /// Its type's key, where that is plain; `unknown` for a text literal, which fits everywhere.
  var type: String?
  /// The types with user code hanging on them that it can hold or be made of.
  var types: Set<String> = []
  /// How many rows a function gives that gives many.
  var rows = 1.0

  /// A value of a table.
  static let column = Magnitude(exact: nil, number: 1_000, length: 200, isConstant: false)

  /// A value of a table, with its type.
  static func column(of type: String, _ types: Set<String>) -> Magnitude {
    var size = column
    size.type = type
    size.types = types
    return size
  }

  static func constant(_ value: Double, type: String = "unknown") -> Magnitude {
    Magnitude(exact: value, number: abs(value), length: 24, isConstant: true, type: type)
  }

  /// What time it is: no column, and no small number.
  static let now = Magnitude(exact: nil, number: 10_000, length: 32, isConstant: true)

  /// A text; its number is what it would be when cast to one.
  static func text(_ value: String) -> Magnitude {
    let count = value.utf8.count
    // 'infinity' is a time as well, and no large number.
    let number = value.contains(where: \.isNumber) ? Double(value.filter { !$0.isWhitespace }) : nil
    return Magnitude(
      exact: number, number: number.map(abs) ?? 0, length: Double(count), isConstant: true, type: "unknown")
  }

  /// Any of the values, nothing known about how they combine.
  static func combined(_ parts: [Magnitude]) -> Magnitude {
    guard let first = parts.first else { return Magnitude(exact: nil, number: 10_000, length: 50, isConstant: false) }
    guard parts.count > 1 else {
      var only = first
      only.exact = nil
      return only
    }
    return Magnitude(
      exact: nil, number: parts.reduce(0) { max($0, $1.number) }, length: parts.reduce(0) { $0 + $1.length },
      isConstant: parts.allSatisfy(\.isConstant), type: common(parts.map(\.type)),
      types: parts.reduce(into: []) { $0.formUnion($1.types) })
  }

  /// The one type of all, where text literals take the others' type and numbers the widest one's.
  private static func common(_ types: [String?]) -> String? {
    var found: String? = "unknown"
    for type in types where type != "unknown" {
      guard let type, found == "unknown" || found == type || TypeKey.number(found, type) != nil else { return nil }
      found = found == "unknown" ? type : TypeKey.number(found, type) ?? type
    }
    return found
  }

  func larger(_ other: Magnitude) -> Magnitude {
    Magnitude(
      exact: nil, number: max(number, other.number), length: max(length, other.length),
      isConstant: isConstant && other.isConstant, type: Self.common([type, other.type]),
      types: types.union(other.types))
  }

  /// The same bounds for one of many rows.
  var unfolded: Magnitude {
    var copy = self
    copy.exact = nil
    copy.isConstant = false
    return copy
  }

  /// With another number.
  func with(_ exact: Double?, bound: Double) -> Magnitude {
    var copy = self
    copy.exact = exact
    copy.number = exact.map(abs) ?? (bound.isNaN ? .infinity : bound)
    copy.length = 24
    return copy
  }

  func with(length: Double) -> Magnitude {
    var copy = self
    copy.exact = nil
    // A text of so many constant characters could spell a number of so many digits.
    copy.length = length.isNaN ? .infinity : length
    copy.number = isConstant ? pow10(min(max(copy.length, 0), 400)) : number
    return copy
  }

  /// As the server takes it where nothing tells what a literal is meant to be: as a text.
  var resolved: Magnitude { type == "unknown" ? with(type: "text") : self }

  /// Of another type, with nothing of user types left in it when the type is plain.
  func with(type: String?) -> Magnitude {
    var copy = self
    copy.type = type
    return copy
  }

  private func pow10(_ digits: Double) -> Double {
    var value = 1.0
    for _ in 0..<Int(digits) { value *= 10 }
    return value
  }
}
