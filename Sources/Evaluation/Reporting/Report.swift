internal import Foundation
internal import Vocabulary

/// What a run measured, as JSON: the figures, and every result.
package struct Report: Sendable, Codable {
  /// What was measured and how, for whoever repeats it.
  package struct Circumstances: Sendable, Codable, Hashable {
    package var suite: String
    /// Hex SHA-256 of the suite's file.
    package var suiteDigest: String
    package var columns: Suite.Columns
    package var command: String
    package var measuredAt: String
    package var program: String
    package var machine: String
    package var parallel: Int

    package init(
      suite: String, suiteDigest: String, columns: Suite.Columns, command: String, measuredAt: String, program: String,
      machine: String, parallel: Int
    ) {
      self.suite = suite
      self.suiteDigest = suiteDigest
      self.columns = columns
      self.command = command
      self.measuredAt = measuredAt
      self.program = program
      self.machine = machine
      self.parallel = parallel
    }
  }

  /// A share with its 95 % interval.
  package struct Share: Sendable, Codable, Hashable {
    package var successes: Int
    package var trials: Int
    package var lower: Double
    package var upper: Double

    init(_ proportion: Proportion) {
      successes = proportion.successes
      trials = proportion.trials
      lower = proportion.interval.lowerBound
      upper = proportion.interval.upperBound
    }
  }

  package var accuracy: Share
  /// Under the other way to count columns.
  package var accuracyExactColumns: Share
  package var accuracyExtraColumnsAllowed: Share
  package var byClass: [String: Share]
  package var byDifficulty: [String: Share]
  package var byDatabase: [String: Share]
  package var verdicts: [String: Int]
  package var medianMilliseconds: Double
  package var p95Milliseconds: Double
  package var medianPromptTokens: Int?
  package var medianCompletionTokens: Int?
  package var models: [String]
  /// Against another report over the same questions.
  package var comparison: McNemar?
  package var against: String?
  package var circumstances: Circumstances
  package var results: [ItemResult]

  package init(_ score: Score, _ circumstances: Circumstances, comparison: McNemar? = nil, against: String? = nil) {
    func shares(_ parts: [(name: String, accuracy: Proportion)]) -> [String: Share] {
      Dictionary(parts.map { ($0.name, Share($0.accuracy)) }, uniquingKeysWith: { one, _ in one })
    }
    accuracy = Share(score.accuracy)
    accuracyExactColumns = Share(score.accuracy(.exact))
    accuracyExtraColumnsAllowed = Share(score.accuracy(.subset))
    byClass = shares(score.by(\.class))
    byDifficulty = shares(score.by(\.difficulty))
    byDatabase = shares(score.by(\.db))
    verdicts = Dictionary(
      uniqueKeysWithValues: ItemResult.Verdict.allCases.map { ($0.rawValue, score.count($0)) }.filter { $0.1 > 0 })
    medianMilliseconds = score.milliseconds(quantile: 0.5)
    p95Milliseconds = score.milliseconds(quantile: 0.95)
    let tokens = score.results.compactMap(\.tokens)
    if !tokens.isEmpty {
      medianPromptTokens = Int(Score.quantile(tokens.map { Double($0.prompt) }, 0.5))
      medianCompletionTokens = Int(Score.quantile(tokens.map { Double($0.completion) }, 0.5))
    }
    models = Set(score.results.compactMap(\.model)).sorted()
    self.comparison = comparison
    self.against = against
    self.circumstances = circumstances
    results = score.results
  }

  /// Reads a report back.
  package static func read(_ path: String) throws(EvaluationError) -> Report {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = isFolder.boolValue ? path + "/report.json" : path
    guard exists, let bytes = FileManager.default.contents(atPath: file),
      let report = try? JSONDecoder().decode(Report.self, from: bytes)
    else { throw .badReport(path) }
    return report
  }

  /// Writes `*.json`, or into a folder `report.json`, `report.md` and the plots that it shows.
  package func write(_ path: String) throws(EvaluationError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      let json = try encoder.encode(self) + Data("\n".utf8)
      if path.hasSuffix(".json") { return try json.write(to: URL(filePath: path), options: .atomic) }
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
      try json.write(to: URL(filePath: path + "/report.json"), options: .atomic)
      for (name, text) in try ReportPage(self).files {
        try Data(text.utf8).write(to: URL(filePath: path + "/" + name), options: .atomic)
      }
    } catch {
      throw .unwritable(path)
    }
  }
}
