package import Auditing
package import Interpretation
package import Vocabulary

/// The one place where answers are judged by people: whatever door they come through, the same rules hold.
package struct ReviewDesk: Sendable {
  /// Longest reason or comment, in UTF-8 bytes.
  package static let longestText = 2000

  package let rules: ReviewRules
  package let reader: AuditReader
  let log: AuditLog

  package init(log: AuditLog, reader: AuditReader, rules: ReviewRules) {
    self.log = log
    self.reader = reader
    self.rules = rules
  }

  /// A question and what its reviews amount to.
  package func standing(_ id: QuestionID) async throws -> (record: AuditRecord, standing: Standing) {
    let record = try await reader.record(id)
    return (record, Standing(record, under: rules))
  }

  /// Stands for what ran, or for the statement that someone else's correction proposes; a refusal can be right, too.
  @discardableResult
  package func approve(_ id: QuestionID, by reviewer: Principal) async throws -> Standing {
    try admit(reviewer)
    let (record, standing) = try await standing(id)
    if standing.state == .setAside { throw ReviewError.setAside(id, standing.reason ?? "") }
    guard record.outcome == .answered || record.outcome == .declined || standing.state == .waiting else {
      throw ReviewError.nothingToApprove(id, record.outcome)
    }
    let sql = standing.state == .waiting ? standing.sql : record.outcome == .answered ? record.sql : nil
    return try await review(record, .init(verdict: .approved, sql: sql), reviewer)
  }

  /// Says that the answer was wrong, and why.
  @discardableResult
  package func reject(_ id: QuestionID, because reason: String, by reviewer: Principal) async throws -> Standing {
    try admit(reviewer)
    let reason = try Self.text(reason)
    guard !reason.isEmpty else { throw ReviewError.noReason }
    return try await review(try await reader.record(id), .init(verdict: .rejected, reason: reason), reviewer)
  }

  /// Takes a better statement through the same gate as the model's and runs it, so that its rows can be seen before it
  /// is kept. It is in the audit log as a question of the reviewer's.
  package func trial(
    _ sql: String, for id: QuestionID, by reviewer: Principal, through interpreter: Interpreter
  ) async throws -> Trial {
    try admit(reviewer)
    let original = try await reader.record(id).question
    var text = sql[...]
    while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
    let question = Question(text: String(text), database: original.database, principal: reviewer, regarding: id)
    switch try await interpreter.run(question.text, for: question) {
    case .answered(let answer): return .passed(Correction(questionID: id, reviewer: reviewer, answer: answer))
    case .refused(let refusal): return .refused(refusal)
    }
  }

  /// Keeps a correction as the right answer.
  @discardableResult
  package func keep(_ correction: Correction) async throws -> Standing {
    try admit(correction.reviewer)
    return try await review(
      try await reader.record(correction.questionID), .init(verdict: .corrected, sql: correction.answer.sql),
      correction.reviewer)
  }

  /// What someone who saw the answer thinks of it: it moves the question up the queue and decides nothing.
  package func feedback(
    _ id: QuestionID, _ thumb: AuditEntry.Feedback.Thumb, comment: String? = nil, by person: Principal
  ) async throws {
    let record = try await reader.record(id)
    let comment = try comment.map(Self.text)
    try await log.feedback(
      record.question, .init(thumb: thumb, comment: comment?.isEmpty == true ? nil : comment), by: person)
  }

  /// The pairs that stand approved, in the order of their latest review.
  package func approvedPairs(database: String? = nil) async throws -> [ApprovedPair] {
    try await reader.reviewed(database: database).compactMap { ApprovedPair($0, under: rules) }
  }

  private func admit(_ person: Principal) throws(ReviewError) {
    guard rules.mayReview(person) else { throw .mayNotReview(person) }
  }

  private func review(
    _ record: AuditRecord, _ review: AuditEntry.Reviewed, _ reviewer: Principal
  ) async throws -> Standing {
    try await log.reviewed(record.question, review, by: reviewer)
    return try await standing(record.question.id).standing
  }

  private static func text(_ text: String) throws(ReviewError) -> String {
    let bytes = text.utf8.count
    guard bytes <= longestText else { throw .longText(bytes: bytes, limit: longestText) }
    var words = text[...]
    while words.first?.isWhitespace == true { words.removeFirst() }
    while words.last?.isWhitespace == true { words.removeLast() }
    return String(words)
  }
}

/// What became of a statement that a reviewer tried.
package enum Trial: Sendable {
  case passed(Correction)
  case refused(Refusal)
}

/// A better statement that passed the gate and ran; only `ReviewDesk` makes one.
package struct Correction: Sendable {
  package let questionID: QuestionID
  package let reviewer: Principal
  /// Its rows, for the reviewer's eyes.
  package let answer: Answer

  fileprivate init(questionID: QuestionID, reviewer: Principal, answer: Answer) {
    self.questionID = questionID
    self.reviewer = reviewer
    self.answer = answer
  }
}
