package import Vocabulary

/// The values that a snapshot knows, findable by the words that people type for them.
package struct ValueIndex: Sendable {
  /// Values are looked up as runs of at most this many words.
  static let longestRun = 6

  /// Columns with at most so many values, all known, are found by plain words, too.
  private static let fewValues = 300

  private var values: [String: [Mention.StoredValue]] = [:]
  /// Values of long lists: only a name, a quotation, a code or several words mean one of these.
  private var listed: [String: [Mention.StoredValue]] = [:]
  private(set) var near = NearValues()
  private(set) var byRelation: [RelationName: [Mention.StoredValue]] = [:]
  /// Columns of which every value is known.
  private(set) var complete: Set<ColumnName> = []
  /// Where the columns that have values stand in the snapshot.
  private(set) var places: [ColumnName: (relation: Int32, column: Int32)] = [:]

  /// Knows no value.
  init() {}

  /// - Parameter sampled: values beyond those that the snapshot has.
  package init(_ snapshot: SchemaSnapshot, sampled: [ColumnName: ColumnValues] = [:]) {
    for (index, relation) in snapshot.relations.enumerated() where relation.kind != .partition {
      for (position, column) in relation.columns.enumerated() {
        guard column.family.isTextual || column.family == .array else { continue }
        let name = ColumnName(relation.name, column.name)
        let own = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
        let more = sampled[name]
        let isComplete = column.valuesAreComplete || !column.enumLabels.isEmpty || more?.isComplete == true
        if isComplete { complete.insert(name) }
        if !own.isEmpty || more != nil { places[name] = (Int32(index), Int32(position)) }
        for value in own { insert(value, name, isComplete, isListed: false) }
        guard let more else { continue }
        let isListed = !more.isComplete || more.values.count > Self.fewValues
        let known = Set(own)
        for value in more.values where !known.contains(value) { insert(value, name, isComplete, isListed: isListed) }
      }
    }
  }

  private mutating func insert(_ value: String, _ column: ColumnName, _ isComplete: Bool, isListed: Bool) {
    let stored = Mention.StoredValue(column: column, value: value)
    byRelation[column.relation, default: []].append(stored)
    guard value.utf8.count <= 80 else { return }
    if isComplete { near.insert(stored) }
    guard let key = Self.key(value) else { return }
    if isListed {
      listed[key, default: []].append(stored)
    } else if values[key]?.last != stored {
      values[key, default: []].append(stored)
    }
  }

  /// Values whose words are these, whatever case, accents, plural or separators.
  func lookUp(_ words: some Collection<Word>) -> [Mention.StoredValue] {
    let key = Self.stemmed(words.map(\.folded))
    let found = values[key] ?? []
    guard let more = listed[key], Self.isEmphatic(words) else { return found }
    return found + more.prefix(8)
  }

  /// A name in the middle of a sentence, a quotation, a code, or several words.
  private static func isEmphatic(_ words: some Collection<Word>) -> Bool {
    words.count > 1
      || words.contains { word in
        word.isQuoted || word.isCapitalised && word.range.lowerBound > 0 || word.text.contains(where: \.isNumber)
      }
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
