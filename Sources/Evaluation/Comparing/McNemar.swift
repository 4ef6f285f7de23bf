internal import Foundation

/// The paired test of two arms on the same questions: only those count that one got right and the other did not.
package struct McNemar: Sendable, Codable, Hashable {
  /// Questions that only the first arm got right.
  package var onlyFirst: Int
  package var onlySecond: Int
  package var both: Int
  package var neither: Int

  /// Of the results that both arms have, by id.
  package init(_ first: [ItemResult], _ second: [ItemResult], columns: Suite.Columns) {
    self.init(pairs: Self.pairs(first, second).map { ($0.isRight(columns), $1.isRight(columns)) })
  }

  package init(pairs: [(first: Bool, second: Bool)]) {
    onlyFirst = pairs.count { $0.first && !$0.second }
    onlySecond = pairs.count { !$0.first && $0.second }
    both = pairs.count { $0.first && $0.second }
    neither = pairs.count { !$0.first && !$0.second }
  }

  /// The results of the same items that count in both arms.
  package static func pairs(_ first: [ItemResult], _ second: [ItemResult]) -> [(ItemResult, ItemResult)] {
    let theirs = Dictionary(second.map { ($0.key, $0) }, uniquingKeysWith: { one, _ in one })
    return first.compactMap { one in
      guard let other = theirs[one.key], one.verdict.counts, other.verdict.counts else { return nil }
      return (one, other)
    }
  }

  package var questions: Int { onlyFirst + onlySecond + both + neither }

  /// The probability of a difference at least as large if both arms were equally good: exact, two-sided.
  package var probability: Double {
    let trials = onlyFirst + onlySecond
    guard trials > 0 else { return 1 }
    let n = Double(trials)
    var tail = 0.0
    for count in 0...min(onlyFirst, onlySecond) {
      let k = Double(count)
      let ways: Double = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
      tail += exp(ways - n * log(2))
    }
    return min(1, 2 * tail)
  }

  /// `12 only here, 5 only there, p = 0.14 (McNemar, exact)`.
  package var description: String {
    let shown = probability < 0.001 ? "p < 0.001" : String(format: "p = %.3f", probability)
    return "\(onlyFirst) right only here, \(onlySecond) right only there, of \(questions); \(shown) (McNemar, exact)"
  }
}
