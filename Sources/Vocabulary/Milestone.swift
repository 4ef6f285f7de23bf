/// What becomes known on the way of a question, for whoever watches; the outcome is told by the path's end.
package enum Milestone: Sendable {
  /// The database was looked at, and a model will be asked about what the words found.
  case planned(Evidence, model: String)
  /// A piece of what the model writes, as it comes, and all of it so far with names in the place of tags.
  case token(String, soFar: String)
  /// A statement was judged.
  case judged(Judgement)
  /// Every candidate was refused: there is one more turn.
  case repairing

  /// Is told of milestones; the path goes on when it has returned.
  package typealias Listener = @Sendable (Milestone) async -> Void
}
