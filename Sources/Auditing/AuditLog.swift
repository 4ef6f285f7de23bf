package import Storage
package import Vocabulary

/// The append-only record of everything: an entry is on the disk when its `append` returns.
///
/// Appends that arrive while a commit is under way share the next one, so that waiting for the disk does not cap how many
/// questions can be served. Once begun, an append ends: cancelling its task does not stop it.
package actor AuditLog {
  private let store: Store
  private var waiting: [(entry: SealedEntry, done: CheckedContinuation<Void, any Error>)] = []
  private var isCommitting = false

  package init(_ store: Store) { self.store = store }

  /// Records an entry; when this returns it is durable, when this throws it is not recorded.
  package nonisolated func append(_ entry: AuditEntry) async throws {
    try await commit(SealedEntry(entry))
  }

  private func commit(_ entry: SealedEntry) async throws {
    try await withCheckedThrowingContinuation { done in
      waiting.append((entry, done))
      guard !isCommitting else { return }
      isCommitting = true
      // A task of its own: no asker's cancellation may undo what others wait for.
      Task { await self.commitWaiting() }
    }
  }

  private func commitWaiting() async {
    while !waiting.isEmpty {
      let batch = waiting
      waiting = []
      let entries = batch.map(\.entry)
      do {
        try await store.write { try SealedEntry.append(entries, in: $0) }
        for (_, done) in batch { done.resume() }
      } catch {
        for (_, done) in batch { done.resume(throwing: error) }
      }
    }
    isCommitting = false
  }
}

// One question's path, in the order in which it is told.
extension AuditLog {
  /// Someone asked.
  package nonisolated func asked(_ question: Question) async throws {
    try await append(question, .asked(.init(question: question.text, regarding: question.regarding)))
  }

  /// A statement is about to run. It must not run before this returns: no record, no rows.
  package nonisolated func intended(
    _ question: Question, sql: String, plan: PlanEstimate?, confidence: Double?, workings: AuditWorkings
  ) async throws {
    try await append(
      question, .intended(.init(sql: sql, plan: plan, confidence: confidence, workings: workings)))
  }

  /// The rows are there. The last of them must not be given out before this returns.
  package nonisolated func answered(_ answer: Answer) async throws {
    let bytes = answer.table.rows.reduce(0) { $0 + $1.reduce(0) { $0 + ($1?.utf8.count ?? 0) } }
    try await append(
      answer.question,
      .answered(
        .init(
          rows: answer.table.rows.count, bytes: bytes, truncation: answer.table.truncation, notices: answer.notices,
          timings: answer.timings)))
  }

  /// The question was not answered, for a reason that the asker is told.
  package nonisolated func declined(_ refusal: Refusal, workings: AuditWorkings) async throws {
    try await append(
      refusal.question,
      .declined(
        .init(
          reason: refusal.reason, message: refusal.message, hint: refusal.hint, workings: workings,
          timings: refusal.timings)))
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
    try await append(question, .failed(failed))
  }

  private nonisolated func append(_ question: Question, _ content: AuditEntry.Content) async throws {
    try await append(
      AuditEntry(
        questionID: question.id, recordedAt: AuditClock.now(), principal: question.principal,
        database: question.database, content: content))
  }
}
