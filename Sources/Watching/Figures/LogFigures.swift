package import Vocabulary

/// The audit log of a period in figures: fed one record at a time.
package struct LogFigures: Sendable {
  /// What is counted a part of the period, and for the whole.
  struct Part {
    var outcomes: [AuditRecord.Outcome: Int] = [:]
    var verdicts: [AuditEntry.Reviewed.Verdict: Int] = [:]
    var milliseconds = Distribution()
    var confidence = Distribution()
    var promptTokens = 0
    var completionTokens = 0
    var models: [String: Int] = [:]
    var thumbsUp = 0
    var thumbsDown = 0

    var questions: Int { outcomes.values.reduce(0, +) }

    /// Of the reviewed questions, those whose answer was right as it was.
    var accuracy: Proportion {
      Proportion(verdicts[.approved] ?? 0, of: verdicts.values.reduce(0, +))
    }
  }

  /// What is counted a model or a schema.
  struct Span {
    var first: Moment
    var last: Moment
    var part = Part()
    var profiles: Set<String> = []
  }

  package let period: Period
  var parts: [Part]
  var whole = Part()
  var people: [String: Int] = [:]
  var databases: Set<String> = []
  var relations: [String: Int] = [:]
  /// Statements that the validator refused, by rule.
  var rules: [String: Int] = [:]
  var refusals: [Refusal.Reason: Int] = [:]
  var failures: [String: Int] = [:]
  var stages: [StageTimings.Stage: Distribution] = [:]
  var cost = Distribution()
  var rows = Distribution()
  var bytes = 0.0
  var emptyAnswers = 0
  var repaired = 0
  var models: [String: Span] = [:]
  var schemas: [String: Span] = [:]
  /// Approved pairs that a later schema broke.
  var setAside: [(id: QuestionID, reason: String)] = []

  package init(_ period: Period) {
    self.period = period
    parts = period.starts.map { _ in Part() }
  }

  /// Counts a question that was asked in the period; repetitions for comparison are no use of the service.
  package mutating func take(_ record: AuditRecord) {
    guard record.question.regarding == nil, let index = period.part(of: record.askedAt) else { return }
    Self.count(record, in: &parts[index])
    Self.count(record, in: &whole)
    people[record.question.principal.name, default: 0] += 1
    databases.insert(record.question.database)
    for relation in record.relations { relations[relation.description, default: 0] += 1 }
    for rule in Set(record.workings.judgements.flatMap(\.findings).map(\.rule)) { rules[rule, default: 0] += 1 }
    if let declined = record.declined { refusals[declined.reason, default: 0] += 1 }
    if let failed = record.failed { failures[failed.code, default: 0] += 1 }
    for entry in record.timings?.entries ?? [] { stages[entry.stage, default: Distribution()].take(entry.milliseconds) }
    cost.take(record.plan?.cost)
    rows.take(record.answered.map { Double($0.rows) })
    bytes += Double(record.answered?.bytes ?? 0)
    if record.answered?.rows == 0 { emptyAnswers += 1 }
    if record.workings.prompts.count > 1, record.outcome == .answered { repaired += 1 }
    if let model = record.workings.model { Self.extend(&models, by: model, record) }
    if let schema = record.workings.schemaFingerprint { Self.extend(&schemas, by: schema, record) }
    if let reason = record.recheck?.reason { setAside.append((record.question.id, reason)) }
  }

  private static func count(_ record: AuditRecord, in part: inout Part) {
    part.outcomes[record.outcome, default: 0] += 1
    if let verdict = record.review?.verdict { part.verdicts[verdict, default: 0] += 1 }
    part.milliseconds.take(record.timings?.totalMilliseconds)
    part.confidence.take(record.confidence)
    for candidate in record.workings.candidates {
      part.promptTokens += candidate.promptTokens ?? 0
      part.completionTokens += candidate.completionTokens ?? 0
    }
    if let model = record.workings.model { part.models[model, default: 0] += 1 }
    part.thumbsUp += record.feedback.count { $0.thumb == .up }
    part.thumbsDown += record.feedback.count { $0.thumb == .down }
  }

  private static func extend(_ spans: inout [String: Span], by name: String, _ record: AuditRecord) {
    var span = spans[name] ?? Span(first: record.askedAt, last: record.askedAt)
    span.first = min(span.first, record.askedAt)
    span.last = max(span.last, record.askedAt)
    for prompt in record.workings.prompts { span.profiles.insert(prompt.template) }
    count(record, in: &span.part)
    spans[name] = span
  }
}
