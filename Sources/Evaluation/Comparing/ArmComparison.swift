internal import Foundation
internal import Vocabulary

/// Four ways to answer the same questions of one database: with and without retrieval, by a general and by a tuned model.
package struct ArmComparison: Sendable, Codable {
  /// What one way reached.
  package struct Entry: Sendable, Codable {
    package var arm: Arm
    package var report: Report

    package init(_ arm: Arm, _ report: Report) {
      self.arm = arm
      self.report = report
    }
  }

  /// Two arms on the same questions.
  package struct Test: Sendable, Codable {
    package var first: Arm
    package var second: Arm
    package var result: McNemar
    /// The exact two-sided probability.
    package var probability: Double
    /// The same, corrected for all tests of the comparison by Holm's method.
    package var adjusted: Double
  }

  /// In the order of `Arm.allCases`.
  package var entries: [Entry]
  package var tests: [Test]
  package var command: String
  /// The name of the database in PostgreSQL; `nil` in reports from before it was kept.
  package var database: String?

  /// Probability below which a difference counts as shown.
  static let level = 0.05

  /// Pairs that are tested: each part alone against nothing, against each other, and each added to the other.
  private static let pairs: [(Arm, Arm)] = [
    (.retrieval, .neither), (.tuning, .neither), (.tuning, .retrieval), (.both, .retrieval), (.both, .tuning),
  ]

  package init(_ entries: [Entry], columns: Suite.Columns, command: String, database: String? = nil) {
    self.entries = entries
    self.command = command
    self.database = database
    let results = Dictionary(entries.map { ($0.arm, $0.report.results) }, uniquingKeysWith: { one, _ in one })
    let found = Self.pairs.map { first, second in
      let result = McNemar(results[first] ?? [], results[second] ?? [], columns: columns)
      return Test(first: first, second: second, result: result, probability: result.probability, adjusted: 1)
    }
    let adjusted = Self.holm(found.map(\.probability))
    tests = zip(found, adjusted).map { test, adjusted in
      var test = test
      test.adjusted = adjusted
      return test
    }
  }

  /// What it says about this database, the most important first.
  package var advice: [String] { ComparisonAdvice(self).sentences }

  package subscript(arm: Arm) -> Report? { entries.first { $0.arm == arm }?.report }

  /// Holm's step-down correction, in the order given.
  static func holm(_ probabilities: [Double]) -> [Double] {
    var adjusted = probabilities
    var largest = 0.0
    for (rank, index) in probabilities.indices.sorted(by: { probabilities[$0] < probabilities[$1] }).enumerated() {
      largest = max(largest, min(1, probabilities[index] * Double(probabilities.count - rank)))
      adjusted[index] = largest
    }
    return adjusted
  }

  /// Writes into a folder: `comparison.json`, `comparison.md`, `comparison.html` and the plots.
  package func write(_ folder: String) throws(EvaluationError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let json = try encoder.encode(self) + Data("\n".utf8)
      try json.write(to: URL(filePath: folder + "/comparison.json"), options: .atomic)
      for (name, text) in try ComparisonPage(self).files {
        try Data(text.utf8).write(to: URL(filePath: folder + "/" + name), options: .atomic)
      }
    } catch {
      throw .unwritable(folder)
    }
  }
}
