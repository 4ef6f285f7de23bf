package import Vocabulary

/// The values that a snapshot knows, findable by the words that people type for them.
package struct ValueIndex: Sendable {
  /// Values are looked up as runs of at most this many words, in quotation marks of at most so many.
  static let longestRun = 6
  static let longestQuotation = 24

  /// Columns with at most so many values, all known, are found by plain words, too.
  private static let fewValues = 300

  private var values: [String: [Mention.StoredValue]] = [:]
  /// Values of long lists: only a name, a quotation, a code or several words mean one of these.
  private var listed: [String: [Mention.StoredValue]] = [:]
  /// Values by what people say in their place: demonyms, words for codes.
  private var spoken: [String: [Mention.StoredValue]] = [:]
  /// Numbers that are text to the database, for quotations.
  private var numerals: [String: [Mention.StoredValue]] = [:]
  private(set) var near = NearValues()
  private var kin = KinValues()
  private(set) var byRelation: [RelationName: [Mention.StoredValue]] = [:]
  /// Columns of which every value is known.
  private(set) var complete: Set<ColumnName> = []
  /// Where the columns that have values stand in the snapshot.
  private(set) var places: [ColumnName: (relation: Int32, column: Int32)] = [:]

  /// Knows no value.
  init() {}

  /// - Parameter sampled: values beyond those that the snapshot has.
  package init(_ snapshot: SchemaSnapshot, sampled: [ColumnName: ColumnValues] = [:]) {
    // Many columns hold the same values.
    var readings: [String: ValueReading] = [:]
    for (index, relation) in snapshot.relations.enumerated() where relation.kind != .partition {
      for (position, column) in relation.columns.enumerated() {
        guard column.family.isTextual || column.family == .array else { continue }
        let name = ColumnName(relation.name, column.name)
        let own = column.enumLabels.isEmpty ? column.commonValues : column.enumLabels
        let more = sampled[name]
        let isComplete = column.valuesAreComplete || !column.enumLabels.isEmpty || more?.isComplete == true
        if isComplete { complete.insert(name) }
        if !own.isEmpty || more != nil { places[name] = (Int32(index), Int32(position)) }
        let known = Set(own)
        let others = more?.values.filter { !known.contains($0) } ?? []
        let isListed = !(more?.isComplete ?? true) || (more?.values.count ?? 0) > Self.fewValues
        let words = Identifier.words(column.name)
        // What is frequent tells what a column asks, whatever else got into it.
        let question = SpokenCodes.question(words, (own + others).prefix(SpokenCodes.telling))
        if isComplete, own.count + others.count <= KinValues.most {
          for value in own + others { kin.insert(Mention.StoredValue(column: name, value: value)) }
        }
        for (place, value) in (own + others).enumerated() {
          insert(value, name, isComplete, isListed: place >= own.count && isListed, &readings)
          var said = SpokenCodes.words(for: value, of: words)
          if let question, SpokenCodes.isYes(value) {
            said.append(question)
            kin.insert(Mention.StoredValue(column: name, value: value), asked: question)
          }
          for said in said { speak(said, Mention.StoredValue(column: name, value: value)) }
        }
      }
    }
  }

  private mutating func insert(
    _ value: String, _ column: ColumnName, _ isComplete: Bool, isListed: Bool, _ readings: inout [String: ValueReading]
  ) {
    let stored = Mention.StoredValue(column: column, value: value)
    byRelation[column.relation, default: []].append(stored)
    guard value.utf8.count <= 80 else { return }
    let reading = readings[value] ?? ValueReading(value)
    readings[value] = reading
    if isComplete { near.insert(stored, reading) }
    if Self.isNumeral(value) { numerals[value, default: []].append(stored) }
    guard let key = reading.key else { return }
    // A letter alone is a value only where it is written like a name.
    if isListed || key.utf8.count == 1 {
      listed[key, default: []].append(stored)
    } else if values[key]?.last != stored {
      values[key, default: []].append(stored)
    }
  }

  private mutating func speak(_ said: String, _ stored: Mention.StoredValue) {
    guard let key = ValueReading(said).key, key.utf8.count > 1, spoken[key]?.contains(stored) != true else { return }
    spoken[key, default: []].append(stored)
  }

  /// Values whose words are these, whatever case, accents, plural or separators; then those that are said so.
  func lookUp(_ words: some Collection<Word>) -> [Mention.StoredValue] {
    lookUp(words, key: Self.stemmed(words.map(\.folded)))
  }

  /// The same where the words' stems are known.
  func lookUp(_ words: some Collection<Word>, key: String) -> [Mention.StoredValue] {
    let found = (values[key] ?? []) + (listed[key].map { Self.isEmphatic(words) ? $0.prefix(8) : [] } ?? [])
    if let only = words.first, words.count == 1, only.isQuoted, let numerals = numerals[only.text] { return numerals }
    return found + (spoken[key] ?? []).prefix(8).filter { !found.contains($0) }
  }

  /// Values that a word of another form or of like meaning stands for, where it comes nearer to them than to a name.
  func kin(of word: Word, beside names: NameIndex) -> [Mention.StoredValue] { kin.lookUp(word, beside: names) }

  static func isNumeral(_ value: String) -> Bool { value.utf8.allSatisfy { $0 >= 48 && $0 <= 57 } }

  /// A name in the middle of a sentence, a quotation, a code, or several words.
  private static func isEmphatic(_ words: some Collection<Word>) -> Bool {
    words.count > 1
      || words.contains { word in
        word.isQuoted || word.isCapitalised && !word.isFirst && word.text != "I"
          || word.text.contains(where: \.isNumber)
      }
  }

  /// `silver-plus` and `silver plus` are the same.
  static func stemmed(_ words: [String]) -> String {
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
