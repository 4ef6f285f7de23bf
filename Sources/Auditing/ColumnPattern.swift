package import Vocabulary

/// Names columns: `shop.customer.email`, with `*` for any letters: `*.email`, `hr.*`.
package struct ColumnPattern: Hashable, Sendable, CustomStringConvertible {
  package let description: String
  private let pieces: [[Character]]

  package init(_ text: String) {
    description = text
    pieces = text.lowercased().split(separator: "*", omittingEmptySubsequences: false).map(Array.init)
  }

  package func matches(_ column: ColumnName) -> Bool {
    matches("\(column.relation.schema).\(column.relation.name).\(column.column)")
  }

  /// Whether the whole text fits.
  func matches(_ text: String) -> Bool {
    var rest = Array(text.lowercased())[...]
    guard let first = pieces.first, let last = pieces.last else { return false }
    guard pieces.count > 1 else { return Array(rest) == first }
    guard rest.starts(with: first) else { return false }
    rest = rest.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let start = rest.indices.first(where: { rest[$0...].starts(with: piece) }) else { return false }
      rest = rest[(start + piece.count)...]
    }
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }
}

extension SchemaSnapshot {
  /// The same without the frequent values of some columns, to be shown.
  package func hidingValues(of patterns: [ColumnPattern]) -> SchemaSnapshot {
    guard !patterns.isEmpty else { return self }
    var shown = self
    for place in relations.indices {
      for index in relations[place].columns.indices where !relations[place].columns[index].commonValues.isEmpty {
        let column = ColumnName(relations[place].name, relations[place].columns[index].name)
        guard patterns.contains(where: { $0.matches(column) }) else { continue }
        shown.relations[place].columns[index].commonValues = []
        shown.relations[place].columns[index].valuesAreComplete = false
      }
    }
    return shown
  }
}
