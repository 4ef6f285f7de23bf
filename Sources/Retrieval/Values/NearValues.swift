import Vocabulary

/// Finds values, by number, by a part of their words, and by words that are spelled a little otherwise. Only columns of which every
/// value is known take part: of the others nobody knows whether the very spelling exists.
struct NearValues: Sendable {
  private struct Entry: Sendable {
    var number: Int32
    var column: Int32
    /// Folded and stemmed.
    var words: [String]
    /// Folded, joined with blanks.
    var text: [UInt8]
  }

  private static let longestRun = 4
  /// Values that a run of words may stand for in all.
  private static let most = 3

  private var entries: [Entry] = []
  private var byWord: [String: [Int32]] = [:]
  private var byInitial: [UInt8: [Int32]] = [:]

  mutating func insert(_ number: Int32, of column: Int32, _ reading: ValueReading) {
    guard !reading.stems.isEmpty, reading.stems.count <= 12 else { return }
    let entry = Entry(number: number, column: column, words: reading.stems, text: reading.text)
    let place = Int32(entries.count)
    if entry.words.count > 1 { for word in Set(entry.words) { byWord[word, default: []].append(place) } }
    if let initial = entry.text.first, entry.text.count >= 5 { byInitial[initial, default: []].append(place) }
    entries.append(entry)
  }

  static func folded(_ words: some Collection<Word>) -> [String] {
    words.flatMap { $0.folded.split { $0 == "-" || $0 == "/" } }.map(String.init)
  }

  /// The value of which these words are the larger part, and how many words; the longest run from `index` on. One value
  /// a column, or none: of several nobody knows which is meant.
  func containing(_ words: [Word], at index: Int) -> ([Int32], Int)? {
    for count in stride(from: min(Self.longestRun, words.count - index), through: 2, by: -1) {
      let run = words[index..<(index + count)]
      guard let first = run.first, let last = run.last, !ValueIndex.stopWords.contains(first.folded),
        !ValueIndex.stopWords.contains(last.folded)
      else { continue }
      let stems = Self.folded(run).map(Stemmer.stem)
      guard let rarest = stems.map({ byWord[$0] ?? [] }).min(by: { $0.count < $1.count }) else { continue }
      let found = rarest.filter { place in
        let entry = entries[Int(place)]
        return entry.words.count < 2 * stems.count && entry.words.contains(run: stems)
      }
      if let stored = single(found) { return (stored, count) }
    }
    return nil
  }

  /// All values that begin with these words, where they are some of one column: "winter sale" of `Winter Sale 2023` and
  /// `Winter Sale 2024`; the longest run from `index` on, and how many words.
  func beginning(with words: [Word], at index: Int) -> ([Int32], Int)? {
    for count in stride(from: min(Self.longestRun, words.count - index), through: 2, by: -1) {
      let run = words[index..<(index + count)]
      guard run.allSatisfy({ !ValueIndex.stopWords.contains($0.folded) }) else { continue }
      let stems = Self.folded(run).map(Stemmer.stem)
      guard let first = stems.first,
        let found = byWord[first]?.map({ entries[Int($0)] }).filter({
          $0.words.count > stems.count && $0.words.starts(with: stems)
        }), (2...Self.several).contains(found.count), Set(found.map(\.column)).count == 1
      else { continue }
      return (found.map(\.number), count)
    }
    return nil
  }

  /// Values that the same first words may stand for together.
  private static let several = 12

  /// The only value that begins with this word: "JetBlue" for `JetBlue Airways`.
  func beginning(with word: String) -> Int32? {
    let stem = Stemmer.stem(word)
    guard stem.utf8.count >= 4, let found = byWord[stem], found.count == 1,
      let entry = found.first.map({ entries[Int($0)] }),
      entry.words.first == stem, entry.words.count <= 3
    else { return nil }
    return entry.number
  }

  /// The value that is spelled almost like this.
  func misspelled(_ text: String) -> [Int32]? {
    let wanted = Array(Self.folded(WordScanner.words(text)).joined(separator: " ").utf8)
    guard wanted.count >= 5, let initial = wanted.first else { return nil }
    let most = wanted.count >= 9 ? 2 : 1
    return single(
      (byInitial[initial] ?? []).filter { place in
        let text = entries[Int(place)].text
        return abs(text.count - wanted.count) <= most && EditDistance.between(text, wanted, most: most) <= most
      })
  }

  private func single(_ found: [Int32]) -> [Int32]? {
    guard !found.isEmpty, found.count <= Self.most else { return nil }
    let found = found.map { entries[Int($0)] }
    return Set(found.map(\.column)).count == found.count ? found.map(\.number) : nil
  }
}

extension [String] {
  fileprivate func contains(run: [String]) -> Bool {
    guard count >= run.count else { return false }
    return (0...(count - run.count)).contains { self[$0..<($0 + run.count)].elementsEqual(run) }
  }
}
