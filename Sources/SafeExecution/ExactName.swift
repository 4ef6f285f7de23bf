/// An identifier that equals another only byte for byte, as in PostgreSQL.
///
/// Swift's own comparison takes canonically equivalent texts for the same (the Kelvin sign for the letter K), which would
/// let one name pass for another.
struct ExactName: Hashable, Sendable, ExpressibleByStringLiteral {
  let text: String

  init(_ text: String) { self.text = text }
  init(stringLiteral text: String) { self.text = text }

  static func == (a: ExactName, b: ExactName) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

extension String {
  /// Whether two identifiers are the same to PostgreSQL.
  func isExactly(_ other: String) -> Bool { utf8.elementsEqual(other.utf8) }
}
