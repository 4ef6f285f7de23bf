/// Names of attributes that adjectives and verbs are about, from `Lexicon/attributes.txt`: "youngest" asks for an age.
enum AttributeWords {
  /// The names' words, those of the likeliest name first.
  static func names(about word: String) -> [[String]] { names[word] ?? [] }

  private static let names: [String: [[String]]] = {
    var names: [String: [[String]]] = [:]
    for line in (EmbeddedText.files["Lexicon/attributes.txt"] ?? "").split(separator: "\n") where line.first != "#" {
      let sides = line.split(separator: "|")
      guard sides.count == 2 else { continue }
      let targets = sides[0].split(separator: ",").map { $0.split(separator: " ").map(String.init) }
      for word in sides[1].split(separator: " ") { names[String(word), default: []] += targets }
    }
    return names
  }()
}
