/// That an answer comes from a statement that people stand for, and who they are.
package struct Verified: Hashable, Sendable, Codable {
  /// A part of the approved statement that was filled with what this question says.
  package struct Slot: Hashable, Sendable, Codable {
    /// `value`, `text`, `number` or `period`.
    package var kind: String
    /// The approved question's words.
    package var was: String
    /// This question's words.
    package var became: String

    package init(kind: String, was: String, became: String) {
      self.kind = kind
      self.was = was
      self.became = became
    }
  }

  /// The approved pair.
  package var questionID: QuestionID
  package var question: String
  package var reviewers: [Principal]
  package var reviewedAt: Moment
  /// Empty where the question says the same as the approved one.
  package var slots: [Slot]

  package init(
    questionID: QuestionID, question: String, reviewers: [Principal], reviewedAt: Moment, slots: [Slot] = []
  ) {
    self.questionID = questionID
    self.question = question
    self.reviewers = reviewers
    self.reviewedAt = reviewedAt
    self.slots = slots
  }

  /// Drops what the two questions say.
  mutating func forgetWords() {
    question = ""
    slots = []
  }

  /// The label with the approved question and what was filled in.
  package var sentence: String {
    let filled = slots.map { "\"\($0.was)\" became \"\($0.became)\"" }
    return label + ", question \(questionID)" + (filled.isEmpty ? "" : "; " + filled.joined(separator: ", "))
  }

  /// `verified by rita on 2026-11-24`.
  package var label: String {
    let people = reviewers.map(\.name).joined(separator: " and ")
    return "verified by \(people) on \(reviewedAt.description.prefix(10))"
  }
}
