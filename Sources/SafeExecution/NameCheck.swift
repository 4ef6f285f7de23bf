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
  /// Looked into only where there is user code that operators or casts could run.
  let userCode: UserCodeCheck?

  init(catalog: Catalog) {
    self.catalog = catalog
    userCode = catalog.traits.isEmpty ? nil : UserCodeCheck(catalog: catalog)
  }

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
      level.rows *= from.star.rows
    }
    var shape = targets(node.nodes(.targetList), star: star, level: level, tables: tables)
    expressions(node, [.whereClause, .havingClause, .limitCount, .limitOffset], level: level, tables: tables)
    for window in node.nodes(.windowClause) { below(window, level: level, tables: tables) }
    for item in node.nodes(.groupClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    for item in node.nodes(.distinctClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    for item in node.nodes(.sortClause) { orderItem(item, outputs: shape, level: level, tables: tables) }
    // A plain DISTINCT is a list of nothing.
    if !node.list(.distinctClause).isEmpty, node.nodes(.distinctClause).isEmpty { compare(shape) }
    shape.rows *= level.rows
    if let limit = node.node(.limitCount)?.integer(.integerValue) { shape.rows = min(shape.rows, Double(limit)) }
    return shape
  }

  /// What removing doubles does with all columns.
  private mutating func compare(_ shape: Shape) {
    guard let userCode else { return }
    for column in shape.columns { findings += userCode.comparison(column.size, at: nil) }
  }

  private mutating func setOperation(
    _ node: SyntaxNode, _ left: SyntaxNode, _ right: SyntaxNode, outer: Level?, tables: CommonTables?
  ) -> Shape {
    var shape = select(left, outer: outer, tables: tables)
    let other = select(right, outer: outer, tables: tables)
    for index in shape.columns.indices where index < other.columns.count {
      let (a, b) = (shape.columns[index].size, other.columns[index].size)
      if let userCode, a.type != b.type { findings += userCode.use([a, b], at: nil) }
      shape.columns[index].size = a.larger(b)
    }
    shape.rows += other.rows
    if !node.flag(.all) { compare(shape) }
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
      var shape = select(query, outer: outer, tables: frame).resolved.renamed(cte.strings(.aliasColumnNames))
      if isRecursive { refuseDoubling(shape, cte) }
      shape.columns += Self.addedColumns(cte)
      if let cycle = cte.node(.cycleClause) { below(cycle, level: Level(outer: outer), tables: frame) }
      frame.tables[ExactName(cte.string(.cteName) ?? "")] = shape
    }
    return frame
  }

  /// A text that each step of a recursion joins to itself has a gigabyte after thirty steps.
  private mutating func refuseDoubling(_ shape: Shape, _ cte: SyntaxNode) {
    for column in shape.columns
    where column.size.length >= Self.recursiveLength * 1.9 && column.size.length <= Self.recursiveLength * 1_000 {
      findings.append(sizes.tooLarge("The column \(column.name) of the recursion", cte))
    }
  }

  /// How long a text of a recursive query is taken to be while its next step is read.
  private static let recursiveLength = 40_000.0

  private static let recursive: Magnitude = {
    var size = Magnitude.column
    size.length = recursiveLength
    return size
  }()

  /// The columns of a recursive query as its first part tells them, before its second part is read.
  private func provisional(_ cte: SyntaxNode, _ outer: Level?, _ frame: CommonTables) -> Shape {
    let aliases = cte.strings(.aliasColumnNames)
    var first = cte.node(.cteQuery)
    while let left = first?.node(.larg) { first = left }
    var shape = Shape(isOpaque: false)
    for target in first?.nodes(.targetList) ?? [] {
      if Self.isStar(target.node(.val)) { shape.isOpaque = true }
      shape.columns.append(OutputColumn(name: OutputName.of(target), size: Self.recursive))
    }
    if let row = first?.list(.valuesLists).first?.list {
      for index in row.indices { shape.columns.append(OutputColumn(name: "column\(index + 1)", size: Self.recursive)) }
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
      if size.rows > 1 { shape.rows = max(shape.rows, size.rows) }
      shape.columns.append(OutputColumn(name: OutputName.of(target), size: size))
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
      guard let inner = node.node(.node) else { return }
      if !node.strings(.usingOperator).isEmpty { _ = expression(node, level: level, tables: tables) }
      orderItem(inner, outputs: outputs, level: level, tables: tables)
    case .groupingSet:
      for inner in node.nodes(.content) { orderItem(inner, outputs: outputs, level: level, tables: tables) }
    case .rowExpr:
      for inner in node.nodes(.args) { orderItem(inner, outputs: outputs, level: level, tables: tables) }
    case .columnRef where node.list(.fields).count == 1:
      if let name = node.strings(.fields).first, let output = outputs.column(name) {
        return compare(output.size, at: node.location)
      }
      compare(expression(node, level: level, tables: tables), at: node.location)
    case .constant:
      // `ORDER BY 1` means an output column.
      guard let place = node.integer(.integerValue), place > 0, place <= outputs.columns.count else { return }
      compare(outputs.columns[place - 1].size, at: node.location)
    default: compare(expression(node, level: level, tables: tables), at: node.location)
    }
  }

  private mutating func compare(_ size: Magnitude, at location: Int?) {
    if let userCode { findings += userCode.comparison(size, at: location) }
  }

  // Expressions

  private mutating func expressions(_ node: SyntaxNode, _ keys: [SyntaxField], level: Level, tables: CommonTables?) {
    for key in keys {
      guard let inner = node.node(key) else { continue }
      let size = expression(inner, level: level, tables: tables)
      if let userCode { findings += userCode.use([size], at: inner.location) }
    }
  }

  /// Resolves what is in an expression and says how large its value can be.
  mutating func expression(_ node: SyntaxNode, level: Level, tables: CommonTables?) -> Magnitude {
    switch node.kind {
    case .columnRef: return reference(node, level: level)
    case .selectStmt: return select(node, outer: level, tables: tables).resolved.columns.first?.size ?? .column
    case .subLink: return subLink(node, level: level, tables: tables)
    case .typeName, .star: return .column
    default: break
    }
    var parts = PartSizes()
    for field in node.fields { collect(field.value, of: field.key, into: &parts, level: level, tables: tables) }
    if node.kind == .indirection, let field = attribute(node, of: parts[.arg].first ?? .column, level: level) {
      return field
    }
    let (size, finding) = sizes.magnitude(of: node, parts: parts)
    if let finding { findings.append(finding) }
    if node.kind == .funcCall { accumulate(node, parts, level) }
    guard let userCode else { return size }
    findings += userCode.findings(in: node, parts: parts)
    guard node.kind == .typeCast, let type = node.node(.typeName) else { return size }
    let target = catalog.key(of: type)
    let argument = node.node(.arg)
    findings += userCode.cast(
      parts[.arg].first ?? .column, to: target, isMade: argument?.kind == .constant || argument?.kind == .rowExpr,
      at: node.location)
    var made = size
    made.type = type.list(.arrayBounds).isEmpty ? catalog.traits.base(of: target) : nil
    made.types = catalog.traits.contents(of: target)
    return made
  }

  private mutating func subLink(_ node: SyntaxNode, level: Level, tables: CommonTables?) -> Magnitude {
    let test = node.node(.testExpr).map { expression($0, level: level, tables: tables) }
    guard let query = node.node(.subselect) else { return .column }
    let shape = select(query, outer: level, tables: tables).resolved
    var size = shape.columns.first?.size ?? .column
    if let test {
      // IN (SELECT …) has no operator's name and means =.
      let written = node.strings(.operatorName)
      if let userCode {
        let right = Magnitude.combined(shape.columns.map(\.size))
        findings += userCode.operation(written.isEmpty ? ["="] : written, test, right, at: node.location)
        findings += userCode.use([test, right], at: node.location)
      }
      return Magnitude.column.with(type: "bool")
    }
    size.rows = 1
    guard node.choice(.subLinkType) == "ARRAY_SUBLINK" else { return size }
    refuse(size, times: shape.rows, "The array", node)
    return size.unfolded.with(length: size.length * 100).with(type: nil)
  }

  /// Aggregates that keep all values in memory.
  private mutating func accumulate(_ node: SyntaxNode, _ parts: PartSizes, _ level: Level) {
    guard level.rows > 1 else { return }
    switch node.strings(.functionName).last ?? "" {
    case "array_agg", "string_agg", "json_agg", "jsonb_agg", "json_object_agg", "jsonb_object_agg", "xmlagg",
      "range_agg":
      refuse(.combined(parts[.args]), times: level.rows, "The aggregate", node)
    default: break
    }
  }

  private mutating func refuse(_ size: Magnitude, times rows: Double, _ what: String, _ node: SyntaxNode) {
    if size.length * rows > 1e9 { findings.append(sizes.tooLarge(what, node)) }
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
