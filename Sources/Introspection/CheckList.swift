internal import SQLSyntax

/// Reads the values that a CHECK constraint allows: `CHECK (status = ANY (ARRAY['open'::text, 'done'::text]))`.
enum CheckList {
  /// The values in their order, where the condition holds for these alone; nil for any other condition.
  ///
  /// - Parameter definition: as `pg_get_constraintdef` prints it.
  static func values(_ definition: String) async -> [String]? {
    guard let tree = try? await SQLParser.shared.parse("ALTER TABLE t ADD " + definition),
      let expression = constraint(in: tree)
    else { return nil }
    return values(of: expression)
  }

  /// The condition of the only constraint of the statement.
  private static func constraint(in tree: ParseTree) -> SyntaxNode? {
    var found: SyntaxNode?
    tree.walk { node in
      if found == nil, node.name == "Constraint" { found = node.children.first }
      return found == nil
    }
    return found
  }

  /// One column is all that the constraint has, so that any reference means it.
  private static func values(of node: SyntaxNode) -> [String]? {
    switch node.kind {
    case .boolExpr: return values(ofAll: node)
    case .expression: return values(ofComparison: node)
    default: return nil
    }
  }

  private static func values(ofAll node: SyntaxNode) -> [String]? {
    let arguments = node.nodes(.args)
    switch node.choice(.boolOperation) {
    case "AND_EXPR": return arguments.lazy.compactMap(values(of:)).first
    case "OR_EXPR":
      var all: [String] = []
      for argument in arguments where argument.kind != .nullTest || argument.choice(.nullTestType) != "IS_NULL" {
        guard let some = values(of: argument) else { return nil }
        all += some.filter { !all.contains($0) }
      }
      return all.isEmpty ? nil : all
    default: return nil
    }
  }

  private static func values(ofComparison node: SyntaxNode) -> [String]? {
    guard node.strings(.name) == ["="], let left = node.node(.left), bare(left).kind == .columnRef else { return nil }
    switch node.choice(.kind) {
    case "AEXPR_OP":
      return node.node(.right).flatMap(constant).map { [$0] }
    case "AEXPR_IN":
      return constants(node.nodes(.right))
    case "AEXPR_OP_ANY":
      guard let right = node.node(.right).map(bare) else { return nil }
      if right.kind == .arrayExpr { return constants(right.nodes(.elements)) }
      guard var text = constant(right), text.hasPrefix("{") else { return nil }
      return text.withUTF8(ArrayText.elements)
    default: return nil
    }
  }

  private static func constants(_ nodes: [SyntaxNode]) -> [String]? {
    let found = nodes.compactMap(constant)
    return found.isEmpty || found.count < nodes.count ? nil : found
  }

  /// A constant's text; nil for what has to be computed.
  private static func constant(_ node: SyntaxNode) -> String? {
    let node = bare(node)
    guard node.kind == .constant else { return nil }
    if let text = node.string(.stringValue) { return text }
    if let number = node.integer(.integerValue) { return String(number) }
    if case .float(let text)? = node[.floatValue] { return text }
    return node.string(.floatValue)
  }

  /// What stands below casts.
  private static func bare(_ node: SyntaxNode) -> SyntaxNode {
    var node = node
    while node.kind == .typeCast, let below = node.node(.arg) { node = below }
    return node
  }
}
