import Vocabulary

/// Tagged SQL in the making: pieces, of which words that follow one another are one.
struct QueryText {
  private(set) var pieces: [TemplateSQL.Piece] = []

  var isEmpty: Bool { pieces.isEmpty }

  /// Adds words with a space before them.
  mutating func say(_ words: String) { join(" " + words) }

  /// Adds a comma or a bracket.
  mutating func punctuate(_ sign: String) { join(sign) }

  mutating func add(_ piece: TemplateSQL.Piece) {
    if case .words(let words) = piece { join(words) } else { pieces.append(piece) }
  }

  mutating func add(_ text: QueryText) { for piece in text.pieces { add(piece) } }

  private mutating func join(_ words: String) {
    if case .words(let before)? = pieces.last {
      pieces[pieces.count - 1] = .words(before + words)
    } else {
      pieces.append(.words(words))
    }
  }
}
