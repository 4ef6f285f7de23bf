import Vocabulary

/// Values of short lists by words of the same root ("engineering" for `engineer`) and of like meaning ("puppies" for `dog`).
struct KinValues: Sendable {
  /// Values of a column whose list is short enough for a word to mean one of them.
  static let most = 30
  private static let leastLikeness = 0.75

  private var byStem: [String: [Mention.StoredValue]] = [:]
  private var byRoot: [String: [Mention.StoredValue]] = [:]

  mutating func insert(_ stored: Mention.StoredValue) {
    let words = WordScanner.words(stored.value)
    guard words.count == 1, let word = words.first, Self.isPlain(word) else { return }
    let stem = Stemmer.stem(word.folded)
    byStem[stem, default: []].append(stored)
    if let root = WordRoot.root(stem) { byRoot[root, default: []].append(stored) }
  }

  /// A yes of a column that asks this: "officially" for a yes of `isofficial`.
  mutating func insert(_ yes: Mention.StoredValue, asked question: String) {
    if let root = WordRoot.root(Stemmer.stem(question)) { byRoot[root, default: []].append(yes) }
  }

  private static func isPlain(_ word: Word) -> Bool {
    word.folded.utf8.count >= 3 && word.folded.utf8.allSatisfy { $0 >= 97 && $0 <= 122 }
  }

  /// None where a name is as near: there the word means that.
  func lookUp(_ word: Word, beside names: NameIndex) -> [Mention.StoredValue] {
    guard !byStem.isEmpty || !byRoot.isEmpty, Self.isPlain(word), !AskingWords.all.contains(word.folded),
      !names.areName([word]),
      !names.isPart(word)
    else { return [] }
    let own = Stemmer.stem(word.folded)
    if let root = WordRoot.root(own), let found = byRoot[root] { return found }
    for neighbour in Thesaurus.neighbours(of: own) where neighbour.likeness >= Self.leastLikeness {
      let stem = Stemmer.stem(neighbour.word)
      if names.holds(stem) { return [] }
      // "inactive" and "female" mean the contrary of what they end with.
      if let found = byStem[stem], !own.hasSuffix(neighbour.word), !neighbour.word.hasSuffix(own) {
        return found
      }
    }
    return []
  }
}
