import SQLSyntax
import Vocabulary

/// What one SELECT of plain SQL reads from, and what its names mean.
final class QueryScope {
  /// One of at most two instances of a relation.
  struct Source: Hashable {
    var relation: RelationName
    var isSecond = false
  }

  /// One item of FROM, in the order of the text.
  struct Entry {
    enum Item {
      case relation(Source)
      /// A sub-query with the names of its columns.
      case derived(SyntaxNode, columns: [String])
    }

    var alias: String
    var item: Item
    var isLeft = false
    /// The condition that was written after ON.
    var condition: SyntaxNode?
  }

  /// What a name turned out to be.
  enum Meaning: Hashable {
    case column(ColumnName, TemplateSQL.Instance)
    /// A column of the sub-query with this place in FROM, by its own place there.
    case derived(entry: Int, column: Int)
  }

  let outer: QueryScope?
  private(set) var entries: [Entry] = []
  /// Whether some relation stands here twice, so that the two could change places.
  private(set) var hasTwins = false
  private let snapshot: SchemaSnapshot
  private let isSwapped: Bool

  init(
    _ select: SyntaxNode, snapshot: SchemaSnapshot, outer: QueryScope?, isSwapped: Bool = false
  ) throws(NaturalGap) {
    self.outer = outer
    self.snapshot = snapshot
    self.isSwapped = isSwapped
    for item in select.nodes(.fromClause) { try add(item, isLeft: false, condition: nil) }
    guard isSwapped else { return }
    for index in entries.indices {
      guard case .relation(let source) = entries[index].item, isTwin(source.relation) else { continue }
      entries[index].item = .relation(Source(relation: source.relation, isSecond: !source.isSecond))
    }
  }

  /// The relations in the order of FROM.
  var sources: [Source] {
    entries.compactMap { if case .relation(let source) = $0.item { source } else { nil } }
  }

  private func isTwin(_ relation: RelationName) -> Bool { sources.count { $0.relation == relation } > 1 }

  // MARK: FROM

  private func add(_ node: SyntaxNode, isLeft: Bool, condition: SyntaxNode?) throws(NaturalGap) {
    switch node.kind {
    case .rangeVar:
      let relation = try find(schema: node.string(.schemaName), node.string(.relationName) ?? "")
      let earlier = sources.count { $0.relation == relation }
      guard earlier < 2 else { throw .joins }
      if earlier == 1 { hasTwins = true }
      let alias = node.node(.alias)?.string(.aliasName) ?? relation.name
      entries.append(
        Entry(
          alias: alias, item: .relation(Source(relation: relation, isSecond: earlier == 1)), isLeft: isLeft,
          condition: condition))
    case .rangeSubselect:
      guard !isLeft, !node.flag(.lateral), let query = node.node(.subquery),
        let alias = node.node(.alias)?.string(.aliasName)
      else { throw .construct("sub-query in FROM") }
      entries.append(
        Entry(alias: alias, item: .derived(query, columns: try names(of: query)), condition: condition))
    case .joinExpr:
      guard !node.flag(.isNatural), node.list(.usingClause).isEmpty, let left = node.node(.larg),
        let right = node.node(.rarg), right.kind != .joinExpr
      else { throw .construct("join") }
      let kind = node.choice(.joinType)
      guard kind == "JOIN_INNER" || kind == "JOIN_LEFT" else { throw .construct("outer join") }
      try add(left, isLeft: isLeft, condition: nil)
      try add(right, isLeft: kind == "JOIN_LEFT", condition: node.node(.quals))
    default: throw .construct(node.name)
    }
  }

  private func find(schema: String?, _ name: String) throws(NaturalGap) -> RelationName {
    if let schema {
      let full = RelationName(schema, name)
      if snapshot.relation(full) != nil { return full }
    } else {
      for schema in snapshot.searchPath {
        let full = RelationName(schema, name)
        if snapshot.relation(full) != nil { return full }
      }
    }
    throw .name(name)
  }

  /// The names that a sub-query gives its columns.
  private func names(of query: SyntaxNode) throws(NaturalGap) -> [String] {
    var first = query
    while let left = first.node(.larg) { first = left }
    var names: [String] = []
    for target in first.nodes(.targetList) {
      if let name = target.string(.name) {
        names.append(name)
      } else if let value = target.node(.val) {
        guard value.nodes(.fields).isEmpty else { throw .construct("star in a sub-query of FROM") }
        names.append(value.strings(.fields).last ?? value.strings(.functionName).last ?? "?column?")
      }
    }
    return names
  }

  // MARK: Names

  /// What a column reference means here or in the scope around.
  func meaning(of reference: SyntaxNode) throws(NaturalGap) -> Meaning {
    let parts = reference.strings(.fields)
    guard let column = parts.last, parts.count <= 3, reference.nodes(.fields).isEmpty else {
      throw .construct("column reference")
    }
    let qualifier = parts.count > 1 ? parts[parts.count - 2] : nil
    if let found = own(qualifier, column) { return found }
    // The writer's `o:` reaches one scope out and means the first instance there.
    if case .column(let name, .plain)? = outer?.own(qualifier, column) { return .column(name, .outer) }
    throw .name(parts.joined(separator: "."))
  }

  private func own(_ qualifier: String?, _ column: String) -> Meaning? {
    for (index, entry) in entries.enumerated() where qualifier == nil || entry.alias == qualifier {
      switch entry.item {
      case .relation(let source):
        guard snapshot.relation(source.relation)?.column(column) != nil else { continue }
        return .column(ColumnName(source.relation, column), source.isSecond ? .second : .plain)
      case .derived(_, let columns):
        if let place = columns.firstIndex(of: column) { return .derived(entry: index, column: place) }
      }
    }
    return nil
  }

  /// The relation entries that `*` or `alias.*` stands for.
  func starred(_ reference: SyntaxNode) throws(NaturalGap) -> [Source] {
    let qualifier = reference.strings(.fields).last
    var found: [Source] = []
    for entry in entries where qualifier == nil || entry.alias == qualifier {
      guard case .relation(let source) = entry.item else { throw .construct("star over a sub-query") }
      found.append(source)
    }
    return found
  }
}
