internal import SQLSyntax
internal import Vocabulary

// Column references, and the attribute notation that can hide a call in one.
extension NameCheck {
  /// The innermost source of that name.
  func source(_ name: String, schema: String?, from level: Level) -> Source? {
    var next: Level? = level
    while let current = next {
      if let found = current.sources.first(where: { $0.isNamed(name, schema: schema) }) { return found }
      next = current.outer
    }
    return nil
  }

  mutating func reference(_ node: SyntaxNode, level: Level) -> Magnitude {
    var parts = node.strings(.fields)
    if Self.isStar(node) {
      // `t.*` in an expression is the whole row.
      guard let name = parts.last else { return .column }
      if let found = source(name, schema: parts.dropLast().last, from: level) { return found.shape.row }
      unknownAlias(name, level: level, at: node.location)
      return .column
    }
    if parts.count == 4 {
      if !parts[0].isExactly(catalog.snapshot.database) {
        findings.append(Rule.otherDatabase.finding("\(parts[0]) is another database.", at: node.location))
        return .column
      }
      parts.removeFirst()
    }
    switch parts.count {
    case 1: return bare(parts[0], level: level, at: node.location)
    case 2: return qualified(parts[1], of: parts[0], schema: nil, level: level, at: node.location)
    case 3: return qualified(parts[2], of: parts[1], schema: parts[0], level: level, at: node.location)
    default:
      findings.append(Rule.unknownColumn.finding("A column's name is not understood.", at: node.location))
      return .column
    }
  }

  private mutating func bare(_ name: String, level: Level, at location: Int?) -> Magnitude {
    var isOpaque = false
    var next: Level? = level
    while let current = next {
      for source in current.sources {
        if let column = source.shape.column(name) { return column.size }
        isOpaque = isOpaque || source.shape.isOpaque
      }
      next = current.outer
    }
    // A source's own name is its whole row.
    if let found = source(name, schema: nil, from: level) { return found.shape.row }
    if isOpaque || hasSystemColumn(name, level) { return .column }
    let visible = visibleColumns(level)
    var hint = Rule.didYouMean(name, among: visible)
    let homes = catalog.snapshot.relations.lazy.filter { $0.column(name) != nil }.prefix(3).map(\.name.sql)
    if hint == nil || !homes.isEmpty, let home = homes.first {
      hint =
        "\(SQLText.identifier(name)) is a column of \(homes.count == 1 ? home : homes.joined(separator: ", ")), which FROM does not name."
    }
    findings.append(Rule.unknownColumn.finding("There is no column \(name) here.", hint: hint, at: location))
    return .column
  }

  private mutating func qualified(
    _ name: String, of qualifier: String, schema: String?, level: Level, at location: Int?
  ) -> Magnitude {
    guard let source = source(qualifier, schema: schema, from: level) else {
      unknownAlias(qualifier, level: level, at: location)
      return .column
    }
    if let column = source.shape.column(name) { return column.size }
    if source.isRelation, Self.systemColumns.contains(name) { return .column }
    // What is no column may be a function of the row.
    if catalog.namesForbiddenCall(name) {
      findings.append(
        Rule.attributeNotation.finding(
          "\(qualifier).\(name) is no column and would call a function.", hint: "Name a column of \(qualifier).",
          at: location))
    } else if !source.shape.isOpaque {
      findings.append(
        Rule.unknownColumn.finding(
          "\(qualifier) has no column \(name).",
          hint: Rule.didYouMean(name, among: source.shape.columns.map(\.name))
            ?? "Its columns are \(source.shape.columns.prefix(12).map(\.name).joined(separator: ", ")).",
          at: location))
    }
    return .column
  }

  mutating func unknownAlias(_ name: String, level: Level, at location: Int?) {
    var names: [String] = []
    var next: Level? = level
    while let current = next {
      for source in current.sources {
        if let hidden = source.hidden, hidden.isExactly(name) {
          findings.append(
            Rule.unknownAlias.finding(
              "\(name) is called \(source.name) here.", hint: "Write \(source.name) in its place.", at: location))
          return
        }
        names.append(source.name)
      }
      next = current.outer
    }
    findings.append(
      Rule.unknownAlias.finding(
        "There is no table or alias \(name) in FROM here.", hint: Rule.didYouMean(name, among: names), at: location))
  }

  /// `(row).field`: a field that is no field may be a function of the row. The field's value where its type is known.
  mutating func attribute(_ node: SyntaxNode, of value: Magnitude, level: Level) -> Magnitude? {
    var fields = node.strings(.indirection)
    guard !fields.isEmpty else { return nil }
    var found: Magnitude?
    // Fields of composite types are looked up as the server does: they come before functions.
    if fields.count == node.list(.indirection).count, var type = value.type {
      while let field = fields.first, let next = catalog.traits.attribute(field, of: catalog.traits.base(of: type)) {
        found = Magnitude.column(of: catalog.traits.base(of: next), catalog.traits.contents(of: next))
        type = next
        fields.removeFirst()
      }
    }
    if let argument = node.node(.arg), argument.kind == .columnRef, !Self.isStar(argument), let first = fields.first {
      let parts = argument.strings(.fields)
      let isColumn = parts.count > 1 || level.sources.contains { $0.shape.column(parts[0]) != nil }
      if !isColumn, let row = source(parts.last ?? "", schema: nil, from: level), fields.count == 1,
        !catalog.namesForbiddenCall(first)
      {
        if let column = row.shape.column(first) { return column.size }
        if !row.shape.isOpaque {
          findings.append(
            Rule.unknownColumn.finding(
              "\(row.name) has no column \(first).",
              hint: Rule.didYouMean(first, among: row.shape.columns.map(\.name)), at: argument.location))
          return .column
        }
      }
    }
    for field in fields where catalog.namesForbiddenCall(field) {
      findings.append(
        Rule.attributeNotation.finding(
          "The field \(field) could be a function that is called.", hint: "Call functions as function(argument).",
          at: node.location ?? node.node(.arg)?.location))
    }
    return fields.isEmpty ? found : nil
  }

  private func hasSystemColumn(_ name: String, _ level: Level) -> Bool {
    Self.systemColumns.contains(name) && level.sources.contains(where: \.isRelation)
  }

  private func visibleColumns(_ level: Level) -> [String] {
    var names: [String] = []
    var next: Level? = level
    while let current = next {
      names += current.sources.flatMap { $0.shape.columns.map(\.name) }
      next = current.outer
    }
    return names
  }

  private static let systemColumns: Set<String> = ["ctid", "tableoid"]
}
