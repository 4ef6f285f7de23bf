import Vocabulary

/// Words and phrases that stand for each other, from `Lexicon/synonyms.txt`: "number of residents" may mean a population.
enum Synonyms {
  /// What else something is called.
  struct Name: Hashable {
    /// Its stemmed words.
    var stems: [String]
    /// The same written together.
    var key: String { stems.joined() }
  }

  /// The most words of a phrase.
  static let longest = 4

  /// The names that stemmed words, written together, may stand for, those of the first set first.
  static func names(for key: String) -> [Name] { sets[key] ?? [] }

  private static let sets: [String: [Name]] = {
    var sets: [String: [Name]] = [:]
    for line in (EmbeddedText.files["Lexicon/synonyms.txt"] ?? "").split(separator: "\n") where line.first != "#" {
      let names = line.split(separator: ",").map { phrase in
        Name(stems: phrase.split(separator: " ").map { Stemmer.stem(String($0)) })
      }
      for name in names {
        let known = sets[name.key] ?? []
        sets[name.key] = known + names.filter { $0 != name && !known.contains($0) }
      }
    }
    return sets
  }()
}
