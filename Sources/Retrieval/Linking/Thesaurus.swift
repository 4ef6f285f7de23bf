import Vocabulary

/// Words of like meaning, from `Lexicon/thesaurus.txt`: "wage" is near "salary".
enum Thesaurus {
  struct Neighbour: Hashable {
    var word: String
    /// 0 to 1; what is listed is above 0.5.
    var likeness: Double
  }

  private static let lines = SortedLines(EmbeddedText.files["Lexicon/thesaurus.txt"] ?? "")

  /// A lemma's neighbours, the nearest first.
  static func neighbours(of word: String) -> [Neighbour] {
    // Its words come as they are common: "curriculum", but hardly anybody's "curriculums".
    guard let line = lines.line(of: word) ?? lines.line(of: Stemmer.stem(word)) else { return [] }
    let fields = line.split(separator: " ").dropFirst()
    return stride(from: fields.startIndex, to: fields.endIndex - 1, by: 2).compactMap { index in
      Double(fields[index + 1]).map { Neighbour(word: String(fields[index]), likeness: $0 / 100) }
    }
  }
}
