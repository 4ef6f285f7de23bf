internal import Retrieval
internal import Vocabulary

/// Splits names as catalogs spell them into the words that people say.
enum SpokenName {
  /// `orderLine_no` → order, line, number.
  ///
  /// - Parameter prefix: letters that nobody says.
  static func words(_ name: String, without prefix: String = "") -> [String] {
    let name = name.hasPrefix(prefix) ? name.dropFirst(prefix.count) : name[...]
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

  /// The letters before all of several names that only say whose they are: `sbcust` of `sbcustname`, `c_` of `c_name`.
  static func shared(by names: [String]) -> String {
    let fused = Identifier.prefix(of: names)
    guard fused.isEmpty, names.count > 3, let first = names.first, let end = first.firstIndex(of: "_") else {
      return fused
    }
    let letters = String(first[...end])
    let isShared = letters.count <= 5 && names.allSatisfy { $0.hasPrefix(letters) && $0.count > letters.count + 1 }
    return isShared ? letters : ""
  }
}
