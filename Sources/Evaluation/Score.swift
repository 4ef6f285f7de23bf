/// What became of one item of a suite.
package struct ItemResult: Sendable, Codable, Hashable {
  package enum Verdict: String, Sendable, Codable, CaseIterable {
    /// The rows are those of a gold query, or a rightly declined question.
    case right
    /// Other rows than any gold query.
    case wrong
    /// A query where none was right, or none where one was.
    case wronglyAnswered, wronglyDeclined
    /// No candidate passed the validator.
    case invalid
    /// Something broke.
    case failed
  }

  package var id: String
  package var question: String
  package var verdict: Verdict
  package var sql: String?
  package var confidence: Double?
  package var milliseconds: Double
  package var difficulty: String?
  package var `class`: String?
}

/// The figures of a whole suite.
package struct Score: Sendable {
  package var results: [ItemResult]

  package init(_ results: [ItemResult]) { self.results = results }

  package var accuracy: Proportion { proportion(results) }

  /// Accuracy of each value of a field, by name.
  package func by(_ field: KeyPath<ItemResult, String?>) -> [(name: String, accuracy: Proportion)] {
    Dictionary(grouping: results) { $0[keyPath: field] ?? "–" }
      .map { ($0.key, proportion($0.value)) }.sorted { $0.0 < $1.0 }
  }

  package func count(_ verdict: ItemResult.Verdict) -> Int { results.count { $0.verdict == verdict } }

  /// The time below which this share of the questions was answered, in milliseconds.
  package func milliseconds(quantile: Double) -> Double {
    let sorted = results.map(\.milliseconds).sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * quantile))]
  }

  private func proportion(_ results: [ItemResult]) -> Proportion {
    Proportion(results.count { $0.verdict == .right }, of: results.count)
  }
}
