import SQLSyntax
import Vocabulary

/// Which relations one SELECT joins over which columns; equal shapes read the same rows.
struct JoinShape {
  struct End: Hashable {
    var source: QueryScope.Source
    var column: String
  }

  /// Two columns of different sources that must be equal.
  struct Edge: Hashable {
    var ends: [End]
  }

  enum Difference {
    case none
    /// The other shape only lacks these.
    case missing([Edge])
    case other
  }

  var sources: Set<QueryScope.Source>
  var optional: Set<QueryScope.Source>
  var edges: [Edge]
  var hasTwins: Bool

  init(_ select: SyntaxNode, _ scope: QueryScope) {
    sources = Set(scope.sources)
    optional = []
    edges = []
    hasTwins = scope.hasTwins
    for entry in scope.entries {
      if entry.isLeft, case .relation(let source) = entry.item { optional.insert(source) }
      for part in Self.conjuncts(entry.condition) { if let edge = Self.edge(part, scope) { edges.append(edge) } }
    }
    for part in Self.conjuncts(select.node(.whereClause)) {
      if let edge = Self.edge(part, scope) { edges.append(edge) }
    }
  }

  /// How a shape that was written differs from this one, which was meant.
  func difference(to written: JoinShape) -> Difference {
    guard sources == written.sources, optional == written.optional else { return .other }
    let meant = Classes(edges)
    guard written.edges.allSatisfy({ meant.holds($0) }) else { return .other }
    let made = Classes(written.edges)
    let missing = edges.filter { !made.holds($0) }
    return missing.isEmpty ? .none : .missing(missing)
  }

  // MARK: Reading

  /// The parts of a condition that must all hold.
  static func conjuncts(_ condition: SyntaxNode?) -> [SyntaxNode] {
    guard let condition else { return [] }
    guard condition.kind == .boolExpr, condition.choice(.boolOperation) == "AND_EXPR" else { return [condition] }
    return condition.nodes(.args).flatMap { conjuncts($0) }
  }

  static func edge(_ condition: SyntaxNode, _ scope: QueryScope) -> Edge? {
    guard condition.kind == .expression, condition.choice(.kind) == "AEXPR_OP", condition.strings(.name) == ["="],
      let left = condition.node(.left).flatMap({ end($0, scope) }),
      let right = condition.node(.right).flatMap({ end($0, scope) }), left.source != right.source
    else { return nil }
    return Edge(ends: [left, right])
  }

  private static func end(_ node: SyntaxNode, _ scope: QueryScope) -> End? {
    guard node.kind == .columnRef, case .column(let name, let instance)? = try? scope.meaning(of: node),
      instance != .outer
    else { return nil }
    return End(source: .init(relation: name.relation, isSecond: instance == .second), column: name.column)
  }

  /// Columns that a set of edges makes equal.
  private struct Classes {
    private var parent: [End: End] = [:]

    init(_ edges: [Edge]) {
      for edge in edges where edge.ends.count == 2 { parent[root(edge.ends[0])] = root(edge.ends[1]) }
    }

    func holds(_ edge: Edge) -> Bool { root(edge.ends[0]) == root(edge.ends[1]) }

    private func root(_ end: End) -> End {
      var end = end
      while let next = parent[end], next != end { end = next }
      return end
    }
  }
}

/// The SELECTs of a statement in the order of its tree.
struct SelectWalk {
  /// Every SELECT that is no set operation, with its shape.
  private(set) var shapes: [JoinShape] = []
  private(set) var selects: [SyntaxNode] = []
  private let snapshot: SchemaSnapshot
  private let swapped: Set<Int>

  /// `swapped` holds the numbers of SELECTs whose twin instances change places.
  init(_ statement: SyntaxNode, snapshot: SchemaSnapshot, swapped: Set<Int> = []) throws(NaturalGap) {
    self.snapshot = snapshot
    self.swapped = swapped
    try visit(statement, outer: nil)
  }

  private mutating func visit(_ select: SyntaxNode, outer: QueryScope?) throws(NaturalGap) {
    guard select.node(.withClause) == nil else { throw .construct("WITH") }
    if let left = select.node(.larg), let right = select.node(.rarg) {
      try visit(left, outer: outer)
      try visit(right, outer: outer)
      return
    }
    let scope = try QueryScope(select, snapshot: snapshot, outer: outer, isSwapped: swapped.contains(selects.count))
    selects.append(select)
    shapes.append(JoinShape(select, scope))
    var inner: [(SyntaxNode, isDerived: Bool)] = []
    for child in select.children {
      child.walk { node in
        if node.kind == .rangeSubselect {
          if let query = node.node(.subquery) { inner.append((query, true)) }
          return false
        }
        if node.kind == .selectStmt { inner.append((node, false)) }
        return node.kind != .selectStmt
      }
    }
    for (query, isDerived) in inner { try visit(query, outer: isDerived ? outer : scope) }
  }
}
