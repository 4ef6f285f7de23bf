/// What speaks for an answer and against it, before anybody has looked at it.
package struct ConfidenceSigns: Hashable, Sendable, Codable {
  /// The probability of the whole answer by the model's own numbers.
  package var probability: Double
  /// Candidates that were drawn, and the share of them that says the same.
  package var candidates: Int
  package var agreement: Double
  /// The share of the question's telling words that name something here, or are values, numbers or periods.
  package var coverage: Double
  /// Numbers, periods and names of the question that the statement leaves out, and contradictions in it.
  package var faults: Int

  package init(probability: Double, candidates: Int, agreement: Double, coverage: Double, faults: Int) {
    self.probability = probability
    self.candidates = candidates
    self.agreement = agreement
    self.coverage = coverage
    self.faults = faults
  }
}
