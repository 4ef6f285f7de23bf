internal import Digests
package import Vocabulary

/// What the rows of a statement are, whatever their order and that of the columns: two statements that give the same rows
/// say the same of this data.
package struct ResultDigest: Hashable, Sendable, Codable {
  package let sha256: String
  package let rows: Int
  /// Whether there is no row, or one that holds nothing but NULL or 0.
  package let isVoid: Bool

  package init(_ table: ResultTable) {
    // NULL is no text: it gets a mark of its own.
    let lines = table.rows.map { row in
      row.map { $0.map { "'" + $0.replacing("\u{1F}", with: "\u{1F}\u{1F}") } ?? "-" }.sorted().joined(
        separator: "\u{1F},")
    }
    sha256 = Digest.sha256("\(table.columns.count)\n" + lines.sorted().joined(separator: "\u{1E}\n"))
    rows = table.rows.count
    isVoid = table.isVoid
  }
}
