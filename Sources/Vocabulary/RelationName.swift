/// The qualified name of a relation, exactly as the catalog spells it (unquoted).
package struct RelationName: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  package var schema: String
  package var name: String

  package init(_ schema: String, _ name: String) {
    self.schema = schema
    self.name = name
  }

  /// The name as SQL text, each part quoted only where PostgreSQL needs it.
  package var sql: String { SQLText.identifier(schema) + "." + SQLText.identifier(name) }

  package var description: String { "\(schema).\(name)" }

  package static func < (a: RelationName, b: RelationName) -> Bool {
    (a.schema, a.name) < (b.schema, b.name)
  }
}

/// One column of one relation.
package struct ColumnName: Hashable, Sendable, Codable, Comparable, CustomStringConvertible {
  package var relation: RelationName
  package var column: String

  package init(_ relation: RelationName, _ column: String) {
    self.relation = relation
    self.column = column
  }

  package var description: String { "\(relation).\(column)" }

  package static func < (a: ColumnName, b: ColumnName) -> Bool {
    (a.relation, a.column) < (b.relation, b.column)
  }
}
