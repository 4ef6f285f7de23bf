/// One thing that happened, mostly to a question; entries are only ever appended, and a question's entries fold to an
/// `AuditRecord`.
package struct AuditEntry: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Someone asked.
    case asked
    /// A statement is about to run; durable before it does.
    case intended
    case answered
    case declined
    case failed
    /// A reviewer judged the outcome.
    case reviewed
    /// The asker, or who saw the answer, said what they think of it; heard by reviewers, never believed.
    case feedback
    /// An approved pair was judged again by today's schema: it holds, or it is set aside.
    case rechecked
    /// Payloads were removed; who did it, and why, stays.
    case redacted
    /// Another model answers from now on.
    case modelPromoted = "model promoted"
    /// The settings are not those of the last start.
    case settingsChanged = "settings changed"
    /// Somebody was turned away at a door.
    case accessRefused = "access refused"
  }

  /// What the entry says, by kind.
  package enum Content: Hashable, Sendable {
    case asked(Asked)
    case intended(Intended)
    case answered(Answered)
    case declined(Declined)
    case failed(Failed)
    case reviewed(Reviewed)
    case feedback(Feedback)
    case rechecked(Rechecked)
    case redacted(Redacted)
    case modelPromoted(ModelPromoted)
    case settingsChanged(SettingsChanged)
    case accessRefused(AccessRefused)

    package var kind: Kind {
      switch self {
      case .asked: .asked
      case .intended: .intended
      case .answered: .answered
      case .declined: .declined
      case .failed: .failed
      case .reviewed: .reviewed
      case .feedback: .feedback
      case .rechecked: .rechecked
      case .redacted: .redacted
      case .modelPromoted: .modelPromoted
      case .settingsChanged: .settingsChanged
      case .accessRefused: .accessRefused
      }
    }
  }

  /// `nil` where the entry is about no one question.
  package var questionID: QuestionID?
  package var recordedAt: Moment
  /// Who made the entry: the asker, or the reviewer of a `reviewed` entry.
  package var principal: Principal
  /// Empty where the entry is about no one database.
  package var database: String
  package var content: Content

  package init(
    questionID: QuestionID?, recordedAt: Moment, principal: Principal, database: String, content: Content
  ) {
    self.questionID = questionID
    self.recordedAt = recordedAt
    self.principal = principal
    self.database = database
    self.content = content
  }
}

// The payloads. They are stored for years: a field that is added later must be optional, and none is renamed.
extension AuditEntry {
  package struct Asked: Hashable, Sendable, Codable {
    package var question: String
    /// The earlier question that this one asks again or tries another statement for.
    package var regarding: QuestionID?
    /// The conversation that it goes on; `nil` for one that begins its own.
    package var conversation: QuestionID?

    package init(question: String, regarding: QuestionID? = nil, conversation: QuestionID? = nil) {
      self.question = question
      self.regarding = regarding
      self.conversation = conversation
    }
  }

  package struct Intended: Hashable, Sendable, Codable {
    /// The statement exactly as it will run.
    package var sql: String
    package var plan: PlanEstimate?
    package var confidence: Double?
    package var workings: AuditWorkings
    /// The words of the question, where the `asked` entry was made without them (`ContentLimits`).
    package var question: String?

    package init(sql: String, plan: PlanEstimate?, confidence: Double?, workings: AuditWorkings) {
      self.sql = sql
      self.plan = plan
      self.confidence = confidence
      self.workings = workings
    }
  }

  package struct Answered: Hashable, Sendable, Codable {
    package var rows: Int
    /// The UTF-8 length of all values as text.
    package var bytes: Int
    package var truncation: ResultTable.Truncation?
    package var notices: [String]
    package var timings: StageTimings

    package init(
      rows: Int, bytes: Int, truncation: ResultTable.Truncation? = nil, notices: [String] = [], timings: StageTimings
    ) {
      self.rows = rows
      self.bytes = bytes
      self.truncation = truncation
      self.notices = notices
      self.timings = timings
    }
  }

  package struct Declined: Hashable, Sendable, Codable {
    package var reason: Refusal.Reason
    package var message: String
    package var hint: String?
    package var workings: AuditWorkings
    package var timings: StageTimings
    /// As in `Intended`.
    package var question: String?

    package init(
      reason: Refusal.Reason, message: String, hint: String? = nil, workings: AuditWorkings, timings: StageTimings
    ) {
      self.reason = reason
      self.message = message
      self.hint = hint
      self.workings = workings
      self.timings = timings
    }
  }

  package struct Failed: Hashable, Sendable, Codable {
    /// The server's SQLSTATE or a code of ours.
    package var code: String
    package var message: String
    package var detail: String?
    package var hint: String?
    package var workings: AuditWorkings
    package var timings: StageTimings
    /// As in `Intended`.
    package var question: String?

    package init(
      code: String, message: String, detail: String? = nil, hint: String? = nil, workings: AuditWorkings,
      timings: StageTimings
    ) {
      self.code = code
      self.message = message
      self.detail = detail
      self.hint = hint
      self.workings = workings
      self.timings = timings
    }
  }

  package struct Reviewed: Hashable, Sendable, Codable {
    package enum Verdict: String, Hashable, Sendable, Codable, CaseIterable { case approved, corrected, rejected }

    package var verdict: Verdict
    /// The statement that the reviewer stands for: what ran when approved, the better one when corrected.
    package var sql: String?
    package var reason: String?

    package init(verdict: Verdict, sql: String? = nil, reason: String? = nil) {
      self.verdict = verdict
      self.sql = sql
      self.reason = reason
    }
  }

  package struct Feedback: Hashable, Sendable, Codable {
    package enum Thumb: String, Hashable, Sendable, Codable, CaseIterable { case up, down }

    package var thumb: Thumb
    package var comment: String?

    package init(thumb: Thumb, comment: String? = nil) {
      self.thumb = thumb
      self.comment = comment
    }
  }

  package struct Rechecked: Hashable, Sendable, Codable {
    /// Why today's validator refuses the statement; `nil` when the pair holds (again).
    package var reason: String?
    /// The fingerprint of the schema that it was judged by.
    package var schemaFingerprint: String

    package init(reason: String?, schemaFingerprint: String) {
      self.reason = reason
      self.schemaFingerprint = schemaFingerprint
    }
  }
}
