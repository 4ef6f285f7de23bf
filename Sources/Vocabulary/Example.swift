extension Evidence {
  /// An approved pair that the model may learn from.
  package struct Example: Hashable, Sendable, Codable {
    package var questionID: QuestionID
    package var question: String
    package var sql: String
    /// How like the two questions are, 0 to 1, values, numbers and periods aside.
    package var likeness: Double
    package var relations: [RelationName]

    package init(
      questionID: QuestionID, question: String, sql: String, likeness: Double, relations: [RelationName] = []
    ) {
      self.questionID = questionID
      self.question = question
      self.sql = sql
      self.likeness = likeness
      self.relations = relations
    }
  }

  /// An approved pair that no longer fits.
  package struct SetAside: Hashable, Sendable, Codable {
    package var questionID: QuestionID
    package var question: String
    package var reason: String

    package init(questionID: QuestionID, question: String, reason: String) {
      self.questionID = questionID
      self.question = question
      self.reason = reason
    }
  }
}
