internal import Presentation
internal import Vocabulary

/// What `\d` shows, from the snapshot: what the role may see.
struct SchemaPage {
  private let snapshot: SchemaSnapshot

  init(_ snapshot: SchemaSnapshot) { self.snapshot = snapshot }

  /// The list, or one relation when it is named.
  func text(_ name: String) throws(ReplError) -> String {
    name.isEmpty ? list() : page(try relation(name))
  }

  private func list() -> String {
    // Partitions are told with their table.
    let rows = snapshot.relations.filter { $0.kind != .partition }.map { relation in
      [
        relation.name.schema, relation.name.name, relation.kind.title, relation.estimatedRows.map { "\($0)" },
        relation.comment,
      ]
    }
    return table(
      [("Schema", "text"), ("Name", "text"), ("Type", "text"), ("Rows", "bigint"), ("Description", "text")], rows)
  }

  private func page(_ relation: Relation) -> String {
    let rows: [[String?]] = relation.columns.map { [$0.name, $0.type, $0.nullable ? nil : "not null", $0.comment] }
    var text = "\(relation.kind.title) \(relation.name.sql)\n" + (relation.comment.map { $0 + "\n" } ?? "")
    text += table([("Column", "text"), ("Type", "text"), ("Nullable", "text"), ("Description", "text")], rows)
    var keys: [String] = []
    if !relation.primaryKey.isEmpty { keys.append("primary key \(columns(relation.primaryKey))") }
    for key in relation.uniqueKeys { keys.append("unique \(columns(key))") }
    for key in snapshot.foreignKeys where key.from == relation.name {
      keys.append("foreign key \(columns(key.fromColumns)) to \(key.to.sql) \(columns(key.toColumns))\(key.remark)")
    }
    for key in snapshot.foreignKeys where key.to == relation.name {
      keys.append("referenced by \(key.from.sql) \(columns(key.fromColumns))\(key.remark)")
    }
    return text + keys.map { "    \($0)\n" }.joined()
  }

  /// A name as it is typed in SQL: folded unless quoted, of the search path unless qualified.
  private func relation(_ typed: String) throws(ReplError) -> Relation {
    let parts = Self.parts(typed)
    if parts.count == 2, let found = snapshot.relation(RelationName(parts[0], parts[1])) { return found }
    if parts.count == 1 {
      for schema in snapshot.searchPath {
        if let found = snapshot.relation(RelationName(schema, parts[0])) { return found }
      }
      // Outside the search path a name that occurs once is clear enough.
      let named = snapshot.relations.filter { $0.name.name == parts[0] }
      if named.count == 1 { return named[0] }
    }
    let names = snapshot.relations.flatMap { [$0.name.name, $0.name.description] }
    throw .unknownRelation(String(typed.prefix(128)), nearest: Suggestion.nearest(to: typed, in: names, limit: 2))
  }

  private static func parts(_ typed: String) -> [String] {
    var parts = [""]
    var isQuoted = false
    for character in typed.trimmed {
      switch character {
      case "\"": isQuoted.toggle()
      case "." where !isQuoted: parts.append("")
      case ";" where !isQuoted: continue
      default: parts[parts.count - 1] += isQuoted ? String(character) : character.lowercased()
      }
    }
    return parts
  }

  private func columns(_ names: [String]) -> String {
    "(" + names.map(SQLText.identifier).joined(separator: ", ") + ")"
  }

  private func table(_ columns: [(name: String, type: String)], _ rows: [[String?]]) -> String {
    let columns = columns.map { ResultTable.Column(name: $0.name, type: $0.type) }
    return TableFormat.table.render(ResultTable(columns: columns, rows: rows))
  }
}

extension Relation.Kind {
  fileprivate var title: String {
    switch self {
    case .table: "table"
    case .partitionedTable: "partitioned table"
    case .partition: "partition"
    case .view: "view"
    case .materializedView: "materialized view"
    case .foreignTable: "foreign table"
    }
  }
}

extension ForeignKey {
  fileprivate var remark: String { origin == .inferred ? " (inferred)" : "" }
}
