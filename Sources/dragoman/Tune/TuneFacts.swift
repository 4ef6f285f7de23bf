import Foundation
import Tuning

/// What a run's stages tell one another and the card, kept in `facts.json`.
struct TuneFacts: Codable {
  var name = ""
  /// Invented pairs.
  var pairs = 0
  /// People's pairs that are trained on.
  var people = 0
  /// People's pairs that were held back, with the reason, by rule.
  var held: [String: Int] = [:]
  /// Queries that measure and are therefore not trained on.
  var heldOut = 0
  var suite = ""
  var suiteNote = ""
  /// Hex SHA-256 of the training rows.
  var dataDigest = ""
  var trainingMinutes: Double?

  init(_ folder: TuneFolder) {
    if let bytes = FileManager.default.contents(atPath: folder.file("facts.json")),
      let kept = try? JSONDecoder().decode(TuneFacts.self, from: bytes)
    {
      self = kept
    }
  }

  func write(_ folder: TuneFolder) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(self).write(to: URL(filePath: folder.file("facts.json")), options: .atomic)
  }
}
