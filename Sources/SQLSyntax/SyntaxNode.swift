/// One node of a parsed statement: its kind, and each field that the grammar set, in the grammar's order.
///
/// A field that is absent holds the grammar's default (false, empty, none). Nodes are immutable values behind a reference.
package final class SyntaxNode: Sendable {
  package struct Field: Sendable {
    package let key: SyntaxField
    package let value: SyntaxValue
  }

  package let kind: NodeKind
  /// The grammar's name of the kind, also when the kind is `.unlisted`.
  package let name: String
  package let fields: [Field]
  /// Offset into the statement, in UTF-8 bytes; `nil` where the grammar keeps none.
  package let location: Int?

  init(kind: NodeKind, name: String, fields: [Field], location: Int?) {
    self.kind = kind
    self.name = name
    self.fields = fields
    self.location = location
  }

  package subscript(key: SyntaxField) -> SyntaxValue? {
    for field in fields where field.key == key { return field.value }
    return nil
  }

  /// The node in a field, if there is one.
  package func node(_ key: SyntaxField) -> SyntaxNode? { self[key]?.node }

  /// The items of a field that holds a list; empty when absent.
  package func list(_ key: SyntaxField) -> [SyntaxValue] { self[key]?.list ?? [] }

  /// The nodes among the items of a field that holds a list.
  package func nodes(_ key: SyntaxField) -> [SyntaxNode] { list(key).compactMap(\.node) }

  /// The texts among the items of a field that holds a list (the parts of a name, say).
  package func strings(_ key: SyntaxField) -> [String] { list(key).compactMap(\.string) }

  package func string(_ key: SyntaxField) -> String? { self[key]?.string }

  package func integer(_ key: SyntaxField) -> Int? { self[key]?.integer }

  package func flag(_ key: SyntaxField) -> Bool { self[key]?.bool ?? false }

  /// The name of an enumeration's value as the grammar spells it, e.g. `AEXPR_IN`.
  package func choice(_ key: SyntaxField) -> String? {
    guard case .choice(let name)? = self[key] else { return nil }
    return name
  }

  /// The nodes directly below, through lists, in order.
  package var children: [SyntaxNode] {
    var found: [SyntaxNode] = []
    for field in fields { field.value.collectNodes(into: &found) }
    return found
  }

  /// Calls `visit` for this node and every node below, parents first; `visit` says whether to go below a node.
  package func walk(_ visit: (SyntaxNode) throws -> Bool) rethrows {
    var pending = [self]
    while let node = pending.popLast() {
      if try visit(node) { pending.append(contentsOf: node.children.reversed()) }
    }
  }
}
