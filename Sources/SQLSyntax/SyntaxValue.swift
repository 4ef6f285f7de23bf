/// What a field of a syntax node holds.
package enum SyntaxValue: Sendable {
  case node(SyntaxNode)
  case list([SyntaxValue])
  /// Text: an identifier, a literal, a part of a name.
  case string(String)
  case integer(Int)
  /// A number that is no 32-bit integer, as it was written.
  case float(String)
  case bool(Bool)
  /// A bit or hexadecimal string, with its leading `b` or `x`.
  case bits(String)
  /// A value of one of the grammar's enumerations, by its name.
  case choice(String)

  package var node: SyntaxNode? {
    if case .node(let node) = self { return node }
    return nil
  }

  package var list: [SyntaxValue]? {
    if case .list(let items) = self { return items }
    return nil
  }

  package var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  package var integer: Int? {
    if case .integer(let number) = self { return number }
    return nil
  }

  package var bool: Bool? {
    if case .bool(let value) = self { return value }
    return nil
  }

  func collectNodes(into found: inout [SyntaxNode]) {
    switch self {
    case .node(let node): found.append(node)
    case .list(let items): for item in items { item.collectNodes(into: &found) }
    case .string, .integer, .float, .bool, .bits, .choice: break
    }
  }
}
