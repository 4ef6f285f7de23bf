import Vocabulary

/// Something that a question says, and the words of the schema that it may mean.
struct QuestionTerm {
  /// A word of the schema and how near it comes to what is said.
  struct Sense {
    var entry: Int32
    var likeness: Float
    var reason: Evidence.Reason
  }

  var senses: [Sense] = []
  /// Columns that hold it, where it is a stored value; with how rare that is.
  var values: [(relation: Int32, column: Int32, value: String)] = []
  var rarity: Float = 1
  /// Less for a word that only says how something is asked.
  var weight: Float = 1
}

/// Reads what a question says in the words of a schema.
struct TermReader {
  let index: LinkIndex

  /// Neighbours of a word that are looked at, and how like they must be.
  private static let neighbours = 6
  private static let leastLikeness = 0.56

  /// One term a word that means something here.
  func terms(_ words: [Word]) -> [QuestionTerm] {
    var seen: Set<String> = []
    var terms: [QuestionTerm] = []
    let stems = words.map { Stemmer.stem($0.folded) }
    for (position, (word, stem)) in zip(words, stems).enumerated() {
      if let senses = phrase(words[position...], stems[position...]) { add(senses) }
      guard seen.insert(stem).inserted else { continue }
      if index.holds(stem) || word.isNumber {
        add(senses(stem, word.folded), AskingWords.all.contains(word.folded))
      } else if let parts = WrittenTogether.parts(of: word.folded) {
        for part in parts { add(senses(Stemmer.stem(part), part)) }
      } else {
        add(senses(stem, word.folded))
      }
    }
    func add(_ senses: [QuestionTerm.Sense], _ isAsking: Bool = false) {
      guard !senses.isEmpty else { return }
      var term = QuestionTerm(senses: senses)
      if isAsking { term.weight = LinkWeights.asking }
      terms.append(term)
    }
    return terms
  }

  /// What a phrase that begins here stands for, where the schema has that and not the phrase's own words.
  private func phrase(_ words: ArraySlice<Word>, _ stems: ArraySlice<String>) -> [QuestionTerm.Sense]? {
    for length in stride(from: min(stems.count, Synonyms.longest), to: 1, by: -1) {
      let names = Synonyms.names(for: stems.prefix(length).joined())
      guard !names.isEmpty else { continue }
      let senses = senses(of: names, said: words.prefix(length).map(\.text).joined(separator: " "))
      if !senses.isEmpty { return senses }
    }
    return nil
  }

  /// Names of which the schema has every word.
  private func senses(of names: [Synonyms.Name], said: String) -> [QuestionTerm.Sense] {
    names.flatMap { name -> [QuestionTerm.Sense] in
      let places = name.stems.filter { !ValueIndex.stopWords.contains($0) }.map(index.place)
      guard places.allSatisfy({ $0 != nil }) else { return [] }
      return places.compactMap(\.self).map {
        .init(entry: $0, likeness: LinkWeights.root / Float(places.count), reason: .synonym(said))
      }
    }
  }

  private func senses(_ stem: String, _ word: String) -> [QuestionTerm.Sense] {
    var senses: [QuestionTerm.Sense] = []
    if let place = index.place(of: stem) {
      senses.append(.init(entry: place, likeness: 1, reason: .name(stem)))
    }
    guard word.utf8.count > 2, !AskingWords.all.contains(word) else { return senses }
    let beside: Float = senses.isEmpty ? 1 : LinkWeights.beside
    func add(_ place: Int32, _ likeness: Float) {
      if !senses.contains(where: { $0.entry == place }) {
        senses.append(.init(entry: place, likeness: likeness, reason: .synonym(word)))
      }
    }
    for name in AttributeWords.names(about: word) where name.count == 1 && !ValueIndex.stopWords.contains(name[0]) {
      if let place = index.place(of: Stemmer.stem(name[0])) { add(place, LinkWeights.root * beside) }
    }
    for sense in self.senses(of: Synonyms.names(for: stem), said: word) { add(sense.entry, sense.likeness * beside) }
    for place in index.relatives(of: stem) { add(place, LinkWeights.root * beside) }
    for neighbour in Thesaurus.neighbours(of: word).prefix(Self.neighbours)
    where neighbour.likeness >= Self.leastLikeness {
      if let place = index.place(of: Stemmer.stem(neighbour.word)) {
        add(place, Float(neighbour.likeness) * LinkWeights.synonym * beside)
      }
    }
    return senses
  }
}
