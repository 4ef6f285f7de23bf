/// A text as PostgreSQL's grammar reads it.
package struct ParseTree: Sendable {
  /// The text that was parsed, unchanged.
  package let text: String
  /// One `RawStmt` a statement, in order; empty for a text of blanks and comments.
  package let statements: [SyntaxNode]

  /// The node of the only statement, e.g. a `SelectStmt`; `nil` when there are none or several.
  package var onlyStatement: SyntaxNode? { statements.count == 1 ? statements[0].node(.stmt) : nil }

  /// Every node below every statement, parents first.
  package func walk(_ visit: (SyntaxNode) throws -> Bool) rethrows {
    for statement in statements { try statement.walk(visit) }
  }
}
