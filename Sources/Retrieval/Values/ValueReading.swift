/// A stored value taken apart.
struct ValueReading {
  /// The words by which it is looked up; `nil` for values that name nothing: plain numbers, words that every question
  /// holds.
  let key: String?
  /// Its words, folded and stemmed.
  let stems: [String]
  /// Its words, folded, joined with blanks.
  let text: [UInt8]
  /// The root of its only word.
  let root: String?

  init(_ value: String) {
    let isJoined = value.utf8.contains(UInt8(ascii: "_"))
    let words = WordScanner.words(isJoined ? value.replacing("_", with: " ") : value)
    let folded = NearValues.folded(words)
    stems = folded.map(Stemmer.stem)
    text = Array(folded.joined(separator: " ").utf8)
    root = stems.count == 1 ? WordRoot.root(stems[0]) : nil
    key = Self.names(words) ? stems.joined(separator: " ") : nil
  }

  private static func names(_ words: [Word]) -> Bool {
    let folded = words.map(\.folded)
    if folded.count == 1, let only = folded.first, only.utf8.count > 1 {
      // `2014/2015` is one, `2014` is a number.
      guard !ValueIndex.stopWords.contains(only), !ValueIndex.isNumeral(only),
        !only.utf8.contains(UInt8(ascii: ".")) || only.contains(where: \.isLetter)
      else { return false }
    } else if folded.count == 1, folded[0].first?.isLetter != true {
      return false
    }
    return (1...ValueIndex.longestQuotation).contains(words.count)
  }
}
