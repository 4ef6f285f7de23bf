internal import Vocabulary

/// A part of a tagged statement in the making; slots are numbers of the draw.
struct SQLPhrase: ExpressibleByStringInterpolation, Sendable {
  var pieces: [TemplateSQL.Piece]

  init(pieces: [TemplateSQL.Piece] = []) { self.pieces = pieces }
  init(stringLiteral value: String) { pieces = value.isEmpty ? [] : [.words(value)] }
  init(stringInterpolation: StringInterpolation) { pieces = stringInterpolation.pieces }

  struct StringInterpolation: StringInterpolationProtocol {
    var pieces: [TemplateSQL.Piece] = []
    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { if !literal.isEmpty { pieces.append(.words(literal)) } }
    mutating func appendInterpolation(_ words: String) { appendLiteral(words) }
    mutating func appendInterpolation(_ phrase: SQLPhrase) { pieces += phrase.pieces }
    mutating func appendInterpolation(_ attribute: Attribute) { pieces.append(.column(attribute.name, .plain)) }
    mutating func appendInterpolation(second attribute: Attribute) { pieces.append(.column(attribute.name, .second)) }
    mutating func appendInterpolation(outer attribute: Attribute) { pieces.append(.column(attribute.name, .outer)) }
    mutating func appendInterpolation(_ entity: Entity) { pieces.append(.relation(entity.relation.name)) }
  }

  var isEmpty: Bool { pieces.isEmpty }

  static func joined(_ items: [SQLPhrase], _ separator: String) -> SQLPhrase {
    var phrase = SQLPhrase()
    for (index, item) in items.enumerated() {
      if index > 0 { phrase.pieces.append(.words(separator)) }
      phrase.pieces += item.pieces
    }
    return phrase
  }

  static func columns(_ attributes: [Attribute]) -> SQLPhrase { joined(attributes.map { "\($0)" }, ", ") }
}
