/// A link between two relations over which they may be joined.
package struct ForeignKey: Hashable, Sendable, Codable {
  /// Whether the catalog declares the key or Dragoman concluded it from names and types.
  package enum Origin: String, Sendable, Codable { case declared, inferred }

  package var from: RelationName
  package var fromColumns: [String]
  package var to: RelationName
  package var toColumns: [String]
  package var origin: Origin

  package init(
    from: RelationName, _ fromColumns: [String], to: RelationName, _ toColumns: [String], origin: Origin = .declared
  ) {
    self.from = from
    self.fromColumns = fromColumns
    self.to = to
    self.toColumns = toColumns
    self.origin = origin
  }
}
