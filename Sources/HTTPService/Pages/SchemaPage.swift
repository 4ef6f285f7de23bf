internal import Vocabulary

/// A relation, as the Schema page shows it.
enum SchemaPage {
  static func card(_ relation: Relation, _ snapshot: SchemaSnapshot) -> [String: Any] {
    let keys = snapshot.foreignKeys.filter { $0.from == relation.name }
    let words =
      [relation.name.description, relation.comment ?? ""]
      + relation.columns.flatMap { [$0.name, $0.comment ?? ""] }
    var context: [String: Any] = [
      "name": relation.name.description, "kind": kind(relation.kind),
      "text": words.joined(separator: " ").lowercased(), "rowSecurity": relation.hasRowSecurity ?? false,
      "columns": relation.columns.map { column($0, relation, keys) },
    ]
    context["comment"] = relation.comment
    context["rows"] = relation.estimatedRows.map { String($0) }
    return context
  }

  private static func column(_ column: Column, _ relation: Relation, _ keys: [ForeignKey]) -> [String: Any] {
    let values = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
    var context: [String: Any] = [
      "name": column.name, "type": column.type, "isKey": relation.primaryKey.contains(column.name),
      "comment": column.comment ?? "",
      "values": column.family.isTextual ? Array(values.filter { $0.count < 40 }.prefix(5)) : [],
    ]
    context["reference"] = keys.first { $0.fromColumns == [column.name] }?.to.description
    return context
  }

  private static func kind(_ kind: Relation.Kind) -> String {
    switch kind {
    case .table: "table"
    case .partitionedTable: "partitioned table"
    case .partition: "partition"
    case .view: "view"
    case .materializedView: "materialised view"
    case .foreignTable: "foreign table"
    }
  }
}
