package import Vocabulary

/// Tagged SQL before anything is numbered: columns and relations by name, literals by their span of the question.
package struct TemplateSQL: Hashable, Sendable {
  /// Which row of its relation a column is read from.
  package enum Instance: String, Hashable, Sendable {
    /// The row of this query.
    case plain = ""
    /// The second instance of the relation (`b:`).
    case second = "b:"
    /// The row of the enclosing query (`o:`).
    case outer = "o:"
  }

  package enum Piece: Hashable, Sendable {
    /// SQL words, operators and literals, loosely spaced; the reader of tagged SQL does not care about spaces.
    case words(String)
    case column(ColumnName, Instance)
    case relation(RelationName)
    /// An index into `slots`.
    case slot(Int)
  }

  /// A literal that the question mentions.
  package struct Slot: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      /// A stored value of a column; the question may write it differently.
      case value(ColumnName, stored: String)
      /// A number in SQL spelling.
      case number(String)
      /// A period of time as the question words it.
      case period(String)
      /// Words that are not known to stand anywhere.
      case text(String)
    }

    /// The span in the question, in UTF-8 bytes.
    package var range: Range<Int>
    package var kind: Kind

    package init(range: Range<Int>, kind: Kind) {
      self.range = range
      self.kind = kind
    }
  }

  package var pieces: [Piece]
  /// In the order of the question.
  package var slots: [Slot]

  package init(pieces: [Piece], slots: [Slot]) {
    self.pieces = pieces
    self.slots = slots
  }

  /// The text with each name and slot spelled by the caller.
  package func text(
    column: (ColumnName) -> String, relation: (RelationName) -> String, slot: (Int) -> String
  ) -> String {
    var text = ""
    for piece in pieces {
      switch piece {
      case .words(let words): text += words
      case .column(let name, let instance): text += (instance == .plain ? "" : " \(instance.rawValue)") + column(name)
      case .relation(let name): text += relation(name)
      case .slot(let index): text += slot(index)
      }
    }
    return text
  }

  /// For people and tests: `<retail.customer.city>`, `<retail.customer>`, `<v0>`.
  package var description: String {
    text(column: { "<\($0)>" }, relation: { "<\($0)>" }, slot: { "<v\($0)>" })
  }
}
