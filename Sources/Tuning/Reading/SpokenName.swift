internal import Retrieval
internal import Vocabulary

/// Splits names as catalogs spell them into the words that people say.
enum SpokenName {
  /// `orderLine_no` → order, line, number.
  static func words(_ name: String) -> [String] {
    var words: [String] = []
    var current = ""
    var previous: Character = " "
    for character in name {
      let startsWord = character.isUppercase && (previous.isLowercase || previous.isNumber)
      let isSeparator = !(character.isLetter || character.isNumber)
      if isSeparator || startsWord {
        if !current.isEmpty { words.append(current.lowercased()) }
        current = ""
      }
      if !isSeparator { current.append(character) }
      previous = character
    }
    if !current.isEmpty { words.append(current.lowercased()) }
    let noise: Set<String> = ["tbl", "tb", "dim", "fact", "fct", "vw", "v", "mv", "t"]
    if words.count > 1, let first = words.first, noise.contains(first) { words.removeFirst() }
    return words.flatMap { Abbreviations.words[$0] ?? WrittenTogether.parts(of: $0) ?? [$0] }
  }
}
