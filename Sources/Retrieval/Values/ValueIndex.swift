package import Vocabulary

/// The values that a snapshot knows, findable by the words that people type for them.
package struct ValueIndex: Sendable {
  /// Values are looked up as runs of at most this many words, in quotation marks of at most so many.
  static let longestRun = 6
  static let longestQuotation = 24

  /// Longer values, in UTF-8 bytes, are not what people say.
  private static let longest = 80

  /// Columns with at most so many values, all known, are found by plain words, too.
  private static let fewValues = 300

  /// All values, column by column; elsewhere they are numbers of this list, as a large schema has many thousands of them.
  private var texts: [String] = []
  /// The columns that have any, in that order, each with the number of its first one.
  private var columns: [(name: ColumnName, first: Int32)] = []
  private var values: [String: [Int32]] = [:]
  /// Values of long lists: only a name, a quotation, a code or several words mean one of these.
  private var listed: [String: [Int32]] = [:]
  /// Values by what people say in their place: demonyms, words for codes.
  private var spoken: [String: [Int32]] = [:]
  /// Numbers that are text to the database, for quotations.
  private var numerals: [String: [Int32]] = [:]
  private var near = NearValues()
  private var kin = KinValues()
  private var byRelation: [RelationName: Range<Int>] = [:]
  /// Columns of which every value is known.
  private(set) var complete: Set<ColumnName> = []
  /// Where the columns that have values stand in the snapshot.
  private(set) var places: [ColumnName: (relation: Int32, column: Int32)] = [:]

  /// Columns of text that hold years, of a schema without dates: there "in 2014" is no period but such a text.
  private var yearColumns: Set<ColumnName> = []

  /// Knows no value.
  init() {}

  /// - Parameter sampled: values beyond those that the snapshot has.
  package init(_ snapshot: SchemaSnapshot, sampled: [ColumnName: ColumnValues] = [:]) {
    // Many columns hold the same values.
    var readings: [String: ValueReading] = [:]
    texts.reserveCapacity(Self.count(snapshot, sampled))
    let relations = snapshot.relations.lazy.filter { $0.kind != .partition }
    let hasDates = relations.contains { relation in
      relation.columns.contains { $0.family.isTemporal || $0.family.isNumeric && Self.isYear($0.name) }
    }
    for (index, relation) in snapshot.relations.enumerated() where relation.kind != .partition {
      let first = texts.count
      defer { if texts.count > first { byRelation[relation.name] = first..<texts.count } }
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
        if !hasDates, column.family == .text, Self.isYear(column.name) { yearColumns.insert(name) }
        // What is frequent tells what a column asks, whatever else got into it.
        let question = SpokenCodes.question(words, (own + others).prefix(SpokenCodes.telling))
        let codes = SpokenCodes(of: words)
        let isShort = isComplete && own.count + others.count <= KinValues.most
        let areNames = Self.properNames.contains(words.last ?? "")
        let start = Int32(texts.count)
        if !own.isEmpty || !others.isEmpty { columns.append((name, start)) }
        for (place, value) in (own + others).enumerated() {
          let number = start + Int32(place)
          texts.append(value)
          if let reading = Self.reading(of: value, &readings) {
            if isComplete { near.insert(number, of: start, reading) }
            insert(number, of: start, reading, isListed: place >= own.count && isListed)
            if isShort { kin.insert(number, reading, isName: areNames) }
          }
          var said = codes.words(for: value)
          if let question, SpokenCodes.isYes(value) {
            said.append(question)
            kin.insert(number, asked: question)
          }
          for said in said { speak(said, number, &readings) }
        }
      }
    }
  }

  /// How a value is taken apart; `nil` where it is too long to be said.
  private static func reading(of value: String, _ readings: inout [String: ValueReading]) -> ValueReading? {
    guard value.utf8.count <= longest else { return nil }
    if let known = readings[value] { return known }
    let reading = ValueReading(value)
    readings[value] = reading
    return reading
  }

  /// At most so many values there are: a list of them that grows would be held twice meanwhile.
  private static func count(_ snapshot: SchemaSnapshot, _ sampled: [ColumnName: ColumnValues]) -> Int {
    var count = sampled.values.reduce(0) { $0 + $1.values.count }
    for relation in snapshot.relations where relation.kind != .partition {
      for column in relation.columns where column.family.isTextual || column.family == .array {
        count += column.enumLabels.isEmpty ? column.commonValues.count : column.enumLabels.count
      }
    }
    return count
  }

  private mutating func insert(_ number: Int32, of start: Int32, _ reading: ValueReading, isListed: Bool) {
    let own = texts[Int(number)]
    if Self.isNumeral(own) { numerals[own, default: []].append(number) }
    guard let key = reading.key else { return }
    // A letter alone is a value only where it is written like a name.
    if isListed || key.utf8.count == 1 {
      listed[key, default: []].append(number)
    } else {
      // The same value of the same column once.
      if let last = values[key]?.last, last >= start, texts[Int(last)] == own { return }
      values[key, default: []].append(number)
    }
  }

  private mutating func speak(_ said: String, _ number: Int32, _ readings: inout [String: ValueReading]) {
    guard let key = Self.reading(of: said, &readings)?.key, key.utf8.count > 1 else { return }
    if spoken[key]?.last != number { spoken[key, default: []].append(number) }
  }

  private func these(_ numbers: some Sequence<Int32>) -> [Mention.StoredValue] { numbers.map(stored) }

  private func stored(_ number: Int32) -> Mention.StoredValue {
    // Of the last column that begins at or before it.
    var (low, high) = (0, columns.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if columns[middle].first <= number { low = middle } else { high = middle }
    }
    return Mention.StoredValue(column: columns[low].name, value: texts[Int(number)])
  }

  /// Values whose words are these, whatever case, accents, plural or separators; then those that are said so.
  func lookUp(_ words: some Collection<Word>) -> [Mention.StoredValue] {
    lookUp(words, key: Self.stemmed(words.map(\.folded)))
  }

  /// The same where the words' stems are known.
  func lookUp(_ words: some Collection<Word>, key: String) -> [Mention.StoredValue] {
    if let only = words.first, words.count == 1, only.isQuoted, let numerals = numerals[only.text] {
      return these(numerals)
    }
    let found = (values[key] ?? []) + (listed[key].map { Self.isEmphatic(words) ? $0.prefix(8) : [] } ?? [])
    return these(found + (spoken[key] ?? []).prefix(8).filter { !found.contains($0) })
  }

  /// A year as a text that a column holds; `nil` where years are what dates are in.
  func year(_ word: Word) -> Mention.Content? {
    guard !yearColumns.isEmpty, word.text.utf8.count == 4, Self.isNumeral(word.text) else { return nil }
    let stored = these(numerals[word.text] ?? []).filter { yearColumns.contains($0.column) }
    return stored.isEmpty ? .text(word.text) : .value(stored)
  }

  /// Values that a word of another form or of like meaning stands for, where it comes nearer to them than to a name.
  func kin(of word: Word, beside names: NameIndex) -> [Mention.StoredValue] { these(kin.lookUp(word, beside: names)) }

  /// The values of which these words are the larger part, and how many words.
  func containing(_ words: [Word], at index: Int) -> ([Mention.StoredValue], Int)? {
    near.containing(words, at: index).map { (these($0), $1) }
  }

  /// The values of one column that begin with these words, and how many words.
  func beginning(with words: [Word], at index: Int) -> ([Mention.StoredValue], Int)? {
    near.beginning(with: words, at: index).map { (these($0), $1) }
  }

  /// The only value that begins with this word.
  func beginning(with word: String) -> [Mention.StoredValue]? { near.beginning(with: word).map { these([$0]) } }

  /// The values that are spelled almost like this.
  func misspelled(_ text: String) -> [Mention.StoredValue]? { near.misspelled(text).map(these) }

  /// The known values of a relation.
  func values(of relation: RelationName) -> [Mention.StoredValue] {
    byRelation[relation].map { numbers in these(numbers.map { Int32($0) }) } ?? []
  }

  /// Columns that are called so hold names of persons and places.
  private static let properNames: Set<String> = [
    "name", "city", "town", "country", "state", "county", "district", "region", "street", "hometown", "location",
  ]

  private static func isYear(_ name: String) -> Bool { Identifier.words(name).last == "year" }

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
