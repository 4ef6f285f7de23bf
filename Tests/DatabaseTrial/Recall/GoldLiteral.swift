import SQLSyntax

/// A text that a gold statement compares a column with.
struct GoldLiteral: Hashable {
  /// Of the relation that the column's alias stands for; `nil` where the statement does not say it.
  var relation: String?
  var column: String
  var text: String
  /// Whether it is a pattern's.
  var isPattern: Bool

  /// The comparisons of columns with strings: `=`, `<>`, IN and LIKE.
  static func all(in statement: String) async throws -> Set<GoldLiteral> {
    let tree = try await SQLParser.shared.parse(statement)
    var aliases: [String: String] = [:]
    var relations: Set<String> = []
    tree.walk { node in
      if node.kind == .rangeVar, let name = node.string(.relationName) {
        aliases[node.node(.alias)?.string(.aliasName) ?? name] = name
        relations.insert(name)
      }
      return true
    }
    var found: Set<GoldLiteral> = []
    tree.walk { node in
      guard node.kind == .expression, let operation = node.choice(.kind),
        ["AEXPR_OP", "AEXPR_IN", "AEXPR_LIKE", "AEXPR_ILIKE"].contains(operation)
      else { return true }
      let sides = [node.node(.left), node.node(.right)].compactMap { $0 } + node.nodes(.right)
      guard let column = sides.lazy.compactMap(column(under:)).first, let name = column.last else { return true }
      let relation = column.dropLast().last.flatMap { aliases[$0] } ?? (relations.count == 1 ? relations.first : nil)
      let isPattern = operation.hasSuffix("LIKE")
      for side in sides {
        guard side.kind == .constant, var text = side.string(.stringValue) else { continue }
        if isPattern { text = text.trimmingPercents }
        guard !text.isEmpty else { continue }
        found.insert(GoldLiteral(relation: relation, column: name, text: text, isPattern: isPattern))
      }
      return true
    }
    return found
  }

  /// The column itself, or under `lower(…)`, a cast and the like.
  private static func column(under node: SyntaxNode) -> [String]? {
    switch node.kind {
    case .columnRef: node.strings(.fields)
    case .typeCast: node.node(.arg).flatMap(column(under:))
    case .funcCall where ["lower", "upper", "trim"].contains(node.strings(.functionName).last ?? ""):
      node.nodes(.args).first.flatMap(column(under:))
    default: nil
    }
  }
}

extension String {
  fileprivate var trimmingPercents: String {
    var text = self[...]
    while text.hasPrefix("%") { text.removeFirst() }
    while text.hasSuffix("%") { text.removeLast() }
    return String(text)
  }
}
