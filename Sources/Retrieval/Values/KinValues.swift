import Vocabulary

/// Values, by number, of short lists by words of the same root ("engineering" for `engineer`) and of like meaning ("puppies" for `dog`).
struct KinValues: Sendable {
  /// Values of a column whose list is short enough for a word to mean one of them.
  static let most = 30
  private static let leastLikeness = 0.75

  private var byStem: [String: [Int32]] = [:]
  private var byRoot: [String: [Int32]] = [:]

  /// - Parameter isName: no word is like a proper name in meaning: "sells" is not the city of Sale.
  mutating func insert(_ number: Int32, _ reading: ValueReading, isName: Bool) {
    guard reading.stems.count == 1, let stem = reading.stems.first, Self.isPlain(reading.text) else { return }
    if !isName { byStem[stem, default: []].append(number) }
    if let root = reading.root { byRoot[root, default: []].append(number) }
  }

  /// A yes of a column that asks this: "officially" for a yes of `isofficial`.
  mutating func insert(_ yes: Int32, asked question: String) {
    if let root = WordRoot.root(Stemmer.stem(question)) { byRoot[root, default: []].append(yes) }
  }

  private static func isPlain(_ folded: some Collection<UInt8>) -> Bool {
    folded.count >= 3 && folded.allSatisfy { $0 >= 97 && $0 <= 122 }
  }

  /// None where a name is as near: there the word means that.
  func lookUp(_ word: Word, beside names: NameIndex) -> [Int32] {
    guard !byStem.isEmpty || !byRoot.isEmpty, Self.isPlain(word.folded.utf8), !AskingWords.all.contains(word.folded),
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
