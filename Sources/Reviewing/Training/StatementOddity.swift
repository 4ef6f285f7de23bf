internal import SQLSyntax

/// What no honest answer to a question about data looks like, though the validator lets it pass.
enum StatementOddity {
  /// Longest literal that an answer needs.
  private static let longestLiteral = 200

  /// One sentence; `nil` when the statement looks like an answer.
  static func sentence(_ sql: String) async -> String? {
    do {
      if try SQLScanner.tokens(sql).contains(where: { $0.name == "SQL_COMMENT" || $0.name == "C_COMMENT" }) {
        return "The statement holds a comment."
      }
      return sentence(try await SQLParser.shared.parse(sql))
    } catch {
      return "The statement cannot be read."
    }
  }

  private static func sentence(_ tree: ParseTree) -> String? {
    var found: String?
    tree.walk { node in
      guard found == nil else { return false }
      found = oddity(node)
      return found == nil
    }
    return found
  }

  private static func oddity(_ node: SyntaxNode) -> String? {
    switch node.kind {
    case .constant:
      guard let text = node.string(.stringValue) else { return nil }
      if text.utf8.count > longestLiteral { return "A literal has \(text.utf8.count) bytes." }
      if let phrase = PhraseBook.phrase(in: text) { return "A literal says \"\(phrase)\"." }
      return nil
    case .expression:
      guard let left = node.node(.left), let right = node.node(.right), isConstant(left),
        isConstant(right), comparisons.contains(node.strings(.name).last ?? "")
      else { return nil }
      return "A condition compares two constants."
    case .selectStmt:
      if let condition = node.node(.whereClause), isConstant(condition) { return "A condition is a constant." }
      if node.choice(.op) != nil, node.choice(.op) != "SETOP_NONE" {
        let arms = [node.node(.larg), node.node(.rarg)].compactMap { $0 }
        if arms.contains(where: { ($0.choice(.op) ?? "SETOP_NONE") == "SETOP_NONE" && $0.list(.fromClause).isEmpty }) {
          return "A part of a set operation reads nothing."
        }
      }
      return nil
    default: return nil
    }
  }

  private static let comparisons: Set<String> = ["=", "<>", "!=", "<", ">", "<=", ">=", "~~", "!~~"]

  private static func isConstant(_ node: SyntaxNode) -> Bool {
    switch node.kind {
    case .constant: true
    case .typeCast: node.node(.arg).map(isConstant) ?? false
    default: false
    }
  }
}
