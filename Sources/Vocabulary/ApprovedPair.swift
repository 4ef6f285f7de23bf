/// A question and the statement that reviewers stand for, with where it comes from.
package struct ApprovedPair: Hashable, Sendable, Codable {
  package var questionID: QuestionID
  package var question: String
  package var sql: String
  package var database: String
  package var asker: Principal
  package var askedAt: Moment
  /// Whose voices the approval rests on, in the order in which they came.
  package var reviewers: [Principal]
  package var reviewedAt: Moment
  /// Whether a reviewer wrote the statement, not the model.
  package var isCorrected: Bool
  /// The fingerprint of the schema that the question was answered by.
  package var schemaFingerprint: String?

  package init(
    questionID: QuestionID, question: String, sql: String, database: String, asker: Principal, askedAt: Moment,
    reviewers: [Principal], reviewedAt: Moment, isCorrected: Bool, schemaFingerprint: String?
  ) {
    self.questionID = questionID
    self.question = question
    self.sql = sql
    self.database = database
    self.asker = asker
    self.askedAt = askedAt
    self.reviewers = reviewers
    self.reviewedAt = reviewedAt
    self.isCorrected = isCorrected
    self.schemaFingerprint = schemaFingerprint
  }
}
