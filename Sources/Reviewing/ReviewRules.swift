package import Vocabulary

/// Who may review, and whose voice is enough.
package struct ReviewRules: Hashable, Sendable {
  /// Names of the reviewers; everyone when empty.
  package var reviewers: Set<String>
  /// Whether two people must stand for a statement before it counts as approved.
  package var needsTwoPeople: Bool
  /// Whether an asker's voice alone is enough for what they asked themselves.
  package var allowsOwn: Bool

  package init(reviewers: Set<String> = [], needsTwoPeople: Bool = false, allowsOwn: Bool = true) {
    self.reviewers = reviewers
    self.needsTwoPeople = needsTwoPeople
    self.allowsOwn = allowsOwn
  }

  package func mayReview(_ person: Principal) -> Bool { reviewers.isEmpty || reviewers.contains(person.name) }

  /// Whether these people's voices approve what `asker` asked.
  func areEnough(_ voices: [Principal], asker: Principal) -> Bool {
    if needsTwoPeople { return voices.count >= 2 }
    return voices.contains { allowsOwn || $0 != asker }
  }
}
