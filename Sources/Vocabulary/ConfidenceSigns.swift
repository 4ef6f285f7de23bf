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
  /// Names of the question that the statement has no use for.
  package var neglected: Int
  /// Columns of the statement that nobody named.
  package var strange: Int
  /// The share of the candidates that decline.
  package var refusals: Double

  package init(
    probability: Double, candidates: Int, agreement: Double, coverage: Double, faults: Int, neglected: Int = 0,
    strange: Int = 0, refusals: Double = 0
  ) {
    self.probability = probability
    self.candidates = candidates
    self.agreement = agreement
    self.coverage = coverage
    self.faults = faults
    self.neglected = neglected
    self.strange = strange
    self.refusals = refusals
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    probability = try values.decode(Double.self, forKey: .probability)
    candidates = try values.decode(Int.self, forKey: .candidates)
    agreement = try values.decode(Double.self, forKey: .agreement)
    coverage = try values.decode(Double.self, forKey: .coverage)
    faults = try values.decode(Int.self, forKey: .faults)
    // Records of earlier versions do not have these.
    neglected = try values.decodeIfPresent(Int.self, forKey: .neglected) ?? 0
    strange = try values.decodeIfPresent(Int.self, forKey: .strange) ?? 0
    refusals = try values.decodeIfPresent(Double.self, forKey: .refusals) ?? 0
  }
}
