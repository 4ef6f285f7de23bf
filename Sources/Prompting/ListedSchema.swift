import Vocabulary

/// The schema as templates list it: relations with columns, types, comments, examples and keys.
enum ListedSchema {
  /// The relations to show, in a stable order: all of them when they fit, else what retrieval found.
  static func choose(_ snapshot: SchemaSnapshot, _ evidence: Evidence, maxRelations: Int) -> [Relation] {
    let whole = snapshot.relations.filter { $0.kind != .partition }
    if whole.count <= maxRelations { return whole }
    let chosen = Set(evidence.relations.prefix(maxRelations).map(\.name))
    return whole.filter { chosen.contains($0.name) }
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
      "database": plain(snapshot.database),
      "relations": relations.map { relation in
        [
          "name": relation.name.sql, "bare": SQLText.identifier(relation.name.name),
          "comment": (relation.comment.map(plain) as Any?) ?? false, "isView": relation.kind == .view,
          "columns": columns(relation),
          "primaryKey": relation.primaryKey.map { SQLText.identifier($0) }.joined(separator: ", "),
          "keys": keys.filter { $0.from == relation.name }.map(key),
        ] as [String: Any]
      },
      "keys": keys.map(key),
    ]
  }

  private static func columns(_ relation: Relation) -> [[String: Any]] {
    relation.columns.enumerated().map { index, column in
      let values = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
      let examples = values.filter { $0.utf8.count <= 40 }.prefix(column.enumLabels.isEmpty ? 3 : 12).map(plain)
      return [
        "name": SQLText.identifier(column.name), "type": column.type, "upperType": column.type.uppercased(),
        "comment": (column.comment.map(plain) as Any?) ?? false, "isKey": relation.primaryKey.contains(column.name),
        "isNullable": column.nullable, "hasExamples": !examples.isEmpty,
        "examples": examples.joined(separator: ", "), "isLast": index == relation.columns.count - 1,
      ]
    }
  }

  private static func key(_ key: ForeignKey) -> [String: Any] {
    [
      "from": key.from.sql, "fromColumns": key.fromColumns.map { SQLText.identifier($0) }.joined(separator: ", "),
      "to": key.to.sql, "toColumns": key.toColumns.map { SQLText.identifier($0) }.joined(separator: ", "),
      "pairs": zip(key.fromColumns, key.toColumns).map {
        "\(key.from.sql).\(SQLText.identifier($0)) = \(key.to.sql).\(SQLText.identifier($1))"
      }.joined(separator: " AND "),
    ]
  }

  /// Untrusted text for a prompt: one line, cut to length, without what chat templates take for control tokens.
  static func plain(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars.prefix(2000) {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: result += " "
      case .format, .privateUse, .surrogate: break
      default: result.unicodeScalars.append(scalar)
      }
    }
    for (token, spelled) in [("<|", "< |"), ("|>", "| >"), ("```", "'''"), ("[INST]", "[ INST]"), ("</s>", "< /s>")] {
      result = result.replacing(token, with: spelled)
    }
    return result
  }
}
