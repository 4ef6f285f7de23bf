package import Vocabulary

// What people and later schemas say about a question that has its outcome. Whether they may is for `Reviewing` to say.
extension AuditLog {
  /// A reviewer judged the outcome.
  package nonisolated func reviewed(
    _ question: Question, _ review: AuditEntry.Reviewed, by reviewer: Principal
  ) async throws {
    try await append(.reviewed(review), to: question, by: reviewer)
  }

  /// Someone said what they think of the answer.
  package nonisolated func feedback(
    _ question: Question, _ feedback: AuditEntry.Feedback, by person: Principal
  ) async throws {
    try await append(.feedback(feedback), to: question, by: person)
  }

  /// An approved pair was judged again.
  package nonisolated func rechecked(
    _ question: Question, _ recheck: AuditEntry.Rechecked, by person: Principal
  ) async throws {
    try await append(.rechecked(recheck), to: question, by: person)
  }

  private nonisolated func append(
    _ content: AuditEntry.Content, to question: Question, by person: Principal
  ) async throws {
    try await append(
      AuditEntry(
        questionID: question.id, recordedAt: AuditClock.now(), principal: person, database: question.database,
        content: content))
  }
}
