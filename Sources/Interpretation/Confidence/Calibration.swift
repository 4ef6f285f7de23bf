internal import Foundation
package import Vocabulary

/// What a model's own signs mean: logistic curves that `scripts/fit-confidence` fits to reports of `dragoman evaluate`, kept
/// beside its model as `calibration.json`.
package struct Calibration: Sendable, Codable, Hashable {
  package struct Curve: Sendable, Codable, Hashable {
    package var intercept: Double
    /// By the name of the sign.
    package var weights: [String: Double]

    /// 0 to 1.
    package func probability(_ signs: ConfidenceSigns) -> Double {
      var sum = intercept
      for (name, value) in Calibration.values(signs) { sum += (weights[name] ?? 0) * value }
      return 1 / (1 + exp(-sum))
    }
  }

  static let file = "calibration.json"

  /// Hex SHA-256 of the model's file that it was fitted for; another model's numbers mean something else.
  package var sha256: String
  /// How likely an answer with such signs is right; `nil` where the model's own probability tells it as well.
  package var right: Curve?
  /// How likely the database can answer the question, where every other question is one that it cannot.
  package var answerable: Curve?

  /// What is weighed; `scripts/fit-confidence` computes the same.
  static func values(_ signs: ConfidenceSigns) -> [(name: String, value: Double)] {
    [
      ("logProbability", max(-12, log(max(signs.probability, 1e-9)))),
      ("agreement", signs.candidates > 1 ? signs.agreement : 1),
      ("coverage", signs.coverage), ("faults", Double(min(signs.faults, 3))),
      ("neglected", Double(min(signs.neglected, 3))), ("strange", Double(min(signs.strange, 3))),
      ("refusals", signs.refusals),
    ]
  }

  /// The calibration of a model's folder; `nil` where there is none, or one of another model.
  static func beside(_ manifest: ModelManifest, folder: String) -> Calibration? {
    guard let data = FileManager.default.contents(atPath: folder + "/" + file),
      let calibration = try? JSONDecoder().decode(Calibration.self, from: data)
    else { return nil }
    return calibration.sha256 == manifest.sha256 ? calibration : nil
  }
}
