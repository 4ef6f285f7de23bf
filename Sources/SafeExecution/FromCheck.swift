internal import SQLSyntax
internal import Vocabulary

// The FROM clause: what each item is, and the columns that it gives.
extension NameCheck {
  /// What an item adds to its query level, and what `*` makes of it.
  struct FromItem {
    var sources: [Source] = []
    var star = Shape()

    init(_ sources: [Source], _ star: Shape) {
      self.sources = sources
      self.star = star
    }

    init(_ source: Source) { self.init([source], source.shape) }
  }

  /// - Parameter siblings: what a LATERAL item sees of its own level.
  mutating func fromItem(_ node: SyntaxNode, siblings: [Source], outer: Level?, tables: CommonTables?) -> FromItem {
    switch node.kind {
    case .rangeVar: return FromItem(relation(node, tables: tables))
    case .rangeTableSample:
      let level = Level(outer: outer, sources: siblings)
      for argument in node.nodes(.args) { _ = expression(argument, level: level, tables: tables) }
      if let seed = node.node(.repeatable) { _ = expression(seed, level: level, tables: tables) }
      guard let inner = node.node(.relation) else { return FromItem([], Shape(isOpaque: true)) }
      return fromItem(inner, siblings: siblings, outer: outer, tables: tables)
    case .rangeSubselect:
      let around = node.flag(.lateral) ? Level(outer: outer, sources: siblings) : outer
      let shape =
        node.node(.subquery).map { select($0, outer: around, tables: tables).resolved } ?? Shape(isOpaque: true)
      return named(node.node(.alias), shape)
    case .rangeFunction: return function(node, Level(outer: outer, sources: siblings), tables)
    case .rangeTableFunc:
      let level = Level(outer: outer, sources: siblings)
      var shape = Shape()
      for child in node.children where child.kind != .rangeTableFuncCol && child.kind != .alias {
        _ = expression(child, level: level, tables: tables)
      }
      for column in node.nodes(.columns) {
        for child in column.children { _ = expression(child, level: level, tables: tables) }
        let key = column.node(.typeName).map(catalog.key) ?? ""
        shape.columns.append(OutputColumn(name: column.string(.columnName) ?? "", size: catalog.column(of: key)))
      }
      return named(node.node(.alias), shape, defaultName: "xmltable")
    case .joinExpr: return join(node, siblings: siblings, outer: outer, tables: tables)
    default:
      findings.append(Rule.unlistedSyntax.finding("\(node.name) is not allowed in FROM.", at: node.location))
      return FromItem([], Shape(isOpaque: true))
    }
  }

  private func named(_ alias: SyntaxNode?, _ shape: Shape, defaultName: String? = nil) -> FromItem {
    guard let name = alias?.string(.aliasName) ?? defaultName else { return FromItem([], shape) }
    return FromItem(Source(name: name, shape: shape.renamed(alias?.strings(.columnNames) ?? [])))
  }

  // Relations

  private mutating func relation(_ node: SyntaxNode, tables: CommonTables?) -> Source {
    let name = node.string(.relationName) ?? ""
    let schema = node.string(.schemaName)
    let alias = node.node(.alias)
    func source(_ shape: Shape, schema: String? = nil, isRelation: Bool = false) -> Source {
      let aliasName = alias?.string(.aliasName)
      return Source(
        name: aliasName ?? name, schema: aliasName == nil ? schema : nil, hidden: aliasName == nil ? nil : name,
        shape: shape.renamed(alias?.strings(.columnNames) ?? []), isRelation: isRelation)
    }
    if let database = node.string(.catalogName), !database.isExactly(catalog.snapshot.database) {
      findings.append(Rule.otherDatabase.finding("\(database) is another database.", at: node.location))
      return source(Shape(isOpaque: true))
    }
    if schema == nil, let shape = tables?.shape(name) { return source(shape) }
    let isSystem = schema.map(Catalog.isSystemSchema) ?? name.hasPrefix("pg_")
    let found = isSystem ? nil : schema.map { catalog.relation(name, schema: $0) } ?? catalog.relation(name)
    guard let found else {
      findings.append(isSystem ? systemCatalog(name, schema, node) : unknownRelation(name, schema, node))
      return source(Shape(isOpaque: true))
    }
    if catalog.policy.denies(relation: name, schema: found.name.schema) {
      findings.append(
        Rule.deniedRelation.finding(
          "The relation \(found.name) may not be read.", hint: "Answer without it.", at: node.location))
    }
    if !relations.contains(where: { $0.name == found.name }) { relations.append(found) }
    return source(catalog.shape(of: found), schema: found.name.schema, isRelation: true)
  }

  private func systemCatalog(_ name: String, _ schema: String?, _ node: SyntaxNode) -> Finding {
    Rule.systemCatalog.finding(
      "\(schema.map { "\($0)." } ?? "")\(name) belongs to the system catalogs, which are not open to queries.",
      hint: "Only the tables of the schema may be read.", at: node.location)
  }

  private func unknownRelation(_ name: String, _ schema: String?, _ node: SyntaxNode) -> Finding {
    // The name may be right and the schema wrong or left out.
    let homes = catalog.snapshot.relations.filter { $0.name.name.isExactly(name) }.map(\.name.sql)
    let hint =
      homes.isEmpty
      ? Rule.didYouMean(name, among: catalog.relationNames) : "Did you mean \(homes.joined(separator: ", "))?"
    return Rule.unknownRelation.finding(
      "There is no table \(schema.map { "\($0)." } ?? "")\(name).", hint: hint, at: node.location)
  }

  // Functions

  private mutating func function(_ node: SyntaxNode, _ level: Level, _ tables: CommonTables?) -> FromItem {
    var shape = Shape()
    let alias = node.node(.alias)
    let calls = node.list(.functions).compactMap { $0.list }
    var firstName: String?
    for call in calls {
      guard let expr = call.first?.node else { continue }
      let size = expression(expr, level: level, tables: tables)
      shape.rows = max(shape.rows, size.rows)
      let name = expr.kind == .funcCall ? expr.strings(.functionName).last : OutputName.ofValue(expr)
      firstName = firstName ?? name
      let definitions = call.dropFirst().flatMap { $0.list ?? [] }.compactMap(\.node) + node.nodes(.columnDefinitions)
      if !definitions.isEmpty {
        shape.columns += definitions.map { definition in
          let key = definition.node(.typeName).map(catalog.key) ?? ""
          return OutputColumn(name: definition.string(.columnName) ?? "", size: catalog.column(of: key))
        }
        continue
      }
      switch Self.tableFunctions[name ?? ""] {
      case .scalar?:
        // The one function's column takes the alias's name.
        let column = calls.count == 1 ? alias?.string(.aliasName) ?? name : name
        shape.columns.append(OutputColumn(name: column ?? "", size: size.unfolded))
      case .columns(let names)?: shape.columns += names.map { OutputColumn(name: $0, size: size.unfolded) }
      case nil: shape.isOpaque = true
      }
    }
    if node.flag(.ordinality) { shape.columns.append(OutputColumn(name: "ordinality", size: .column)) }
    return named(alias, shape, defaultName: firstName ?? "")
  }

  private enum TableFunction {
    case scalar
    case columns([String])
  }

  /// What well-known functions give in FROM; the columns of others are not known here.
  private static let tableFunctions: [String: TableFunction] = {
    var table: [String: TableFunction] = [
      "json_each": .columns(["key", "value"]), "jsonb_each": .columns(["key", "value"]),
      "json_each_text": .columns(["key", "value"]), "jsonb_each_text": .columns(["key", "value"]),
      "json_array_elements": .columns(["value"]), "jsonb_array_elements": .columns(["value"]),
      "json_array_elements_text": .columns(["value"]), "jsonb_array_elements_text": .columns(["value"]),
    ]
    for name in [
      "generate_series", "generate_subscripts", "regexp_split_to_table", "string_to_table", "regexp_matches",
      "json_object_keys", "jsonb_object_keys", "jsonb_path_query",
    ] { table[name] = .scalar }
    return table
  }()

  // Joins

  private mutating func join(_ node: SyntaxNode, siblings: [Source], outer: Level?, tables: CommonTables?) -> FromItem {
    guard let leftNode = node.node(.larg), let rightNode = node.node(.rarg) else {
      return FromItem([], Shape(isOpaque: true))
    }
    let left = fromItem(leftNode, siblings: siblings, outer: outer, tables: tables)
    let right = fromItem(rightNode, siblings: siblings + left.sources, outer: outer, tables: tables)
    var sources = left.sources + right.sources

    var shared = node.strings(.usingClause)
    if node.flag(.isNatural) {
      shared = left.star.columns.map(\.name).filter { right.star.column($0) != nil }
    }
    for name in shared {
      for side in [left.star, right.star] where side.column(name) == nil && !side.isOpaque {
        findings.append(
          Rule.unknownColumn.finding(
            "USING (\(name)) needs a column \(name) on both sides.",
            hint: Rule.didYouMean(name, among: side.columns.map(\.name)), at: node.location))
      }
    }
    let merged = shared.map { name in
      let (a, b) = (left.star.column(name)?.size ?? .column, right.star.column(name)?.size ?? .column)
      if let userCode {
        findings += userCode.operation(["="], a, b, at: node.location) + userCode.use([a, b], at: nil)
      }
      return OutputColumn(name: name, size: a.larger(b))
    }
    func rest(_ shape: Shape) -> [OutputColumn] {
      shape.columns.filter { column in !shared.contains { $0.isExactly(column.name) } }
    }
    let star = Shape(
      columns: merged + rest(left.star) + rest(right.star), isOpaque: left.star.isOpaque || right.star.isOpaque,
      rows: left.star.rows * right.star.rows)
    if let condition = node.node(.quals) {
      let size = expression(condition, level: Level(outer: outer, sources: sources), tables: tables)
      if let userCode { findings += userCode.use([size], at: condition.location) }
    }
    if let alias = node.node(.joinUsingAlias)?.string(.aliasName) {
      sources.append(Source(name: alias, shape: Shape(columns: merged)))
    }
    // An alias on the join hides what is inside.
    return node.node(.alias) == nil ? FromItem(sources, star) : named(node.node(.alias), star)
  }
}
