package import Vocabulary

/// A schema as somebody sees it, as JSON.
package enum SchemaJSON {
  /// All relations, or those whose name holds a text.
  package static func object(_ snapshot: SchemaSnapshot, database: String, matching text: String? = nil) -> JSONObject {
    let wanted = text?.lowercased() ?? ""
    let relations = snapshot.relations.filter { relation in
      wanted.isEmpty || relation.name.description.lowercased().contains(wanted)
    }
    var json = JSONObject()
    json.add("name", database)
    json.add("role", snapshot.role)
    json.add("serverVersion", snapshot.serverVersion)
    json.add("fingerprint", snapshot.fingerprint)
    json.add("searchPath", snapshot.searchPath)
    json.add("relations", relations.map { object($0, snapshot) })
    return json
  }

  private static func object(_ relation: Relation, _ snapshot: SchemaSnapshot) -> JSONObject {
    var json = JSONObject()
    json.add("name", relation.name.description)
    json.add("kind", relation.kind.rawValue)
    json.add("comment", relation.comment)
    json.add("estimatedRows", relation.estimatedRows)
    json.add("primaryKey", relation.primaryKey)
    json.add("rowSecurity", relation.hasRowSecurity ?? false)
    json.add("columns", relation.columns.map(object))
    json.add(
      "references",
      snapshot.foreignKeys.filter { $0.from == relation.name }.map { key in
        var json = JSONObject()
        json.add("columns", key.fromColumns)
        json.add("relation", key.to.description)
        json.add("relationColumns", key.toColumns)
        return json
      })
    return json
  }

  private static func object(_ column: Column) -> JSONObject {
    var json = JSONObject()
    json.add("name", column.name)
    json.add("type", column.type)
    json.add("nullable", column.nullable)
    json.add("comment", column.comment)
    json.add("values", Array((column.enumLabels.isEmpty ? column.commonValues : column.enumLabels).prefix(20)))
    return json
  }
}
