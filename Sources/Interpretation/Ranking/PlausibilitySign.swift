import Foundation

/// What speaks for one of several answers or against it, as a number; `scripts/fit-plausibility` fits what each weighs.
enum PlausibilitySign: String, CaseIterable, Codable, CodingKeyRepresentable {
  /// The logarithm of the answer's own probability, the share of votes, and what it leaves out or contradicts.
  case logProbability, votes, faults
  /// The share of the votes that other statements have which find the same rows; nothing found where others find something.
  case agreeingResult, emptyResult
  /// Names of the question without a use: of columns, of a relation, of either.
  case neglectedColumn, neglectedRelation, neglectedName
  /// Columns that nobody named, and sums of what is no quantity.
  case strange, nonQuantity
  /// Stored values looked for where they stand.
  case placed
  /// A number, text or period held against a column of another family; text held against something by its order.
  case mistyped, orderedText
  /// Columns that are given out, and those of them that the question says the value of.
  case outputs, echoed
}

/// What each sign weighs, in nats.
struct PlausibilityWeights {
  /// Fitted over several databases: `plausibility.json`.
  static let fitted: PlausibilityWeights = {
    let text = EmbeddedText.files["Ranking/plausibility.json"] ?? ""
    guard let weights = try? JSONDecoder().decode([PlausibilitySign: Double].self, from: Data(text.utf8)) else {
      preconditionFailure("plausibility.json cannot be read")
    }
    return PlausibilityWeights(weights: weights)
  }()

  let weights: [PlausibilitySign: Double]

  func sum(_ signs: [PlausibilitySign: Double]) -> Double {
    // In one order, so that equal answers weigh the same to the last bit.
    PlausibilitySign.allCases.reduce(0) { $0 + (weights[$1] ?? 0) * (signs[$1] ?? 0) }
  }
}
