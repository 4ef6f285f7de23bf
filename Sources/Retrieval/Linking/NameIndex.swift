package import Vocabulary

/// The names of a schema by the words that people say for them, so that a word of a question can be told what it names.
struct NameIndex: Sendable {
  /// A relation, or one of its columns; positions in the snapshot.
  struct Place: Hashable, Sendable {
    var relation: Int
    var column: Int?
  }

  /// A run of words and what it names.
  struct Found {
    /// How many words of the question.
    var length: Int
    /// Names that are said whole, or but for their relation's own words.
    var whole: [Place] = []
    /// Names of which one word is said.
    var partial: [Place] = []
    /// Names whose word means much the same, the nearest first.
    var near: [Place] = []
  }

  /// Names are looked up as runs of at most this many words.
  private static let longestRun = 4
  /// A word that stands in more names than this tells nothing; in more comments than this neither.
  private static let widestWord = 24
  private static let widestComment = 4
  /// Of a comment, so many words are read.
  private static let longestComment = 24

  private var whole: [String: [Place]] = [:]
  private var partial: [String: [Place]] = [:]
  /// The words of both by their roots.
  private var roots: [String: Set<String>] = [:]
  /// Words of comments that are none of the name that they explain.
  private var explained: [String: [Place]] = [:]

  init(_ snapshot: SchemaSnapshot) {
    let relations = snapshot.relations.enumerated().filter { $0.element.kind != .partition }
    let prefixes = Dictionary(grouping: relations.map(\.element.name), by: \.schema)
      .mapValues { Identifier.prefix(of: $0.map(\.name)) }
    var readings: [String: Reading] = [:]
    for (index, relation) in relations {
      let place = Place(relation: index, column: nil)
      let own = insert(relation.name.name, hidden: prefixes[relation.name.schema] ?? "", place, &readings)
      let prefix = Identifier.prefix(of: relation.columns.map(\.name))
      for (position, column) in relation.columns.enumerated() {
        let place = Place(relation: index, column: position)
        let stems = insert(column.name, hidden: prefix, place, &readings)
        // `customer.customer_name` is the customer's name.
        let rest = stems.filter { !own.contains($0) }
        if rest.count < stems.count, !rest.isEmpty, rest != ["id"] { whole[rest.joined(), default: []].append(place) }
        if let comment = column.comment { explain(comment, place, besides: stems + own) }
      }
    }
    for word in Set(whole.keys).union(partial.keys) {
      if let root = WordRoot.root(word) { roots[root, default: []].insert(word) }
    }
  }

  private mutating func explain(_ comment: String, _ place: Place, besides stems: [String]) {
    let words = WordScanner.words(comment).prefix(Self.longestComment).map { ($0.folded, Stemmer.stem($0.folded)) }
    for (word, stem) in Dictionary(words, uniquingKeysWith: { one, _ in one })
    where word.utf8.count > 2 && !AskingWords.all.contains(word) && !stems.contains(stem) {
      explained[stem, default: []].append(place)
    }
  }

  /// A name by its words, and by those that letters hide which all its neighbours begin with: `sbcustcity` is a city.
  ///
  /// - Returns: the words, stemmed.
  private mutating func insert(
    _ name: String, hidden prefix: String, _ place: Place, _ readings: inout [String: Reading]
  ) -> [String] {
    if !prefix.isEmpty { insert(Self.reading(of: name, &readings), place) }
    let reading = Self.reading(of: String(name.dropFirst(prefix.count)), &readings)
    insert(reading, place)
    if let long = reading.expanded { whole[long, default: []].append(place) }
    return reading.stems
  }

  private mutating func insert(_ reading: Reading, _ place: Place) {
    guard !reading.stems.isEmpty else { return }
    whole[reading.joined, default: []].append(place)
    for stem in reading.parts { partial[stem, default: []].append(place) }
  }

  /// A name taken apart; columns of many relations have the same one.
  private struct Reading {
    var stems: [String]
    /// Without a blank: "birth date" finds `birthdate`, and "birthdate" finds `birth_date`.
    var joined: String
    /// The words of a longer name that it is found by in part.
    var parts: Set<String>
    /// What it is short for: `cust_addr` is found by "customer address" too.
    var expanded: String?

    init(_ name: String) {
      let words = Identifier.words(name).map { WordScanner.fold($0) }
      stems = words.map { Stemmer.stem($0) }
      joined = stems.joined()
      parts = Set(stems.count > 1 ? stems.filter { $0.utf8.count > 2 && !ValueIndex.stopWords.contains($0) } : [])
      // A word that questions are full of alone finds nothing.
      if let long = Abbreviations.expanded(words), long.count > 1 || !speaking.contains(long[0]) {
        expanded = long.map { Stemmer.stem($0) }.joined()
      }
    }
  }

  private static func reading(of name: String, _ readings: inout [String: Reading]) -> Reading {
    if let known = readings[name] { return known }
    let reading = Reading(name)
    readings[name] = reading
    return reading
  }

  /// What the words from `index` on name; the longest run that is a whole name, else a part of one.
  func find(_ words: [Word], at index: Int) -> Found? {
    let stems = words[index...].prefix(Self.longestRun).map { Stemmer.stem($0.folded) }
    guard let first = stems.first else { return nil }
    for length in stride(from: stems.count, through: 1, by: -1) {
      guard length > 1 || !Self.isSilent(words[index].folded) else { continue }
      if let places = whole[stems.prefix(length).joined()] {
        return Found(length: length, whole: places, partial: length == 1 ? partial[first] ?? [] : [])
      }
      if length > 1, case let near = synonyms(stems.prefix(length).joined()), !near.isEmpty {
        return Found(length: length, near: near)
      }
    }
    if stems.starts(with: ["full", "name"]), case let parts = named("firstname") + named("lastname"), !parts.isEmpty {
      return Found(length: 2, whole: parts)
    }
    if let places = coordinated(words, at: index) { return Found(length: 1, whole: places) }
    if let places = partial[first], places.count <= Self.widestWord { return Found(length: 1, partial: places) }
    let near = near(words[index].folded)
    return near.isEmpty ? nil : Found(length: 1, near: near)
  }

  /// What a word is short for where another follows that says the rest: "first" in "first and last name", "start" in "start and end date".
  private func coordinated(_ words: [Word], at index: Int) -> [Place]? {
    let ahead = words[(index + 1)...].prefix(3)
    guard let joint = ahead.firstIndex(where: { ["and", "or"].contains($0.folded) }), joint + 2 < words.count else {
      return nil
    }
    let noun = Stemmer.stem(words[joint + 2].folded)
    guard !named(Stemmer.stem(words[joint + 1].folded) + noun).isEmpty else { return nil }
    let places = named(Stemmer.stem(words[index].folded) + noun)
    return places.isEmpty ? nil : places
  }

  /// What is called so, or stands for it.
  private func named(_ key: String) -> [Place] { whole[key] ?? synonyms(key) }

  /// Whether the words are a whole name, or stand for one.
  func areName(_ words: some Collection<Word>) -> Bool {
    let key = words.map { Stemmer.stem($0.folded) }.joined()
    return whole[key] != nil || !synonyms(key).isEmpty
  }

  /// Whether a name of several words has this one.
  func isPart(_ word: Word) -> Bool { partial[Stemmer.stem(word.folded)] != nil }

  /// Whether a stem is a whole name.
  func holds(_ stem: String) -> Bool { whole[stem] != nil }

  /// What the neighbours of a word name; a name of one word is nearer than a part of a longer one.
  func near(_ word: String) -> [Place] {
    guard word.utf8.count > 2, !ValueIndex.stopWords.contains(word) else { return [] }
    var near = attributes(word)
    if near.isEmpty { near = synonyms(Stemmer.stem(word)) }
    if near.isEmpty { near = relatives(word) }
    if near.isEmpty, let places = explained[Stemmer.stem(word)], places.count <= Self.widestComment { near = places }
    if !near.isEmpty { return near }
    var nearest = 0.0
    for neighbour in Thesaurus.neighbours(of: word) {
      let stem = Stemmer.stem(neighbour.word)
      let places = whole[stem] ?? partial[stem] ?? []
      guard !places.isEmpty, places.count <= Self.widestWord else { continue }
      // Only what is about as near as the nearest.
      nearest = max(nearest, neighbour.likeness)
      guard neighbour.likeness > nearest - 0.08 else { break }
      near += places
    }
    return near
  }

  /// The names that others stand for, whole ones first.
  func synonyms(_ key: String) -> [Place] {
    var (named, part): ([Place], [Place]) = ([], [])
    for name in Synonyms.names(for: key) {
      if let places = whole[name.key] {
        named += places.filter { !named.contains($0) }
      } else if name.stems.count == 1, let places = partial[name.stems[0]], places.count <= Self.widestWord {
        part += places.filter { !part.contains($0) }
      }
    }
    return named + part.filter { !named.contains($0) }
  }

  /// The names that have a word of the same root: "admission" and `admit_term`.
  private func relatives(_ word: String) -> [Place] {
    guard !AskingWords.all.contains(word), let root = WordRoot.root(Stemmer.stem(word)) else { return [] }
    var found: [Place] = []
    for other in (roots[root] ?? []).sorted() {
      let places = (whole[other] ?? []) + (partial[other] ?? [])
      guard places.count <= Self.widestWord else { continue }
      found += places.filter { !found.contains($0) }
    }
    return found
  }

  /// The columns that an adjective or a verb is about.
  private func attributes(_ word: String) -> [Place] {
    var found: [Place] = []
    for name in AttributeWords.names(about: word) {
      let stems = name.map(Stemmer.stem)
      let places = whole[stems.joined()] ?? (stems.count == 1 ? partial[stems[0]] : nil) ?? []
      guard places.count <= Self.widestWord else { continue }
      found += places.filter { $0.column != nil && !found.contains($0) }
    }
    return found
  }

  /// Words that every question holds, but for those that are names of columns as often.
  private static func isSilent(_ word: String) -> Bool {
    ValueIndex.stopWords.contains(word) && !speaking.contains(word)
  }

  private static let speaking: Set<String> = ["name", "names", "order", "number", "total", "average", "group"]
}
