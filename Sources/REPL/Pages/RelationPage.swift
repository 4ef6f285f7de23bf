internal import Presentation
internal import Vocabulary

/// One relation as psql's `\d` shows it, as far as the snapshot knows.
struct RelationPage {
  private let relation: Relation
  private let snapshot: SchemaSnapshot
  private let style: TableStyle

  init(_ relation: Relation, in snapshot: SchemaSnapshot, _ style: TableStyle) {
    self.relation = relation
    self.snapshot = snapshot
    self.style = style
  }

  func text(more: Bool) -> String {
    var columns = [("Column", "text"), ("Type", "text"), ("Nullable", "text")]
    if more { columns += [("Values", "text"), ("Description", "text")] }
    let rows: [[String?]] = relation.columns.map { column in
      let row = [column.name, column.type, column.nullable ? "" : "not null"]
      let values = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
      return more ? row + [Self.shortened(values), column.comment] : row
    }
    var style = style
    style.title = "\(relation.kind.title.prefix(1).uppercased() + relation.kind.title.dropFirst()) \"\(relation.name)\""
    style.footer = false
    let table = ResultTable(columns: columns.map { .init(name: $0.0, type: $0.1) }, rows: rows)
    let notes = style.format == .csv || style.tuplesOnly ? [] : notes(more: more)
    return style.render(table).trimmedEnd + "\n" + notes.map { $0 + "\n" }.joined() + "\n"
  }

  private func notes(more: Bool) -> [String] {
    var notes: [String] = []
    func add(_ title: String, _ lines: [String]) {
      if !lines.isEmpty { notes += [title] + lines.map { "    " + $0 } }
    }
    if let comment = relation.comment { notes.append("Description: \(comment)") }
    let primary = relation.primaryKey.isEmpty ? [] : ["PRIMARY KEY \(Self.list(relation.primaryKey))"]
    add("Keys:", primary + relation.uniqueKeys.map { "UNIQUE \(Self.list($0))" })
    add(
      "Foreign-key constraints:",
      snapshot.foreignKeys.filter { $0.from == relation.name }.map { Self.text($0) + $0.remark })
    add(
      "Referenced by:",
      snapshot.foreignKeys.filter { $0.to == relation.name }.map { "TABLE \($0.from.sql) \(Self.text($0))\($0.remark)" }
    )
    if let parent = relation.partitionOf { notes.append("Partition of: \(parent.sql)") }
    let partitions = snapshot.relations.filter { $0.partitionOf == relation.name }
    if !partitions.isEmpty {
      if more {
        add("Partitions:", partitions.map(\.name.sql))
      } else {
        notes.append("Number of partitions: \(partitions.count) (Use \\d+ to list them.)")
      }
    }
    if relation.hasRowSecurity == true { add("Policies:", more ? relation.policies : ["row security is on"]) }
    if more, let definition = relation.definition {
      notes +=
        ["View definition:"] + definition.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
    return notes
  }

  private static func text(_ key: ForeignKey) -> String {
    "FOREIGN KEY \(list(key.fromColumns)) REFERENCES \(key.to.sql)\(list(key.toColumns))"
  }

  private static func list(_ names: [String]) -> String {
    "(" + names.map(SQLText.identifier).joined(separator: ", ") + ")"
  }

  private static func shortened(_ values: [String]) -> String {
    let shown = values.prefix(5).map { $0.count > 24 ? $0.prefix(23) + "…" : $0 }.joined(separator: ", ")
    return values.count > 5 ? shown + ", …" : shown
  }
}

extension ForeignKey {
  fileprivate var remark: String { origin == .inferred ? " (inferred)" : "" }
}

extension String {
  /// Without blank lines at the end.
  fileprivate var trimmedEnd: String {
    var text = self[...]
    while text.last == "\n" { text.removeLast() }
    return String(text)
  }
}
