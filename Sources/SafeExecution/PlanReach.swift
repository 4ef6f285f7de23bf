internal import Vocabulary

/// The tables that the plan of a statement may read: those that the statement was resolved to, and what those reach.
///
/// Views are rewritten and partitions filled in only by the server. Should the schema have changed since it was read, or a
/// name have meant something else to the server, the plan shows a table that is not among these.
struct PlanReach: Sendable, Hashable {
  private let relations: Set<RelationName>
  /// What each of them reaches.
  private let below: [Set<RelationName>]
  /// A function that the administrator allowed may bring in tables of its body, which nobody here knows.
  private let isOpen: Bool

  init(_ relations: [Relation], below: (Relation) -> Set<RelationName>?, isOpen: Bool = false) {
    self.relations = Set(relations.map(\.name))
    self.below = relations.compactMap(below)
    self.isOpen = isOpen
  }

  func contains(_ name: RelationName) -> Bool {
    isOpen || relations.contains(name) || below.contains { $0.contains(name) }
  }
}
