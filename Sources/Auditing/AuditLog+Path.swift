internal import Storage
package import Vocabulary

// One question's path, in the order in which it is told.
extension AuditLog {
  /// Someone asks. Recorded soon, and at the latest when the next of this question's entries is; see `announce`.
  package nonisolated func asking(_ question: Question) async throws { try await announce(askedEntry(question)) }

  /// Someone asked; durable when this returns.
  package nonisolated func asked(_ question: Question) async throws { try await append(askedEntry(question)) }

  private nonisolated func askedEntry(_ question: Question) -> AuditEntry {
    entry(
      question,
      .asked(.init(question: question.text, regarding: question.regarding, conversation: question.conversation)))
  }

  /// A statement is about to run. It must not run before this returns: no record, no rows.
  package nonisolated func intended(
    _ question: Question, sql: String, plan: PlanEstimate?, confidence: Double?, workings: AuditWorkings
  ) async throws {
    try await append(
      entry(question, .intended(.init(sql: sql, plan: plan, confidence: confidence, workings: workings))))
  }

  /// The rows are there. The last of them must not be given out before this returns.
  package nonisolated func answered(_ answer: Answer) async throws {
    let bytes = answer.table.rows.reduce(0) { $0 + $1.reduce(0) { $0 + ($1?.utf8.count ?? 0) } }
    try await append(
      entry(
        answer.question,
        .answered(
          .init(
            rows: answer.table.rows.count, bytes: bytes, truncation: answer.table.truncation, notices: answer.notices,
            timings: answer.timings))))
  }

  /// The question was not answered, for a reason that the asker is told.
  package nonisolated func declined(_ refusal: Refusal, workings: AuditWorkings) async throws {
    try await append(
      entry(
        refusal.question,
        .declined(
          .init(
            reason: refusal.reason, message: refusal.message, hint: refusal.hint, workings: workings,
            timings: refusal.timings))))
  }

  /// Something broke on the way; `error` is told as `Breakage` where it is one.
  package nonisolated func failed(
    _ question: Question, _ error: any Error, workings: AuditWorkings, timings: StageTimings
  ) async throws {
    let breakage = error as? any Breakage
    let failed = AuditEntry.Failed(
      code: breakage?.code ?? (error is CancellationError ? "57014" : "XX000"),
      message: breakage?.message ?? (error is CancellationError ? "The question was cancelled." : "\(error)"),
      detail: breakage?.detail, hint: breakage?.hint, workings: workings, timings: timings)
    try await append(entry(question, .failed(failed)))
  }

  private nonisolated func entry(_ question: Question, _ content: AuditEntry.Content) -> AuditEntry {
    AuditEntry(
      questionID: question.id, recordedAt: AuditClock.now(), principal: question.principal,
      database: question.database, content: options.limits.limited(content, of: question))
  }
}
