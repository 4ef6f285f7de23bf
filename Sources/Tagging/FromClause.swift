import Vocabulary

/// The relations of one SELECT scope, joined; built up as columns ask for them.
struct FromClause {
  /// One relation in the clause; `isSecond` is the `b:` instance.
  struct Source: Hashable {
    var relation: RelationName
    var isSecond: Bool = false
  }

  struct Join {
    var source: Source
    var isLeft: Bool
    /// Pairs (column of an earlier source, column of this one).
    var on: [(Source, String, String)]
    /// Condition written out by the model, in its own items.
    var written: [TaggedItem] = []
  }

  private(set) var joins: [Join] = []
  private let graph: JoinGraph
  private let naming: Naming

  init(_ graph: JoinGraph, _ naming: Naming) { (self.graph, self.naming) = (graph, naming) }

  var sources: [Source] { joins.map(\.source) }

  func contains(_ source: Source) -> Bool { joins.contains { $0.source == source } }

  /// Begins with several relations, all joined; false, and nothing added, when no foreign key leads to one of them.
  mutating func begin(with relations: [RelationName]) -> Bool {
    guard joins.isEmpty, let first = relations.first, let steps = graph.tree(joining: relations, naming: naming) else {
      return false
    }
    joins.append(Join(source: Source(relation: first), isLeft: false, on: []))
    for step in steps { append(step, isLeft: false) }
    return true
  }

  private mutating func append(_ step: JoinGraph.Step, isLeft: Bool) {
    let earlier = Source(relation: step.from)
    joins.append(
      Join(source: Source(relation: step.to), isLeft: isLeft, on: step.columns.map { (earlier, $0.from, $0.to) }))
  }

  /// Adds a relation with the joins that lead to it; false when no foreign key does.
  mutating func add(_ relation: RelationName, isLeft: Bool = false) -> Bool {
    if contains(Source(relation: relation)) { return true }
    if joins.isEmpty {
      joins.append(Join(source: Source(relation: relation), isLeft: false, on: []))
      return true
    }
    let present = sources.filter { !$0.isSecond }.map(\.relation)
    guard let path = graph.path(from: present, to: relation, naming: naming) else { return false }
    for step in path where !contains(Source(relation: step.to)) { append(step, isLeft: isLeft) }
    return true
  }

  /// Adds a relation under a condition that the model wrote.
  mutating func add(_ relation: RelationName, isLeft: Bool, on condition: [TaggedItem]) {
    guard !contains(Source(relation: relation)) else { return }
    joins.append(Join(source: Source(relation: relation), isLeft: isLeft && !joins.isEmpty, on: [], written: condition))
  }

  /// Adds the second instance of a relation: over its reference to itself, or over the second of two keys to it.
  mutating func addSecond(_ relation: RelationName, isLeft: Bool = false) -> Bool {
    let second = Source(relation: relation, isSecond: true)
    if contains(second) { return true }
    guard add(relation) else { return false }
    if let own = graph.steps(from: relation).first(where: { $0.to == relation }) {
      let first = Source(relation: relation)
      joins.append(Join(source: second, isLeft: isLeft, on: own.columns.map { (first, $0.from, $0.to) }))
      return true
    }
    // A relation that refers to this one twice: the first key led here, the second leads to the second instance.
    let neighbours = sources.map(\.relation) + graph.steps(from: relation).map(\.to)
    for neighbour in neighbours where neighbour != relation {
      let keys = graph.steps(from: neighbour).filter { $0.to == relation && $0.isForward }
      guard keys.count > 1, add(neighbour) else { continue }
      let via = Source(relation: neighbour)
      joins.append(Join(source: second, isLeft: isLeft, on: keys[1].columns.map { (via, $0.from, $0.to) }))
      return true
    }
    return false
  }
}
