internal import Presentation
internal import Vocabulary

/// What the `\d` family shows, from the snapshot: what the role may see.
struct SchemaPage {
  private let snapshot: SchemaSnapshot
  private let style: TableStyle

  init(_ snapshot: SchemaSnapshot, _ style: TableStyle = TableStyle()) {
    self.snapshot = snapshot
    self.style = style
  }

  /// The relations of some kinds; partitions are told with their table.
  func relations(_ kinds: Set<Relation.Kind>, _ pattern: NamePattern?, more: Bool) -> String {
    let found = snapshot.relations.filter { relation in
      kinds.contains(relation.kind) && pattern?.matches(relation.name.schema, relation.name.name) ?? true
        && (relation.kind != .partition || pattern != nil)
    }
    var columns = [("Schema", "text"), ("Name", "text"), ("Type", "text"), ("Rows", "bigint"), ("Description", "text")]
    if more { columns.insert(("Columns", "integer"), at: 3) }
    let rows: [[String?]] = found.map { relation in
      var row = [
        relation.name.schema, relation.name.name, relation.kind.title, relation.estimatedRows.map { "\($0)" },
        relation.comment,
      ]
      if more { row.insert(String(relation.columns.count), at: 3) }
      return row
    }
    return list("List of relations", columns, rows)
  }

  /// The relations that a pattern names, each in full.
  func descriptions(_ typed: String, more: Bool) throws(ReplError) -> String {
    let pattern = NamePattern(typed)
    var found = snapshot.relations.filter { pattern.matches($0.name.schema, $0.name.name) }
    if pattern.isPlain, found.count > 1, !typed.contains(".") {
      // Of one name in several schemas the first of the search path is meant, as in SQL.
      for schema in snapshot.searchPath.reversed() {
        if let first = found.first(where: { $0.name.schema == schema }) { found = [first] }
      }
    }
    guard !found.isEmpty else {
      let names = snapshot.relations.flatMap { [$0.name.name, $0.name.description] }
      throw .unknownRelation(String(typed.prefix(128)), nearest: Suggestion.nearest(to: typed, in: names, limit: 2))
    }
    return found.map { RelationPage($0, in: snapshot, style).text(more: more) }.joined()
  }

  func keys(_ pattern: NamePattern?) -> String {
    let rows: [[String?]] = snapshot.relations.flatMap { relation -> [[String?]] in
      guard pattern?.matches(relation.name.schema, relation.name.name) ?? true else { return [] }
      let primary = relation.primaryKey.isEmpty ? [] : [(relation.primaryKey, "primary key")]
      return (primary + relation.uniqueKeys.map { ($0, "unique") }).map { columns, kind in
        [relation.name.schema, relation.name.name, columns.joined(separator: ", "), kind]
      }
    }
    return list("List of keys", [("Schema", "text"), ("Table", "text"), ("Columns", "text"), ("Type", "text")], rows)
  }

  func schemas(_ pattern: NamePattern?) -> String {
    var counts: [String: Int] = [:]
    for relation in snapshot.relations { counts[relation.name.schema, default: 0] += 1 }
    let rows: [[String?]] = counts.sorted { $0.key < $1.key }.filter { pattern?.matches($0.key) ?? true }
      .map { [$0.key, String($0.value)] }
    return list("List of schemas", [("Name", "text"), ("Relations", "integer")], rows)
  }

  /// - Parameter kinds: all of them where `nil`.
  func functions(_ pattern: NamePattern?, _ kinds: Set<Routine.Kind>? = nil, more: Bool) -> String {
    let found = snapshot.routines.filter { routine in
      kinds?.contains(routine.kind) ?? true
        && pattern?.matches(routine.schema, routine.name) ?? (routine.ofExtension == nil)
    }
    var columns = [
      ("Schema", "text"), ("Name", "text"), ("Result data type", "text"), ("Argument data types", "text"),
      ("Type", "text"),
    ]
    if more { columns += [("Volatility", "text"), ("Extension", "text"), ("Description", "text")] }
    let rows: [[String?]] = found.map { routine in
      let row = [routine.schema, routine.name, routine.result, routine.arguments, routine.kind.title]
      return more ? row + [routine.volatility.rawValue, routine.ofExtension, routine.comment] : row
    }
    return list("List of functions", columns, rows)
  }

  /// - Parameter kinds: all of them where `nil`.
  func types(_ pattern: NamePattern?, _ kinds: Set<UserDefinedType.Kind>? = nil) -> String {
    let found = snapshot.userDefinedTypes.filter { type in
      kinds?.contains(type.kind) ?? true && pattern?.matches(type.schema, type.name) ?? true
    }
    let rows: [[String?]] = found.map { type in
      let parts: [String]
      switch type.kind {
      case .enumeration: parts = type.labels
      case .composite: parts = type.attributes ?? []
      default: parts = type.baseType.map { [$0] } ?? []
      }
      return [type.schema, type.name, type.kind.title, parts.joined(separator: "\n")]
    }
    return list(
      "List of data types", [("Schema", "text"), ("Name", "text"), ("Type", "text"), ("Elements", "text")], rows)
  }

  /// What the role may do to each relation, which is to read it, and by which policies.
  func privileges(_ pattern: NamePattern?) -> String {
    let found = snapshot.relations.filter { pattern?.matches($0.name.schema, $0.name.name) ?? ($0.kind != .partition) }
    let rows: [[String?]] = found.map { relation in
      [
        relation.name.schema, relation.name.name, relation.kind.title, "\(snapshot.role)=r",
        relation.hasRowSecurity == true ? relation.policies.joined(separator: "\n") : "",
      ]
    }
    let columns = ["Schema", "Name", "Type", "Access privileges", "Policies"].map { (name: $0, type: "text") }
    return list("Access privileges", columns, rows)
  }

  /// A view as a statement that would make it.
  func definition(_ typed: String, numbered: Bool) throws(ReplError) -> String {
    let pattern = NamePattern(typed)
    let named = snapshot.relations.filter { pattern.matches($0.name.schema, $0.name.name) }
    guard let view = named.first(where: { $0.definition != nil }), let definition = view.definition else {
      let views = snapshot.relations.filter { $0.definition != nil }.flatMap { [$0.name.name, $0.name.description] }
      guard named.isEmpty else { throw .noDefinition(String(typed.prefix(128))) }
      throw .unknownRelation(String(typed.prefix(128)), nearest: Suggestion.nearest(to: typed, in: views, limit: 2))
    }
    let verb = view.kind == .materializedView ? "CREATE MATERIALIZED VIEW" : "CREATE OR REPLACE VIEW"
    let lines = ["\(verb) \(view.name.sql) AS"] + definition.split(separator: "\n").map(String.init)
    guard numbered else { return lines.joined(separator: "\n") + "\n" }
    return lines.enumerated().map { index, line in
      let number = String(index + 1)
      return number + String(repeating: " ", count: max(0, 7 - number.count)) + " " + line + "\n"
    }.joined()
  }

  private func list(_ title: String, _ columns: [(name: String, type: String)], _ rows: [[String?]]) -> String {
    var style = style
    style.title = title
    let columns = columns.map { ResultTable.Column(name: $0.name, type: $0.type) }
    return style.render(ResultTable(columns: columns, rows: rows))
  }
}

extension Relation.Kind {
  /// psql's word.
  var title: String {
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

extension Routine.Kind {
  fileprivate var title: String {
    switch self {
    case .function: "func"
    case .aggregate: "agg"
    case .window: "window"
    case .procedure: "proc"
    }
  }
}

extension UserDefinedType.Kind {
  fileprivate var title: String { self == .enumeration ? "enum" : rawValue }
}
