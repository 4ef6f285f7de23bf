import Foundation
import Testing

@testable import Tuning

/// One pair of every shape, word for word: what a change of frames, words or shapes changes is seen in its review.
struct GoldenTests {
  private static let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "golden.txt")

  @Test("the first pair of every shape is the one on file")
  func pairs() throws {
    var synthesizer = Synthesizer(snapshot: Fixture.snapshot, lexicon: try .standard(), seed: 2026)
    var first: [String: String] = [:]
    for pair in synthesizer.pairs(20_000) where first[pair.shape] == nil {
      first[pair.shape] = "\(pair.question)\n= \(pair.sql.description)"
    }
    let text = Synthesizer.shapeNames.sorted().map { "[\($0)]\n\(first[$0] ?? "")\n" }.joined(separator: "\n")
    let expected = try String(contentsOf: Self.file, encoding: .utf8)
    if text != expected {
      // To take the new pairs: read them, then copy this file over golden.txt.
      let actual = FileManager.default.temporaryDirectory.appending(path: "golden.txt")
      try Data(text.utf8).write(to: actual)
      Issue.record("the pairs of the shapes changed: \(actual.path)")
    }
  }
}
