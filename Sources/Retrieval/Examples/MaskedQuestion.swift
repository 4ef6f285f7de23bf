package import Vocabulary

/// A question as a sequence of words in which values, numbers and periods are masked: what two questions that ask the
/// same of different things have in common.
package struct MaskedQuestion: Sendable, Hashable {
  /// Stemmed words and masks, in order.
  let words: [String]
  /// What the masks stand for, in order.
  let mentions: [Mention]
  /// The whole sequence as one text.
  let key: String

  /// - Parameter mentions: of this question, in order.
  package init(_ question: String, mentions: [Mention]) {
    self.mentions = mentions
    var words: [String] = []
    var masked = -1
    for word in WordScanner.words(question) {
      if let index = mentions.firstIndex(where: { $0.range.contains(word.range.lowerBound) }) {
        if index != masked { words.append(Self.mask(mentions[index])) }
        masked = index
      } else if !Self.idle.contains(word.folded) {
        words.append(Stemmer.stem(word.folded))
      }
    }
    self.words = words
    key = words.joined(separator: " ")
  }

  /// A name is masked alike whether it is a stored value or not: which it is, the slot looks at.
  private static func mask(_ mention: Mention) -> String {
    switch mention.content {
    case .value, .text: "<name>"
    case .number: "<number>"
    case .period: "<period>"
    }
  }

  /// Words that change nothing about what is asked.
  private static let idle: Set<String> = [
    "a", "an", "the", "please", "kindly", "hi", "hello", "hey", "can", "could", "you", "me", "us", "tell", "show",
    "give", "thanks",
  ]
}
