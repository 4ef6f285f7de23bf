internal import SQLSyntax
internal import Vocabulary

/// Layer 3: no operator, written or implied, runs user code.
struct OperatorCheck {
  let catalog: Catalog

  func findings(in nodes: [SyntaxNode]) -> [Finding] { nodes.flatMap(findings) }

  private func findings(for node: SyntaxNode) -> [Finding] {
    switch node.kind {
    case .expression:
      let implied = Self.implied[node.choice(.kind) ?? ""] ?? []
      let written = implied.isEmpty ? check(node.strings(.name), at: node.location) : []
      return written + implied.flatMap { check([$0], at: node.location) }
    case .subLink:
      // IN (SELECT …) has no operator's name and means =.
      let written = node.strings(.operatorName)
      guard node.node(.testExpr) != nil else { return [] }
      return check(written.isEmpty ? ["="] : written, at: node.location)
    case .sortBy:
      let written = node.strings(.usingOperator)
      return written.isEmpty ? [] : check(written, at: node.location)
    case .caseExpr: return node.node(.arg) == nil ? [] : check(["="], at: node.location)
    case .joinExpr:
      return node.flag(.isNatural) || !node.list(.usingClause).isEmpty ? check(["="], at: node.location) : []
    default: return []
    }
  }

  /// Operators of expression kinds whose name is a keyword.
  private static let implied: [String: [String]] = [
    "AEXPR_BETWEEN": ["<", "<=", ">", ">="], "AEXPR_NOT_BETWEEN": ["<", "<=", ">", ">="],
    "AEXPR_BETWEEN_SYM": ["<", "<=", ">", ">="], "AEXPR_NOT_BETWEEN_SYM": ["<", "<=", ">", ">="],
  ]

  private func check(_ parts: [String], at location: Int?) -> [Finding] {
    guard let symbol = parts.last else { return [] }
    let isUntrusted: Bool
    switch parts.count {
    case 1: isUntrusted = catalog.isUntrusted(operator: symbol)
    case 2 where parts[0] == "pg_catalog": isUntrusted = false
    case 2: isUntrusted = catalog.isUntrusted(operator: symbol, schema: parts[0])
    default: isUntrusted = true
    }
    guard isUntrusted else { return [] }
    return [
      Rule.userOperator.finding(
        "The operator \(symbol) could run user code.",
        hint: "Write OPERATOR(pg_catalog.\(symbol)) where the built-in operator is meant.", at: location)
    ]
  }
}
