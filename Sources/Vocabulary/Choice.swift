/// One of several statements that a question may mean, for its asker to choose from.
package struct Choice: Hashable, Sendable, Codable {
  /// Choices that an asker is given at most.
  package static let limit = 4

  /// In few words, what sets it apart from the others: `sales order, order date in 2024`.
  package var description: String
  package var sql: String
  /// 0 to 1: how likely it is right; `nil` where nobody can tell.
  package var confidence: Double?

  package init(description: String, sql: String, confidence: Double? = nil) {
    self.description = description
    self.sql = sql
    self.confidence = confidence
  }
}

/// Which choice an asker took.
package struct Chosen: Hashable, Sendable, Codable {
  /// The question that the choices were given for.
  package var questionID: QuestionID
  /// From 1 on.
  package var number: Int
  package var description: String

  package init(questionID: QuestionID, number: Int, description: String) {
    self.questionID = questionID
    self.number = number
    self.description = description
  }
}
