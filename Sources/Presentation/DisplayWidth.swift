/// Columns of a terminal that a text takes, as psql counts them.
package enum DisplayWidth {
  /// The whole text on one line; what would steer the terminal counts nothing.
  package static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + (of($1) ?? 0) }
  }

  /// One scalar; `nil` for a control character.
  static func of(_ scalar: Unicode.Scalar) -> Int? {
    if scalar.value < 0x7F { return scalar.value < 0x20 ? nil : 1 }
    if scalar.value < 0xA0 { return nil }
    if WidthTable.holds(scalar, WidthTable.none) { return 0 }
    return WidthTable.holds(scalar, WidthTable.double) ? 2 : 1
  }
}
