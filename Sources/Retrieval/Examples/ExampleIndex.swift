package import Vocabulary

/// Approved pairs as one view of the database may know them, findable by the question that is asked.
package struct ExampleIndex: Sendable {
  /// An approved pair with what the static layers say of it today.
  package struct Entry: Sendable {
    package var pair: ApprovedPair
    /// The approved question's mentions, as this view reads them.
    package var mentions: [Mention]
    package var relations: [RelationName]
    /// Why today's schema refuses it.
    package var problem: String?

    package init(pair: ApprovedPair, mentions: [Mention], relations: [RelationName], problem: String?) {
      self.pair = pair
      self.mentions = mentions
      self.relations = relations
      self.problem = problem
    }
  }

  private struct Known: Sendable {
    var entry: Entry
    var masked: MaskedQuestion
    var template: AnswerTemplate
  }

  /// Questions less alike than this teach nothing about each other.
  private static let leastLikeness = 0.35

  private let known: [Known]
  private let byKey: [String: [Int]]
  private let postings: [String: [Int]]

  package init(_ entries: [Entry] = []) {
    known = entries.map { entry in
      Known(
        entry: entry, masked: MaskedQuestion(entry.pair.question, mentions: entry.mentions),
        template: AnswerTemplate(entry.pair.sql, mentions: entry.mentions, relations: entry.relations))
    }
    var byKey: [String: [Int]] = [:]
    var postings: [String: [Int]] = [:]
    for (index, one) in known.enumerated() {
      if one.entry.problem == nil { byKey[one.masked.key, default: []].append(index) }
      for word in Set(one.masked.words) { postings[word, default: []].append(index) }
    }
    self.byKey = byKey
    self.postings = postings
  }

  package var isEmpty: Bool { known.isEmpty }

  /// The approved statement for a question that asks the same, filled with what this one mentions. Of several the one
  /// with the fewest slots to fill, then the one that was reviewed last.
  package func verified(_ question: MaskedQuestion) -> (sql: String, verified: Verified)? {
    var best: (sql: String, verified: Verified)?
    for index in byKey[question.key] ?? [] {
      let pair = known[index].entry.pair
      guard let (sql, slots) = known[index].template.filled(with: question.mentions) else { continue }
      let found = Verified(
        questionID: pair.questionID, question: pair.question, reviewers: pair.reviewers, reviewedAt: pair.reviewedAt,
        slots: slots)
      if let last = best?.verified,
        (last.slots.count, found.reviewedAt) < (found.slots.count, last.reviewedAt)
      {
        continue
      }
      best = (sql, found)
    }
    return best
  }

  /// The approved pairs about the likest questions, those that fit and those that are set aside.
  package func nearest(
    _ question: MaskedQuestion, limit: Int
  ) -> (examples: [Evidence.Example], setAside: [Evidence.SetAside]) {
    let words = Set(question.words)
    var shared: [Int: Double] = [:]
    for word in words {
      for index in postings[word] ?? [] { shared[index, default: 0] += rarity(word) }
    }
    let own = words.reduce(0) { $0 + rarity($1) }
    let ranked = shared.map { index, weight in
      let other = Set(known[index].masked.words).reduce(0) { $0 + rarity($1) }
      return (index: index, likeness: weight / (own + other - weight))
    }.filter { $0.likeness >= Self.leastLikeness }
      .sorted { ($1.likeness, $1.index) < ($0.likeness, $0.index) }
    var examples: [Evidence.Example] = []
    var setAside: [Evidence.SetAside] = []
    for (index, likeness) in ranked {
      let entry = known[index].entry
      let (id, words) = (entry.pair.questionID, entry.pair.question)
      if let problem = entry.problem {
        if setAside.count < 3 { setAside.append(.init(questionID: id, question: words, reason: problem)) }
      } else if examples.count < limit, !examples.contains(where: { $0.sql == entry.pair.sql }) {
        examples.append(
          .init(
            questionID: id, question: words, sql: entry.pair.sql, likeness: likeness, relations: entry.relations))
      }
    }
    return (examples, setAside)
  }

  /// A word that stands in many approved questions tells little, and one that stands in all questions next to nothing.
  private func rarity(_ word: String) -> Double {
    let share = Double(postings[word]?.count ?? 0) / Double(max(20, known.count))
    return (0.2 + 0.8 * (1 - share)) * (ValueIndex.stopWords.contains(word) ? 0.3 : 1)
  }
}
