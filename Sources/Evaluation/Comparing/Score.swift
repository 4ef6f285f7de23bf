package import Vocabulary

/// The figures of a whole suite.
package struct Score: Sendable {
  package var results: [ItemResult]
  package var columns: Suite.Columns

  package init(_ results: [ItemResult], columns: Suite.Columns = .exact) {
    self.results = results
    self.columns = columns
  }

  /// As the suite counts columns.
  package var accuracy: Proportion { proportion(results) }

  /// As the other convention would count.
  package func accuracy(_ columns: Suite.Columns) -> Proportion { Score(results, columns: columns).accuracy }

  /// Accuracy of each value of a field, by name.
  package func by(_ field: KeyPath<ItemResult, String?>) -> [(name: String, accuracy: Proportion)] {
    Dictionary(grouping: results) { $0[keyPath: field] ?? "–" }
      .map { ($0.key, proportion($0.value)) }.filter { $0.1.trials > 0 }.sorted { $0.0 < $1.0 }
  }

  /// Accuracy by how sure the model was.
  package var byConfidence: [(name: String, accuracy: Proportion)] {
    let bands: [(String, ClosedRange<Double>)] = [
      ("below 0.3", 0...0.3), ("0.3–0.7", 0.3...0.7), ("above 0.7", 0.7...1),
    ]
    return bands.compactMap { name, band in
      let part = results.filter { result in result.confidence.map { band.contains($0) } ?? false }
      return part.isEmpty ? nil : (name, proportion(part))
    }
  }

  package func count(_ verdict: ItemResult.Verdict) -> Int { results.count { $0.verdict == verdict } }

  /// What went wrong, the most frequent first.
  package var failures: [(verdict: ItemResult.Verdict, count: Int)] {
    ItemResult.Verdict.allCases.filter { $0 != .right && count($0) > 0 }.map { ($0, count($0)) }
      .sorted { $0.1 > $1.1 }
  }

  /// The time below which this share of the questions was answered, in milliseconds.
  package func milliseconds(quantile: Double) -> Double { Self.quantile(results.map(\.milliseconds), quantile) }

  package static func quantile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return 0 }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
  }

  private func proportion(_ results: [ItemResult]) -> Proportion {
    let counted = results.filter(\.verdict.counts)
    return Proportion(counted.count { $0.isRight(columns) }, of: counted.count)
  }
}
