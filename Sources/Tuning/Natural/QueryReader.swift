import SQLSyntax
import Tagging
import Vocabulary

/// Says one statement of plain SQL in tagged SQL, under a plan for the FROM of each of its scopes.
final class QueryReader {
  private let snapshot: SchemaSnapshot
  private let graph: JoinGraph
  private let numbers: [ObjectIdentifier: Int]
  private let plans: [ScopePlan]
  let literals: LiteralReader
  private var derivedCount = 0

  /// `selects` are the statement's scopes in the order of `plans`.
  init(
    snapshot: SchemaSnapshot, graph: JoinGraph, selects: [SyntaxNode], plans: [ScopePlan], literals: LiteralReader
  ) {
    self.snapshot = snapshot
    self.graph = graph
    self.plans = plans
    self.literals = literals
    var numbers: [ObjectIdentifier: Int] = [:]
    for (number, select) in selects.enumerated() { numbers[ObjectIdentifier(select)] = number }
    self.numbers = numbers
  }

  /// A query; `isDerived` when it stands in FROM and its columns need names.
  func query(_ node: SyntaxNode, outer: QueryScope? = nil, isDerived: Bool = false) throws(NaturalGap) -> QueryText {
    guard let left = node.node(.larg), let right = node.node(.rarg) else {
      return try select(node, outer: outer, isDerived: isDerived)
    }
    // The writer reads arms from left to right without brackets.
    let isIntersection = node.choice(.op) == "SETOP_INTERSECT"
    guard right.node(.larg) == nil, left.node(.larg) == nil || !isIntersection || left.choice(.op) == node.choice(.op),
      Self.isBare(left), Self.isBare(right)
    else { throw .construct("brackets around a set operation") }
    var text = try query(left, outer: outer, isDerived: isDerived)
    switch node.choice(.op) {
    case "SETOP_UNION": text.say("union")
    case "SETOP_INTERSECT": text.say("intersect")
    case "SETOP_EXCEPT": text.say("except")
    case let other: throw .construct(other ?? "set operation")
    }
    if node.flag(.all) { text.say("all") }
    text.add(try query(right, outer: outer))
    try tail(node, into: &text, setOperation: true)
    return text
  }

  private static func isBare(_ arm: SyntaxNode) -> Bool {
    arm.list(.sortClause).isEmpty && arm.node(.limitCount) == nil && arm.node(.limitOffset) == nil
  }

  // MARK: One SELECT

  private func select(_ node: SyntaxNode, outer: QueryScope?, isDerived: Bool) throws(NaturalGap) -> QueryText {
    guard let number = numbers[ObjectIdentifier(node)], node.list(.valuesLists).isEmpty,
      node.list(.windowClause).isEmpty, node.list(.lockingClause).isEmpty, node.node(.intoClause) == nil
    else { throw .construct("SELECT") }
    let plan = plans[number]
    let scope = try QueryScope(node, snapshot: snapshot, outer: outer, isSwapped: plan.isSwapped)
    var derivedNames: [Int: String] = [:]
    for (index, entry) in scope.entries.enumerated() {
      guard case .derived = entry.item else { continue }
      derivedCount += 1
      derivedNames[index] = derivedCount == 1 ? "x" : "x\(derivedCount)"
    }
    let reader = ExpressionReader(scope: scope, snapshot: snapshot, derivedNames: derivedNames, literals: literals) {
      (inner) throws(NaturalGap) in try self.query(inner, outer: scope)
    }

    var output = QueryText()
    output.say("select")
    if !node.list(.distinctClause).isEmpty {
      guard node.nodes(.distinctClause).isEmpty else { throw .construct("DISTINCT ON") }
      output.say("distinct")
    }
    output.add(try targets(node, scope, reader, isDerived: isDerived))

    var rest = QueryText()
    let conditions = try conditions(node, scope, plan, reader)
    if !conditions.isEmpty {
      rest.say("where")
      rest.add(conditions)
    }
    let groups = node.nodes(.groupClause)
    if !groups.isEmpty {
      rest.say("group by")
      rest.add(try reader.list(try groups.map { (group) throws(NaturalGap) in try meant(group, node, byName: false) }))
    }
    if let having = node.node(.havingClause) {
      rest.say("having")
      rest.add(try reader.read(having))
    }
    try order(node, scope, reader, into: &rest)
    try tail(node, into: &rest, setOperation: false)

    output.add(
      try FromReader(scope: scope, graph: graph, plan: plan, reader: reader, derivedNames: derivedNames)
        .read(named: output.relations.union(rest.relations)) { (inner) throws(NaturalGap) in
          try self.query(inner, outer: outer, isDerived: true)
        })
    output.add(rest)
    return output
  }

  private func targets(
    _ node: SyntaxNode, _ scope: QueryScope, _ reader: ExpressionReader, isDerived: Bool
  ) throws(NaturalGap) -> QueryText {
    var text = QueryText()
    for (index, target) in node.nodes(.targetList).enumerated() {
      guard let value = target.node(.val) else { throw .construct(target.name) }
      if index > 0 { text.punctuate(",") }
      if value.kind == .columnRef, !value.nodes(.fields).isEmpty {
        text.add(try star(value, scope))
      } else {
        text.add(try reader.read(value))
      }
      if isDerived { text.say("as n\(index + 1)") }
    }
    return text
  }

  /// `*` where it means the scope's only relation, else the columns that it stands for.
  private func star(_ reference: SyntaxNode, _ scope: QueryScope) throws(NaturalGap) -> QueryText {
    var text = QueryText()
    if scope.entries.count == 1 {
      text.say("*")
      return text
    }
    for source in try scope.starred(reference) {
      for column in snapshot.relation(source.relation)?.columns ?? [] {
        if !text.isEmpty { text.punctuate(",") }
        text.add(.column(ColumnName(source.relation, column.name), source.isSecond ? .second : .plain))
      }
    }
    guard text.pieces.count <= 48 else { throw .construct("star over many columns") }
    return text
  }

  /// The conditions of WHERE and of inner joins, without those that the joins are inferred from.
  private func conditions(
    _ node: SyntaxNode, _ scope: QueryScope, _ plan: ScopePlan, _ reader: ExpressionReader
  ) throws(NaturalGap) -> QueryText {
    // `ON TRUE` says no more than that there is a join.
    var parts = scope.entries.filter { !$0.isLeft }.flatMap { JoinShape.conjuncts($0.condition) }.filter {
      $0.kind != .constant
    }
    parts += JoinShape.conjuncts(node.node(.whereClause))
    var text = QueryText()
    for part in parts where JoinShape.edge(part, scope) == nil {
      if !text.isEmpty { text.say("and") }
      text.add(try reader.read(part, within: .and))
    }
    for edge in plan.extra {
      if !text.isEmpty { text.say("and") }
      text.add(edge)
    }
    return text
  }

  // MARK: Order and limit

  /// The expression that a number or an output name in GROUP BY or ORDER BY stands for.
  private func meant(_ node: SyntaxNode, _ select: SyntaxNode, byName: Bool) throws(NaturalGap) -> SyntaxNode {
    let targets = select.nodes(.targetList)
    if let place = node.kind == .constant ? node.integer(.integerValue) : nil {
      guard targets.indices.contains(place - 1), let value = targets[place - 1].node(.val) else {
        throw .construct("position")
      }
      return value
    }
    if byName, node.kind == .columnRef, node.strings(.fields).count == 1, let name = node.strings(.fields).first,
      let value = targets.first(where: { $0.string(.name) == name })?.node(.val)
    {
      return value
    }
    return node
  }

  private func order(
    _ node: SyntaxNode, _ scope: QueryScope, _ reader: ExpressionReader, into text: inout QueryText
  ) throws(NaturalGap) {
    for (index, sort) in node.nodes(.sortClause).enumerated() {
      guard let key = sort.node(.node) else { throw .construct(sort.name) }
      if index == 0 { text.say("order by") } else { text.punctuate(",") }
      text.add(try reader.read(try meant(key, node, byName: true)))
      direction(sort, into: &text)
    }
  }

  private func direction(_ sort: SyntaxNode, into text: inout QueryText) {
    let isDescending = sort.choice(.sortDirection) == "SORTBY_DESC"
    if isDescending { text.say("desc") }
    // The writer adds NULLS LAST where it matters.
    if sort.choice(.sortNulls) == "SORTBY_NULLS_FIRST", !isDescending { text.say("nulls first") }
  }

  /// LIMIT and OFFSET, and for a set operation its ORDER BY, which can only name places in the output.
  private func tail(_ node: SyntaxNode, into text: inout QueryText, setOperation: Bool) throws(NaturalGap) {
    if setOperation {
      var first = node
      while let left = first.node(.larg) { first = left }
      for (index, sort) in node.nodes(.sortClause).enumerated() {
        guard let key = sort.node(.node), let place = Self.place(of: key, in: first) else {
          throw .construct("order of a set operation")
        }
        if index == 0 { text.say("order by") } else { text.punctuate(",") }
        text.say(String(place))
        direction(sort, into: &text)
      }
    }
    for (field, word) in [(SyntaxField.limitCount, "limit"), (.limitOffset, "offset")] {
      guard let count = node.node(field), !count.flag(.isNull) else { continue }
      guard let digits = ExpressionReader.number(count), node.choice(.limitOption) != "LIMIT_OPTION_WITH_TIES" else {
        throw .construct("limit")
      }
      text.say(word)
      text.add(try literals.number(digits, isCount: true))
    }
  }

  private static func place(of key: SyntaxNode, in select: SyntaxNode) -> Int? {
    if key.kind == .constant { return key.integer(.integerValue) }
    let name = key.strings(.fields).last
    return select.nodes(.targetList).firstIndex {
      ($0.string(.name) ?? $0.node(.val)?.strings(.fields).last) == name && name != nil
    }.map { $0 + 1 }
  }
}

extension QueryText {
  /// The relations of the columns that belong to this scope, as far as pieces tell.
  var relations: Set<RelationName> {
    Set(
      pieces.compactMap {
        if case .column(let name, let instance) = $0, instance != .outer { name.relation } else { nil }
      })
  }

  mutating func add(_ end: JoinShape.End) {
    add(.column(ColumnName(end.source.relation, end.column), end.source.isSecond ? .second : .plain))
  }

  mutating func add(_ edge: JoinShape.Edge) {
    for (index, end) in edge.ends.enumerated() {
      if index > 0 { say("=") }
      add(end)
    }
  }
}
