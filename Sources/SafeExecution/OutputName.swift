internal import SQLSyntax

/// The name that PostgreSQL gives to a column of a query that has no alias.
enum OutputName {
  static func of(_ target: SyntaxNode) -> String {
    if let name = target.string(.name) { return name }
    return target.node(.val).flatMap(named)?.name ?? "?column?"
  }

  /// A name, and whether it is more than a type's name, which anything else overrides.
  fileprivate static func named(_ node: SyntaxNode) -> (name: String, isStrong: Bool)? {
    switch node.kind {
    case .columnRef: return node.strings(.fields).last.map { ($0, true) }
    case .indirection:
      if let field = node.strings(.indirection).last { return (field, true) }
      return node.node(.arg).flatMap(named)
    case .funcCall: return node.strings(.functionName).last.map { ($0, true) }
    case .expression: return node.choice(.kind) == "AEXPR_NULLIF" ? ("nullif", true) : nil
    case .typeCast:
      if let inner = node.node(.arg).flatMap(named), inner.isStrong { return inner }
      return node.node(.typeName)?.strings(.names).last.map { ($0, false) }
    case .collateClause: return node.node(.arg).flatMap(named)
    case .groupingFunc: return ("grouping", true)
    case .subLink:
      switch node.choice(.subLinkType) {
      case "EXISTS_SUBLINK": return ("exists", true)
      case "ARRAY_SUBLINK": return ("array", true)
      case "EXPR_SUBLINK": return node.node(.subselect).flatMap(firstTarget).map { (of($0), true) }
      default: return nil
      }
    case .caseExpr:
      if let inner = node.node(.defaultResult).flatMap(named), inner.isStrong { return inner }
      return ("case", false)
    case .arrayExpr: return ("array", true)
    case .rowExpr: return ("row", true)
    case .coalesceExpr: return ("coalesce", true)
    case .minMaxExpr: return (node.choice(.op) == "IS_LEAST" ? "least" : "greatest", true)
    case .sqlValueFunction: return node.choice(.op).map { (valueName($0), true) }
    case .xmlExpr: return node.choice(.op).map { ("xml" + $0.dropFirst("IS_XML".count).lowercased(), true) }
    case .xmlSerialize: return ("xmlserialize", true)
    default: return nil
    }
  }

  private static func firstTarget(_ select: SyntaxNode) -> SyntaxNode? {
    select.node(.larg).flatMap(firstTarget) ?? select.nodes(.targetList).first
  }

  /// `SVFOP_CURRENT_TIMESTAMP_N` is `current_timestamp`.
  private static func valueName(_ operation: String) -> String {
    var name = operation.dropFirst("SVFOP_".count).lowercased()
    if name.hasSuffix("_n") { name.removeLast(2) }
    return name == "current_catalog" ? "current_database" : name
  }
}

extension OutputName {
  /// The name that an expression would give to its column.
  static func ofValue(_ node: SyntaxNode) -> String? { named(node)?.name }
}
