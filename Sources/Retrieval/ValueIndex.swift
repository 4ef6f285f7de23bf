package import Vocabulary

/// The values that a snapshot knows, findable by the words that people type for them.
package struct ValueIndex: Sendable {
  /// Values are looked up as runs of at most this many words.
  static let longestRun = 6

  private var values: [String: [Mention.StoredValue]] = [:]

  package init(_ snapshot: SchemaSnapshot) {
    for relation in snapshot.relations where relation.kind != .partition {
      for column in relation.columns {
        guard column.family.isTextual || column.family == .array else { continue }
        let name = ColumnName(relation.name, column.name)
        for value in column.enumLabels.isEmpty ? column.commonValues : column.enumLabels { insert(value, name) }
      }
    }
  }

  private mutating func insert(_ value: String, _ column: ColumnName) {
    guard value.utf8.count <= 80, let key = Self.key(value) else { return }
    let stored = Mention.StoredValue(column: column, value: value)
    if values[key]?.contains(stored) == true { return }
    values[key, default: []].append(stored)
  }

  /// Values whose words are these, whatever case, accents, plural or separators.
  func lookUp(_ words: some Collection<Word>) -> [Mention.StoredValue] {
    values[Self.stemmed(words.map(\.folded))] ?? []
  }

  /// `nil` for values that name nothing: single letters, plain numbers, words that every question holds.
  private static func key(_ value: String) -> String? {
    let words = WordScanner.words(value.replacing("_", with: " ")).map(\.folded)
    if words.count == 1, let only = words.first {
      guard only.utf8.count > 1, !stopWords.contains(only), only.contains(where: \.isLetter) else { return nil }
    }
    guard (1...longestRun).contains(words.count) else { return nil }
    return stemmed(words)
  }

  /// `silver-plus` and `silver plus` are the same.
  private static func stemmed(_ words: [String]) -> String {
    words.flatMap { $0.split { $0 == "-" || $0 == "/" } }.map { Stemmer.stem(String($0)) }.joined(separator: " ")
  }

  static let stopWords: Set<String> = [
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "do", "does", "for", "from", "has", "have", "how",
    "i", "in", "is", "it", "many", "me", "most", "much", "no", "not", "of", "on", "or", "other", "our", "out", "per",
    "show", "that", "the", "their", "them", "there", "they", "to", "us", "was", "we", "were", "what", "when", "where",
    "which", "who", "with", "yes", "you", "list", "give", "find", "each", "every", "than", "more", "less", "top",
    "number", "count", "total", "average", "name", "names", "order", "group", "did", "can", "will", "would", "should",
  ]
}
