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
  }

  private var steps: [RelationName: [Step]] = [:]
  private let inferred: Set<Step>

  package init(_ snapshot: SchemaSnapshot) {
    var inferred: Set<Step> = []
    for key in snapshot.foreignKeys {
      let pairs = zip(key.fromColumns, key.toColumns).map { Step.Pair(from: $0, to: $1) }
      let forward = Step(from: key.from, to: key.to, columns: pairs, isForward: true)
      let back = Step(
        from: key.to, to: key.from, columns: pairs.map { Step.Pair(from: $0.to, to: $0.from) }, isForward: false)
      steps[key.from, default: []].append(forward)
      if key.from != key.to { steps[key.to, default: []].append(back) }
      if key.origin == .inferred { inferred.formUnion([forward, back]) }
    }
    self.inferred = inferred
  }

  package func steps(from relation: RelationName) -> [Step] { steps[relation] ?? [] }

  /// The cheapest way from any of `sources` to `target`: fewest steps, declared keys before inferred ones.
  ///
  /// Empty when `target` is a source; `nil` when no way of at most six steps exists.
  package func path(from sources: [RelationName], to target: RelationName) -> [Step]? {
    if sources.contains(target) { return [] }
    var cost: [RelationName: Int] = [:]
    var arrival: [RelationName: Step] = [:]
    var frontier = sources
    for source in sources { cost[source] = 0 }
    for _ in 0..<6 {
      var next: [RelationName] = []
      for relation in frontier {
        for step in steps(from: relation) where step.to != relation {
          let total = (cost[relation] ?? 0) + (inferred.contains(step) ? 5 : 4)
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
}
