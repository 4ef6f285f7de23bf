import Vocabulary

/// The schema as templates list it: relations with columns, types, comments, examples and keys.
enum ListedSchema {
  /// The relations to show, in a stable order: all of them when they fit, else what retrieval found.
  static func choose(_ snapshot: SchemaSnapshot, _ evidence: Evidence, maxRelations: Int) -> [Relation] {
    // A large catalog is not walked for each question: to copy a thousand relations takes longer than to find a dozen.
    var count = 0
    for index in snapshot.relations.indices where snapshot.relations[index].kind != .partition {
      count += 1
      if count > maxRelations { return found(snapshot, evidence, maxRelations) }
    }
    return snapshot.relations.filter { $0.kind != .partition }
  }

  /// What retrieval found, sorted by name like the snapshot's relations.
  private static func found(_ snapshot: SchemaSnapshot, _ evidence: Evidence, _ maxRelations: Int) -> [Relation] {
    Set(evidence.relations.prefix(maxRelations).map(\.name)).sorted().compactMap { name in
      snapshot.relation(name).flatMap { $0.kind == .partition ? nil : $0 }
    }
  }

  static func dropLeastUseful(_ shown: [Relation], _ evidence: Evidence) -> [Relation] {
    let rank = Dictionary(
      evidence.relations.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    let worst = shown.max { (rank[$0.name] ?? .max, $0.name) < (rank[$1.name] ?? .max, $1.name) }
    return shown.filter { $0.name != worst?.name }
  }

  /// What the templates may use; texts are data and are made plain.
  static func context(_ relations: [Relation], _ snapshot: SchemaSnapshot) -> [String: Any] {
    let names = Set(relations.map(\.name))
    let keys = snapshot.foreignKeys.filter { names.contains($0.from) && names.contains($0.to) }
    return [
      "database": plain(snapshot.database, .name),
      "relations": relations.map { relation in
        [
          "name": name(relation.name), "bare": identifier(relation.name.name),
          "comment": (relation.comment.map { plain($0, .comment) } as Any?) ?? false, "isView": relation.kind == .view,
          "columns": columns(relation),
          "primaryKey": relation.primaryKey.map(identifier).joined(separator: ", "),
          "keys": keys.filter { $0.from == relation.name }.map(key),
        ] as [String: Any]
      },
      "keys": keys.map(key),
    ]
  }

  private static func columns(_ relation: Relation) -> [[String: Any]] {
    relation.columns.enumerated().map { index, column in
      let values = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
      let isNumber = column.family == .integer || column.family == .number || column.family == .boolean
      let examples = values.filter { $0.utf8.count <= 40 }.prefix(column.enumLabels.isEmpty ? 3 : 12).map {
        isNumber ? plain($0, .value) : UntrustedText.value($0)
      }
      let type = plain(column.type, .name)
      return [
        "name": identifier(column.name), "type": type, "upperType": type.uppercased(),
        "comment": (column.comment.map { plain($0, .comment) } as Any?) ?? false,
        "isKey": relation.primaryKey.contains(column.name),
        "isNullable": column.nullable, "hasExamples": !examples.isEmpty,
        "examples": examples.joined(separator: ", "), "isLast": index == relation.columns.count - 1,
      ]
    }
  }

  private static func key(_ key: ForeignKey) -> [String: Any] {
    [
      "from": name(key.from), "fromColumns": key.fromColumns.map(identifier).joined(separator: ", "),
      "to": name(key.to), "toColumns": key.toColumns.map(identifier).joined(separator: ", "),
      "pairs": zip(key.fromColumns, key.toColumns).map {
        "\(name(key.from)).\(identifier($0)) = \(name(key.to)).\(identifier($1))"
      }.joined(separator: " AND ") + (key.origin == .inferred ? " (inferred: no key is declared)" : ""),
    ]
  }

  private static func identifier(_ name: String) -> String { plain(SQLText.identifier(name), .name) }

  private static func name(_ relation: RelationName) -> String { plain(relation.sql, .name) }

  private static func plain(_ text: String, _ length: UntrustedText.Length) -> String {
    UntrustedText(text, length).description
  }
}
