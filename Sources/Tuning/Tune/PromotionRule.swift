package import Vocabulary

/// Whether a model may take another's place.
package struct PromotionRule: Sendable {
  package enum Decision: Sendable, Codable, Hashable {
    case promote(String)
    /// It is worse, or as good.
    case worse(String)
    /// It got more right, but so few more that chance would do.
    case unproven(String)

    package var isPromotion: Bool { if case .promote = self { true } else { false } }

    /// One sentence.
    package var reason: String {
      switch self {
      case .promote(let reason), .worse(let reason), .unproven(let reason): reason
      }
    }
  }

  /// The probability of a difference by chance, above which a difference is no proof.
  package static let level = 0.05

  /// - Parameters:
  ///   - onlyThis: questions that only the new model got right.
  ///   - probability: McNemar's.
  package static func decide(onlyThis: Int, onlyIncumbent: Int, probability: Double, incumbent: String) -> Decision {
    let numbers = "\(onlyThis) questions right that \(incumbent) got wrong, \(onlyIncumbent) the other way round"
    if onlyThis == onlyIncumbent { return .worse("It is no better than \(incumbent): \(numbers).") }
    if onlyThis < onlyIncumbent { return .worse("It is worse than \(incumbent): \(numbers).") }
    let chance = probability < 0.001 ? "p < 0.001" : "p = \(Double(Int(probability * 1000)) / 1000)"
    guard probability <= level else { return .unproven("That may be chance: \(numbers) (\(chance)).") }
    return .promote("It is better: \(numbers) (\(chance)).")
  }

  package static func decide(_ comparison: ModelManifest.Comparison) -> Decision {
    decide(
      onlyThis: comparison.onlyThis, onlyIncumbent: comparison.onlyIncumbent, probability: comparison.probability,
      incumbent: comparison.incumbent)
  }

  /// Where no model answered before.
  package static func decide(first accuracy: Proportion) -> Decision {
    accuracy.successes > 0
      ? .promote("It is the first one here: \(accuracy.description).")
      : .worse("It answers nothing rightly: \(accuracy.description).")
  }
}
