/// One value of the store.
package enum Cell: Hashable, Sendable {
  case null
  case integer(Int64)
  case real(Double)
  case text(String)
  case bytes([UInt8])

  /// Text, or null for `nil`.
  package static func text(orNull text: String?) -> Cell { text.map(Cell.text) ?? .null }

  /// An integer, or null for `nil`.
  package static func integer(orNull integer: Int64?) -> Cell { integer.map(Cell.integer) ?? .null }
}

/// One row that the store gave; cells are asked for by position, and a cell of another type than expected is empty.
package struct StoredRow: Hashable, Sendable {
  package let cells: [Cell]

  package func integer(_ index: Int) -> Int64? { if case .integer(let value) = cells[index] { value } else { nil } }
  package func text(_ index: Int) -> String? { if case .text(let value) = cells[index] { value } else { nil } }
  package func bytes(_ index: Int) -> [UInt8]? { if case .bytes(let value) = cells[index] { value } else { nil } }
}
