package import Vocabulary

/// What the reviews of one question amount to under the rules.
package struct Standing: Hashable, Sendable, Codable {
  package enum State: String, Hashable, Sendable, Codable {
    /// Nobody who may has reviewed it.
    case open
    /// Someone stands for a statement, and the rules want another voice.
    case waiting
    case approved
    case rejected
    /// Approved once, and refused by today's schema.
    case setAside
  }

  package private(set) var state = State.open
  /// The statement that the voices stand for; `nil` where a refusal was right, or before anyone spoke.
  package private(set) var sql: String?
  /// Who stands for it, in the order in which they spoke; empty when it was rejected.
  package private(set) var voices: [Principal] = []
  package private(set) var reviewedAt: Moment?
  /// Why it was rejected or set aside.
  package private(set) var reason: String?

  /// Reviews of people who may not review (any more) count for nothing.
  package init(_ record: AuditRecord, under rules: ReviewRules) {
    for review in record.reviews where rules.mayReview(review.reviewer) {
      reviewedAt = review.reviewedAt
      guard review.verdict != .rejected else {
        (state, sql, voices, reason) = (.rejected, nil, [], review.reason)
        continue
      }
      // Whoever stands for another statement begins anew.
      if voices.isEmpty || review.sql != sql { voices = [] }
      (sql, reason) = (review.sql, nil)
      if !voices.contains(review.reviewer) { voices.append(review.reviewer) }
      state = rules.areEnough(voices, asker: record.question.principal) ? .approved : .waiting
    }
    if state == .approved, let broken = record.recheck?.reason { (state, reason) = (.setAside, broken) }
  }

  /// Whether there is nothing left to decide.
  package var isSettled: Bool { state == .approved || state == .rejected }
}

extension ApprovedPair {
  /// `nil` unless the record stands approved, with a statement.
  package init?(_ record: AuditRecord, under rules: ReviewRules) {
    let standing = Standing(record, under: rules)
    guard standing.state == .approved, let sql = standing.sql, let reviewedAt = standing.reviewedAt,
      !record.question.text.isEmpty
    else { return nil }
    self.init(
      questionID: record.question.id, question: record.question.text, sql: sql, database: record.question.database,
      asker: record.question.principal, askedAt: record.askedAt, reviewers: standing.voices, reviewedAt: reviewedAt,
      isCorrected: sql != record.sql,
      schemaFingerprint: record.recheck?.schemaFingerprint ?? record.workings.schemaFingerprint)
  }
}
