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

  package struct Feedback: Hashable, Sendable, Codable {
    package var principal: Principal
    package var givenAt: Moment
    package var thumb: AuditEntry.Feedback.Thumb
    package var comment: String?
  }

  package struct Recheck: Hashable, Sendable, Codable {
    package var recheckedAt: Moment
    /// Why the pair was set aside; `nil` when it holds.
    package var reason: String?
    package var schemaFingerprint: String
  }

  /// What stays of an entry when its payload is gone.
  package struct RedactedEntry: Hashable, Sendable, Codable {
    package var questionID: QuestionID
    /// Position in the log.
    package var sequence: Int
    package var kind: AuditEntry.Kind
    package var recordedAt: Moment
    package var principal: Principal
    package var database: String

    package init(
      questionID: QuestionID, sequence: Int, kind: AuditEntry.Kind, recordedAt: Moment, principal: Principal,
      database: String
    ) {
      self.questionID = questionID
      self.sequence = sequence
      self.kind = kind
      self.recordedAt = recordedAt
      self.principal = principal
      self.database = database
    }
  }

  /// Its text is empty when the entry that held it cannot be read.
  package private(set) var question: Question
  /// The words as they were typed, where the question was completed from the one before it.
  package private(set) var typed: String?
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
  /// Oldest first.
  package private(set) var feedback: [Feedback] = []
  /// The latest judgement of the approved pair by a later schema; a review after it begins anew.
  package private(set) var recheck: Recheck?
  /// Positions in the log of entries that could not be read: `audit verify` says why.
  package private(set) var unreadable: [Int]
  /// Entries whose payload was redacted.
  package private(set) var redacted: [RedactedEntry]

  /// Folds the entries of one question, oldest first; `nil` when there are none.
  package init?(folding entries: [AuditEntry], unreadable: [Int] = [], redacted: [RedactedEntry] = []) {
    let later: Set<AuditEntry.Kind> = [.reviewed, .feedback, .rechecked]
    if let first = entries.first(where: { !later.contains($0.content.kind) }) ?? entries.first, redacted.isEmpty,
      let id = first.questionID
    {
      question = Question(id: id, text: "", database: first.database, principal: first.principal)
      askedAt = first.recordedAt
    } else if let first = redacted.first {
      question = Question(id: first.questionID, text: "", database: first.database, principal: first.principal)
      askedAt = first.recordedAt
    } else {
      return nil
    }
    self.unreadable = unreadable
    self.redacted = redacted
    for entry in entries { fold(entry) }
    for entry in redacted where outcome == .unfinished {
      guard let kind = Outcome(rawValue: entry.kind.rawValue) else { continue }
      outcome = kind
      finishedAt = entry.recordedAt
    }
  }

  /// The latest review.
  package var review: Review? { reviews.last }

  /// The relations that the statement reads; those of refused candidates do not count.
  package var relations: [RelationName] {
    sql == nil ? [] : workings.judgements.last { $0.isAccepted }?.relations ?? []
  }

  package var timings: StageTimings? { answered?.timings ?? declined?.timings ?? failed?.timings }

  private mutating func fold(_ entry: AuditEntry) {
    foldContent(of: entry)
    // What was answered, judged and learnt from is the whole question.
    if let completed = workings.completed, completed != question.text {
      typed = question.text
      question.text = completed
    }
  }

  private mutating func foldContent(of entry: AuditEntry) {
    switch entry.content {
    case .asked(let asked):
      question.text = asked.question
      question.regarding = asked.regarding
      question.conversation = asked.conversation
    case .intended(let intended):
      if let words = intended.question { question.text = words }
      sql = intended.sql
      plan = intended.plan
      confidence = intended.confidence
      workings = intended.workings
    case .answered(let content):
      answered = content
      finish(.answered, entry)
    case .declined(let content):
      if let words = content.question { question.text = words }
      declined = content
      workings = content.workings
      finish(.declined, entry)
    case .failed(let content):
      if let words = content.question { question.text = words }
      failed = content
      workings = content.workings
      finish(.failed, entry)
    case .reviewed(let content):
      reviews.append(
        Review(
          reviewer: entry.principal, reviewedAt: entry.recordedAt, verdict: content.verdict, sql: content.sql,
          reason: content.reason))
      recheck = nil
    case .feedback(let content):
      feedback.append(
        Feedback(
          principal: entry.principal, givenAt: entry.recordedAt, thumb: content.thumb, comment: content.comment))
    case .rechecked(let content):
      recheck = Recheck(
        recheckedAt: entry.recordedAt, reason: content.reason, schemaFingerprint: content.schemaFingerprint)
    case .redacted, .modelPromoted, .settingsChanged, .accessRefused: break
    }
  }

  private mutating func finish(_ outcome: Outcome, _ entry: AuditEntry) {
    self.outcome = outcome
    finishedAt = entry.recordedAt
  }
}
