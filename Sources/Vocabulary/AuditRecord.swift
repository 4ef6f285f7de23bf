/// Everything that the audit log knows about one question: its entries, folded.
package struct AuditRecord: Hashable, Sendable, Codable {
  package enum Outcome: String, Hashable, Sendable, Codable, CaseIterable {
    case answered, declined, failed
    /// No outcome was recorded: the question is still under way, or its process died.
    case unfinished
  }

  package struct Review: Hashable, Sendable, Codable {
    package var reviewer: Principal
    package var reviewedAt: Moment
    package var verdict: AuditEntry.Reviewed.Verdict
    package var sql: String?
    package var reason: String?
  }

  /// Its text is empty when the entry that held it cannot be read.
  package private(set) var question: Question
  /// When it was asked, or when its first readable entry was made.
  package private(set) var askedAt: Moment
  /// When the outcome was recorded.
  package private(set) var finishedAt: Moment?
  package private(set) var outcome: Outcome = .unfinished
  /// The statement that ran or was about to; `nil` if none came so far.
  package private(set) var sql: String?
  package private(set) var plan: PlanEstimate?
  package private(set) var confidence: Double?
  package private(set) var workings = AuditWorkings()
  package private(set) var answered: AuditEntry.Answered?
  package private(set) var declined: AuditEntry.Declined?
  package private(set) var failed: AuditEntry.Failed?
  /// Oldest first; the last one counts.
  package private(set) var reviews: [Review] = []
  /// Positions in the log of entries that could not be read: `audit verify` says why.
  package private(set) var unreadable: [Int]

  /// Folds the entries of one question, oldest first; `nil` when there are none.
  package init?(folding entries: [AuditEntry], unreadable: [Int] = []) {
    guard let first = entries.first(where: { $0.content.kind != .reviewed }) ?? entries.first else { return nil }
    question = Question(id: first.questionID, text: "", database: first.database, principal: first.principal)
    askedAt = first.recordedAt
    self.unreadable = unreadable
    for entry in entries { fold(entry) }
  }

  /// The latest review.
  package var review: Review? { reviews.last }

  package var timings: StageTimings? { answered?.timings ?? declined?.timings ?? failed?.timings }

  private mutating func fold(_ entry: AuditEntry) {
    switch entry.content {
    case .asked(let asked):
      question.text = asked.question
    case .intended(let intended):
      sql = intended.sql
      plan = intended.plan
      confidence = intended.confidence
      workings = intended.workings
    case .answered(let content):
      answered = content
      finish(.answered, entry)
    case .declined(let content):
      declined = content
      workings = content.workings
      finish(.declined, entry)
    case .failed(let content):
      failed = content
      workings = content.workings
      finish(.failed, entry)
    case .reviewed(let content):
      reviews.append(
        Review(
          reviewer: entry.principal, reviewedAt: entry.recordedAt, verdict: content.verdict, sql: content.sql,
          reason: content.reason))
    }
  }

  private mutating func finish(_ outcome: Outcome, _ entry: AuditEntry) {
    self.outcome = outcome
    finishedAt = entry.recordedAt
  }
}
