package import Vocabulary

/// The foreign keys of a snapshot as a graph to find join paths in.
package struct JoinGraph: Sendable {
  /// One way to step from a relation to a neighbour.
  package struct Step: Hashable, Sendable {
    package var from: RelationName
    package var to: RelationName
    /// Pairs of columns that must be equal, `from`'s first.
    package var columns: [Pair]
    /// Whether the key belongs to `from`, so that the step leads to at most one row.
    package var isForward: Bool

    package struct Pair: Hashable, Sendable {
      package var from: String
      package var to: String
    }

    /// The same key the other way round.
    var reversed: Step {
      Step(from: to, to: from, columns: columns.map { Pair(from: $0.to, to: $0.from) }, isForward: !isForward)
    }
  }

  private var steps: [RelationName: [Step]] = [:]
  private let inferred: Set<Step>

  package init(_ snapshot: SchemaSnapshot) {
    var inferred: Set<Step> = []
    for key in snapshot.foreignKeys {
      let pairs = zip(key.fromColumns, key.toColumns).map { Step.Pair(from: $0, to: $1) }
      let forward = Step(from: key.from, to: key.to, columns: pairs, isForward: true)
      let back = forward.reversed
      steps[key.from, default: []].append(forward)
      if key.from != key.to { steps[key.to, default: []].append(back) }
      if key.origin == .inferred { inferred.formUnion([forward, back]) }
    }
    self.inferred = inferred
  }

  package func steps(from relation: RelationName) -> [Step] { steps[relation] ?? [] }

  /// Whether nobody declared the key: rows may hold what its other end does not.
  func isInferred(_ step: Step) -> Bool { inferred.contains(step) }

  /// What a step costs: most of all that it is one, then that nobody declared it; what the question names is cheaper.
  private func cost(_ step: Step, _ naming: Naming) -> Int {
    let key = step.isForward ? step : step.reversed
    let named = key.columns.map { naming.words(for: ColumnName(key.from, $0.from)) }.max() ?? 0
    return (inferred.contains(step) ? 50 : 40) - min(2, named) - min(1, naming.words(for: step.to))
  }

  /// The cheapest way from any of `sources` to `target`: fewest steps, declared keys before inferred ones, what the question
  /// names before what it does not.
  ///
  /// Empty when `target` is a source; `nil` when no way of at most six steps exists.
  package func path(
    from sources: [RelationName], to target: RelationName, naming: Naming = Naming()
  ) -> [Step]? {
    if sources.contains(target) { return [] }
    var cost: [RelationName: Int] = [:]
    var arrival: [RelationName: Step] = [:]
    var frontier = sources
    for source in sources { cost[source] = 0 }
    for _ in 0..<6 {
      var next: [RelationName] = []
      for relation in frontier {
        for step in steps(from: relation) where step.to != relation {
          let total = (cost[relation] ?? 0) + self.cost(step, naming)
          if total < cost[step.to] ?? .max {
            cost[step.to] = total
            arrival[step.to] = step
            next.append(step.to)
          }
        }
      }
      if next.isEmpty { break }
      frontier = next
    }
    guard arrival[target] != nil else { return nil }
    var path: [Step] = []
    var at = target
    while let step = arrival[at], path.count < 12 {
      path.append(step)
      at = step.from
      if sources.contains(at) { break }
    }
    return path.reversed()
  }

  /// Whether each row of `sources` has one row of the relation, at most two keys away.
  package func leadsToOne(_ relation: RelationName, from sources: [RelationName], naming: Naming = Naming()) -> Bool {
    guard let path = path(from: sources, to: relation, naming: naming) else { return false }
    return path.count <= 2 && path.allSatisfy(\.isForward)
  }

  /// Steps that join all of the relations, each from what the ones before it reached; `nil` when no way leads to one of them.
  ///
  /// One after the other by the cheapest way. Where that meets in a relation that two others refer to, though nothing
  /// relates their rows (a customer's orders beside the same customer's reviews), a way of as many steps is taken in which one relation's
  /// rows lead to one row of each of the others.
  package func tree(joining relations: [RelationName], naming: Naming = Naming()) -> [Step]? {
    guard let first = relations.first else { return [] }
    var (joined, steps): ([RelationName], [Step]) = ([first], [])
    for relation in relations.dropFirst() {
      guard let path = path(from: joined, to: relation, naming: naming) else { return nil }
      for step in path where !joined.contains(step.to) {
        joined.append(step.to)
        steps.append(step)
      }
    }
    guard Self.meetings(in: steps) > 0 else { return steps }
    let wanted = Set(relations)
    let others = Set(joined.flatMap { self.steps(from: $0).map(\.to) }).union(joined)
      .compactMap { forwardTree(from: $0, to: wanted, naming) }
      .filter { $0.count <= steps.count }
    let best = others.min { one, other in
      let costs = (total(one, naming), total(other, naming))
      return costs.0 == costs.1 ? one[0].from < other[0].from : costs.0 < costs.1
    }
    return best.map { Self.ordered($0, from: first) } ?? steps
  }

  private func total(_ steps: [Step], _ naming: Naming) -> Int { steps.reduce(0) { $0 + cost($1, naming) } }

  /// How many relations two steps of a tree refer to.
  package static func meetings(in steps: [Step]) -> Int {
    var referring: [RelationName: Int] = [:]
    for step in steps { referring[step.isForward ? step.to : step.from, default: 0] += 1 }
    return referring.count { $0.value > 1 }
  }

  /// The steps by which each row of `root` leads to one row of each wanted relation; `nil` when it does not.
  private func forwardTree(from root: RelationName, to wanted: Set<RelationName>, _ naming: Naming) -> [Step]? {
    var arrival: [RelationName: Step] = [:]
    var costs: [RelationName: Int] = [root: 0]
    var frontier = [root]
    for _ in 0..<4 where !frontier.isEmpty {
      var next: [RelationName] = []
      for relation in frontier {
        for step in steps(from: relation) where step.isForward && step.to != relation {
          let total = (costs[relation] ?? 0) + cost(step, naming)
          guard total < costs[step.to] ?? .max else { continue }
          (costs[step.to], arrival[step.to]) = (total, step)
          next.append(step.to)
        }
      }
      frontier = next
    }
    var taken: Set<Step> = []
    for relation in wanted where relation != root {
      var at = relation
      while at != root {
        guard let step = arrival[at], taken.count < 16 else { return nil }
        taken.insert(step)
        at = step.from
      }
    }
    return taken.isEmpty ? nil : taken.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  /// The steps of a tree one after the other, each away from `first`.
  private static func ordered(_ tree: [Step], from first: RelationName) -> [Step] {
    var (left, joined, steps) = (tree, [first], [Step]())
    while let place = left.firstIndex(where: { joined.contains($0.from) || joined.contains($0.to) }) {
      let step = left.remove(at: place)
      steps.append(joined.contains(step.from) ? step : step.reversed)
      joined.append(steps[steps.count - 1].to)
    }
    return steps
  }
}
