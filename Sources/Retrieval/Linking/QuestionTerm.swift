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
    for word in words {
      let stem = Stemmer.stem(word.folded)
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
