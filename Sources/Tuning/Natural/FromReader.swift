import SQLSyntax
import Tagging
import Vocabulary

/// Says the FROM of one scope, as much of it as the plan asks for.
struct FromReader {
  let scope: QueryScope
  let graph: JoinGraph
  let plan: ScopePlan
  let reader: ExpressionReader
  let derivedNames: [Int: String]

  /// `named` are the relations whose columns the other clauses hold.
  func read(
    named: Set<RelationName>, query: (SyntaxNode) throws(NaturalGap) -> QueryText
  ) throws(NaturalGap) -> QueryText {
    var text = QueryText()
    let edges = edges()
    var before: [QueryScope.Source] = []
    for entry in scope.entries {
      guard case .relation(let source) = entry.item else { continue }
      defer { before.append(source) }
      if plan.level == .inferred || source.isSecond { continue }
      if plan.level == .nameless, named.contains(source.relation) { continue }
      let isFirst = text.isEmpty
      text.say(isFirst ? "from" : entry.isLeft ? "left join" : "join")
      text.add(.relation(source.relation))
      if isFirst || plan.level < .conditions { continue }
      try condition(of: entry, source, after: before, edges, into: &text)
    }
    for (index, entry) in scope.entries.enumerated() {
      guard case .derived(let inner, _) = entry.item else { continue }
      text.say(text.isEmpty ? "from (" : "join (")
      text.add(try query(inner))
      text.punctuate(")")
      text.say("as \(derivedNames[index] ?? "x")")
    }
    return text
  }

  private func edges() -> [JoinShape.Edge] {
    var edges: [JoinShape.Edge] = []
    for entry in scope.entries {
      for part in JoinShape.conjuncts(entry.condition) {
        if let edge = JoinShape.edge(part, scope) { edges.append(edge) }
      }
    }
    return edges
  }

  private func condition(
    of entry: QueryScope.Entry, _ source: QueryScope.Source, after before: [QueryScope.Source],
    _ edges: [JoinShape.Edge],
    into text: inout QueryText
  ) throws(NaturalGap) {
    if entry.isLeft {
      guard plan.level == .allConditions, let condition = entry.condition else { return }
      text.say("on")
      text.add(try reader.read(condition))
      return
    }
    // Second instances join last, so that no condition before them can name them.
    let own = edges.filter { edge in
      edge.ends.contains { $0.source == source } && edge.ends.contains { before.contains($0.source) }
        && !edge.ends.contains { $0.source.isSecond }
    }
    guard !own.isEmpty else { throw .joins }
    if plan.level == .conditions, isInferred(own, source, before) { return }
    text.say("on")
    for (index, edge) in own.enumerated() {
      if index > 0 { text.say("and") }
      text.add(edge)
    }
  }

  /// Whether these edges are what the writer would join the relation by.
  private func isInferred(
    _ edges: [JoinShape.Edge], _ source: QueryScope.Source, _ before: [QueryScope.Source]
  ) -> Bool {
    guard let path = graph.path(from: before.filter { !$0.isSecond }.map(\.relation), to: source.relation),
      let step = path.first, path.count == 1
    else { return false }
    let inferred = Set(
      step.columns.map { pair in
        Set([
          JoinShape.End(source: .init(relation: step.from), column: pair.from),
          JoinShape.End(source: .init(relation: step.to), column: pair.to),
        ])
      })
    return inferred == Set(edges.map { Set($0.ends) })
  }
}
