internal import SQLSyntax
internal import Vocabulary

/// Layer 4: every relation and column is one of the snapshot's, found as the server would find it.
///
/// Scopes are followed exactly, because a name that binds to one thing here and to another there is how a column reference
/// becomes a function call. Where a FROM item's columns are not known, its references may name no function either.
struct NameCheck {
  let catalog: Catalog
  var findings: [Finding] = []
  /// Relations that the statement reads, each once, in the order of their first mention.
  var relations: [Relation] = []
  let sizes = ConstantSize()

  init(catalog: Catalog) { self.catalog = catalog }

  // Queries

  mutating func select(_ node: SyntaxNode, outer: Level?, tables: CommonTables?) -> Shape {
    let tables = with(node.node(.withClause), outer: outer, tables: tables)
    if let left = node.node(.larg), let right = node.node(.rarg) {
      return setOperation(node, left, right, outer: outer, tables: tables)
    }
    let level = Level(outer: outer)
    if !node.list(.valuesLists).isEmpty { return values(node, level: level, tables: tables) }

    var star = Shape()
    for item in node.nodes(.fromClause) {
      let from = fromItem(item, siblings: level.sources, outer: outer, tables: tables)
      level.sources += from.sources
      star.columns += from.star.columns
      star.isOpaque = star.isOpaque || from.star.isOpaque
    }
    let shape = targets(node.nodes(.targetList), star: star, level: level, tables: tables)
    expressions(node, [.whereClause, .havingClause, .limitCount, .limitOffset], level: level, tables: tables)
    for window in node.nodes(.windowClause) { below(window, level: level, tables: tables) }
    for item in node.nodes(.groupClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    for item in node.nodes(.distinctClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    for item in node.nodes(.sortClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    return shape
  }

  private mutating func setOperation(
    _ node: SyntaxNode, _ left: SyntaxNode, _ right: SyntaxNode, outer: Level?, tables: CommonTables?
  ) -> Shape {
    var shape = select(left, outer: outer, tables: tables)
    let other = select(right, outer: outer, tables: tables)
    for index in shape.columns.indices {
      shape.columns[index].type = nil
      if index < other.columns.count {
        shape.columns[index].size = shape.columns[index].size.larger(other.columns[index].size)
      }
    }
    let level = Level(outer: outer)
    for item in node.nodes(.sortClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    expressions(node, [.limitCount, .limitOffset], level: level, tables: tables)
    return shape
  }

  private mutating func values(_ node: SyntaxNode, level: Level, tables: CommonTables?) -> Shape {
    var shape = Shape()
    for row in node.list(.valuesLists) {
      for (index, value) in (row.list ?? []).compactMap(\.node).enumerated() {
        let size = expression(value, level: level, tables: tables)
        if index < shape.columns.count {
          shape.columns[index].size = shape.columns[index].size.larger(size)
        } else {
          shape.columns.append(OutputColumn(name: "column\(index + 1)", size: size))
        }
      }
    }
    for item in node.nodes(.sortClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    expressions(node, [.limitCount, .limitOffset], level: level, tables: tables)
    return shape
  }

  private mutating func with(_ clause: SyntaxNode?, outer: Level?, tables: CommonTables?) -> CommonTables? {
    guard let clause else { return tables }
    let frame = CommonTables(outer: tables)
    let isRecursive = clause.flag(.recursive)
    let ctes = clause.nodes(.ctes)
    if isRecursive {
      // Each may refer to itself and to the others; until its columns are known it is opaque.
      for cte in ctes { frame.tables[ExactName(cte.string(.cteName) ?? "")] = provisional(cte, outer, frame) }
    }
    for cte in ctes {
      guard let query = cte.node(.cteQuery), query.kind == .selectStmt else { continue }
      var shape = select(query, outer: outer, tables: frame).renamed(cte.strings(.aliasColumnNames))
      shape.columns += Self.addedColumns(cte)
      if let cycle = cte.node(.cycleClause) { below(cycle, level: Level(outer: outer), tables: frame) }
      frame.tables[ExactName(cte.string(.cteName) ?? "")] = shape
    }
    return frame
  }

  /// The columns of a recursive query as its first part tells them, before its second part is read.
  private func provisional(_ cte: SyntaxNode, _ outer: Level?, _ frame: CommonTables) -> Shape {
    let aliases = cte.strings(.aliasColumnNames)
    var first = cte.node(.cteQuery)
    while let left = first?.node(.larg) { first = left }
    var shape = Shape(isOpaque: false)
    for target in first?.nodes(.targetList) ?? [] {
      if Self.isStar(target.node(.val)) { shape.isOpaque = true }
      shape.columns.append(OutputColumn(name: OutputName.of(target), size: .column))
    }
    if let row = first?.list(.valuesLists).first?.list {
      for index in row.indices { shape.columns.append(OutputColumn(name: "column\(index + 1)", size: .column)) }
    }
    if first?.kind != .selectStmt { shape.isOpaque = true }
    shape = shape.renamed(aliases)
    shape.columns += Self.addedColumns(cte)
    return shape
  }

  private static func addedColumns(_ cte: SyntaxNode) -> [OutputColumn] {
    [
      cte.node(.searchClause)?.string(.searchSequenceColumn), cte.node(.cycleClause)?.string(.cycleMarkColumn),
      cte.node(.cycleClause)?.string(.cyclePathColumn),
    ].compactMap { $0 }.map { OutputColumn(name: $0, size: .column) }
  }

  // Target list, GROUP BY, ORDER BY

  private mutating func targets(_ targets: [SyntaxNode], star: Shape, level: Level, tables: CommonTables?) -> Shape {
    var shape = Shape()
    for target in targets {
      guard let value = target.node(.val) else { continue }
      if value.kind == .columnRef, Self.isStar(value) {
        let parts = value.strings(.fields)
        guard let name = parts.last else {
          shape.columns += star.columns
          shape.isOpaque = shape.isOpaque || star.isOpaque
          continue
        }
        let qualifier = parts.count > 1 ? parts[parts.count - 2] : nil
        if let source = source(name, schema: qualifier, from: level) {
          shape.columns += source.shape.columns
          shape.isOpaque = shape.isOpaque || source.shape.isOpaque
        } else {
          unknownAlias(name, level: level, at: value.location)
          shape.isOpaque = true
        }
        continue
      }
      let size = expression(value, level: level, tables: tables)
      if value.kind == .indirection, Self.isStar(value) { shape.isOpaque = true }
      var type: String?
      if value.kind == .columnRef, let name = value.strings(.fields).last {
        type = level.sources.lazy.compactMap { $0.shape.column(name) }.first?.type
      }
      shape.columns.append(OutputColumn(name: OutputName.of(target), size: size, type: type))
    }
    return shape
  }

  static func isStar(_ node: SyntaxNode?) -> Bool {
    let list = node?.kind == .columnRef ? node?.list(.fields) : node?.list(.indirection)
    return list?.last?.node?.kind == .star
  }

  /// An item of GROUP BY, ORDER BY or DISTINCT ON, where a bare name may be an output column's.
  private mutating func orderItem(_ node: SyntaxNode, outputs: Shape, level: Level, tables: CommonTables?) {
    switch node.kind {
    case .sortBy:
      if let inner = node.node(.node) { orderItem(inner, outputs: outputs, level: level, tables: tables) }
    case .groupingSet:
      for inner in node.nodes(.content) { orderItem(inner, outputs: outputs, level: level, tables: tables) }
    case .rowExpr:
      for inner in node.nodes(.args) { orderItem(inner, outputs: outputs, level: level, tables: tables) }
    case .columnRef where node.list(.fields).count == 1:
      if let name = node.strings(.fields).first, outputs.column(name) != nil { return }
      _ = expression(node, level: level, tables: tables)
    default: _ = expression(node, level: level, tables: tables)
    }
  }

  // Expressions

  private mutating func expressions(_ node: SyntaxNode, _ keys: [SyntaxField], level: Level, tables: CommonTables?) {
    for key in keys {
      if let inner = node.node(key) { _ = expression(inner, level: level, tables: tables) }
    }
  }

  /// Resolves what is in an expression and says how large its value can be.
  mutating func expression(_ node: SyntaxNode, level: Level, tables: CommonTables?) -> Magnitude {
    switch node.kind {
    case .columnRef: return reference(node, level: level)
    case .selectStmt: return select(node, outer: level, tables: tables).columns.first?.size ?? .column
    case .subLink:
      if let test = node.node(.testExpr) { _ = expression(test, level: level, tables: tables) }
      guard let query = node.node(.subselect) else { return .column }
      return select(query, outer: level, tables: tables).columns.first?.size ?? .column
    case .typeName, .star: return .column
    case .indirection: attributes(node, level: level)
    default: break
    }
    var parts = PartSizes()
    for field in node.fields { collect(field.value, of: field.key, into: &parts, level: level, tables: tables) }
    let (size, finding) = sizes.magnitude(of: node, parts: parts)
    if let finding { findings.append(finding) }
    return size
  }

  private mutating func collect(
    _ value: SyntaxValue, of key: SyntaxField, into parts: inout PartSizes, level: Level, tables: CommonTables?
  ) {
    switch value {
    case .node(let node): parts.add(expression(node, level: level, tables: tables), to: key)
    case .list(let items):
      for item in items { collect(item, of: key, into: &parts, level: level, tables: tables) }
    case .string, .integer, .float, .bool, .bits, .choice: break
    }
  }

  private mutating func below(_ node: SyntaxNode, level: Level, tables: CommonTables?) {
    for child in node.children { _ = expression(child, level: level, tables: tables) }
  }
}
