import Vocabulary

/// Reads the words that a name is made of, and how much each tells.
struct NameWordReader {
  /// A word of a name, stemmed, and how much of the name's meaning it carries.
  struct NameWord {
    var stem: String
    var strength: Double
  }

  /// What the names of one schema's relations, or one relation's columns, have in common: it tells nothing.
  struct Company {
    var words: Set<String> = []
    /// Letters that all of them begin with, where nothing separates their words: `sbcustname`, `sbcustcity`.
    var prefix = ""
  }

  private var known: [String: [String]] = [:]

  /// What most of several names have in common.
  mutating func company(_ names: [String]) -> Company {
    guard names.count > 3, let first = names.first else { return Company() }
    var counts: [String: Int] = [:]
    for name in names { for stem in stems(name) { counts[stem, default: 0] += 1 } }
    var company = Company(words: Set(counts.lazy.filter { 5 * $0.value >= 4 * names.count }.map(\.key)))
    var prefix = Substring(first)
    for name in names {
      prefix = prefix.prefix(zip(prefix, name).prefix { $0 == $1 }.count)
      if prefix.count < 2 || name.utf8.contains(UInt8(ascii: "_")) { return company }
    }
    company.prefix = String(prefix)
    return company
  }

  /// The stemmed words of a name, each once, in its order.
  mutating func stems(_ name: String) -> [String] {
    if let stems = known[name] { return stems }
    var stems: [String] = []
    for word in Identifier.words(name) {
      let stem = Stemmer.stem(WordScanner.fold(word))
      if !stems.contains(stem) { stems.append(stem) }
    }
    known[name] = stems
    return stems
  }

  /// The words of a name with what short forms stand for; words that its neighbours have, too, tell nothing.
  mutating func words(_ name: String, in company: Company) -> [NameWord] {
    let stems = stems(name.count > company.prefix.count + 1 ? String(name.dropFirst(company.prefix.count)) : name)
    let telling = stems.filter { !company.words.contains($0) && $0.contains(where: \.isLetter) }
    let kept = telling.isEmpty ? stems : telling
    let strength = 1 / Double(max(1, kept.count)).squareRoot()
    var words: [NameWord] = []
    for stem in kept where !ValueIndex.stopWords.contains(stem) || kept.count == 1 || Self.speaking.contains(stem) {
      words.append(NameWord(stem: stem, strength: strength))
      for long in Abbreviations.words[stem] ?? []
      where !ValueIndex.stopWords.contains(long) || Self.speaking.contains(long) {
        let long = Stemmer.stem(long)
        if !stems.contains(long) { words.append(NameWord(stem: long, strength: 0.9 * strength)) }
      }
    }
    return words
  }

  /// Words that questions are full of and columns are called.
  private static let speaking: Set<String> = ["name", "order", "number", "total", "average", "group", "count"]
}
