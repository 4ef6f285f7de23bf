import SQLSyntax

/// Names what kind of statement a natural pair has, so that training can count and balance.
enum PairShape {
  static func name(of statement: SyntaxNode, _ shapes: [JoinShape]) -> String {
    "natural." + kind(of: statement, shapes)
  }

  private static func kind(of statement: SyntaxNode, _ shapes: [JoinShape]) -> String {
    if statement.node(.larg) != nil { return "set" }
    if shapes.count > 1 { return "nested" }
    let isLimited = statement.node(.limitCount) != nil
    if !statement.list(.groupClause).isEmpty { return isLimited ? "topgroup" : "group" }
    if isLimited { return "top" }
    let isAggregate = statement.nodes(.targetList).contains { $0.node(.val)?.kind == .funcCall }
    if isAggregate { return "aggregate" }
    if shapes.contains(where: { $0.sources.count > 1 }) { return "join" }
    return statement.node(.whereClause) == nil ? "list" : "filter"
  }
}
