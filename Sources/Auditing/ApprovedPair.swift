package import Vocabulary

/// A question and the statement that a reviewer stands for.
package struct ApprovedPair: Hashable, Sendable, Codable {
  package var questionID: QuestionID
  package var question: String
  package var sql: String
  package var database: String
  package var reviewer: Principal
  package var reviewedAt: Moment

  /// `nil` unless the latest review approved or corrected the question and a statement came of it.
  init?(_ record: AuditRecord) {
    guard let review = record.review, review.verdict != .rejected, let sql = review.sql, !record.question.text.isEmpty
    else { return nil }
    questionID = record.question.id
    question = record.question.text
    self.sql = sql
    database = record.question.database
    reviewer = review.reviewer
    reviewedAt = review.reviewedAt
  }
}
