package import Vocabulary

/// A string of a statement that no known value of its relations is spelled like, and the values that come near.
package struct Misspelling: Hashable, Sendable {
  package var said: String
  /// The nearest first.
  package var near: [Mention.StoredValue]
  /// Whether every value of these columns is known.
  package var isSure: Bool
}

extension ValueIndex {
  /// Likeness from which on a value comes near.
  private static let leastLikeness = 0.3
  private static let leastShare = 0.7

  /// Strings of a statement that its relations do not hold, as far as their values are known, each with what comes near.
  func misspellings(in sql: String, reading relations: [RelationName]) -> [Misspelling] {
    guard let strings = SlotFinder.strings(sql) else { return [] }
    let stored = relations.flatMap { values(of: $0) }
    var found: [Misspelling] = []
    for string in strings where !found.contains(where: { $0.said == string }) {
      let said = string.filter { $0 != "%" }
      guard said.utf8.count >= 3, said.contains(where: \.isLetter) else { continue }
      let isPattern = said != string
      if stored.contains(where: { isPattern ? $0.value.localizedContains(said) : $0.value == said }) { continue }
      let wanted = Trigrams(said)
      let near = stored.map { value in
        let other = Trigrams(value.value)
        let share = wanted.share(in: other)
        return (value: value, likeness: max(wanted.likeness(to: other), share >= Self.leastShare ? share * 0.9 : 0))
      }.filter { $0.likeness >= Self.leastLikeness }
        .sorted { ($1.likeness, $0.value.value) < ($0.likeness, $1.value.value) }.prefix(3).map(\.value)
      guard !near.isEmpty else { continue }
      found.append(
        Misspelling(said: said, near: near, isSure: near.allSatisfy { complete.contains($0.column) }))
    }
    return found
  }
}

extension String {
  /// Whatever the case.
  fileprivate func localizedContains(_ part: String) -> Bool {
    WordScanner.fold(self).contains(WordScanner.fold(part))
  }
}
