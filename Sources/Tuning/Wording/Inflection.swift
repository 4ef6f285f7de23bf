/// Plurals, singulars and the third person, for phrases of English words.
struct Inflection: Sendable {
  private var plurals: [String: String] = [:]
  private var singulars: [String: String] = [:]

  init(irregular lines: [Substring] = []) {
    for line in lines {
      let words = line.split(separator: " ")
      guard words.count >= 2, words.count % 2 == 0 else { continue }
      let singular = words.prefix(words.count / 2).joined(separator: " ")
      let plural = words.suffix(words.count / 2).joined(separator: " ")
      plurals[singular] = plural
      if singulars[plural] == nil || singular == plural { singulars[plural] = singular }
    }
  }

  func plural(_ phrase: String) -> String {
    if let known = plurals[phrase] { return known }
    // "number of units": the head stands before "of".
    for joint in [" of ", " per ", " in "] {
      if let range = phrase.firstRange(of: joint) {
        return plural(String(phrase[..<range.lowerBound])) + phrase[range.lowerBound...]
      }
    }
    guard let space = phrase.lastIndex(of: " ") else { return pluralWord(phrase) }
    return phrase[...space] + pluralWord(String(phrase[phrase.index(after: space)...]))
  }

  func singular(_ phrase: String) -> String {
    if let known = singulars[phrase] { return known }
    guard let space = phrase.lastIndex(of: " ") else { return singularWord(phrase) }
    return phrase[...space] + singularWord(String(phrase[phrase.index(after: space)...]))
  }

  /// "place" → "places", "have" → "has"; past forms stay.
  func thirdPerson(_ verbPhrase: String) -> String {
    let head = verbPhrase.prefix { $0 != " " }
    let rest = verbPhrase.dropFirst(head.count)
    switch head {
    case "have": return "has" + rest
    case "are": return "is" + rest
    case "were": return "was" + rest
    case "do": return "does" + rest
    case "go": return "goes" + rest
    default: break
    }
    if head.hasSuffix("ed") || Self.past.contains(String(head)) { return verbPhrase }
    return pluralWord(String(head)) + rest
  }

  private static let past: Set<String> = [
    "wrote", "left", "made", "took", "got", "put", "had", "began", "came", "sold", "bought", "sent", "went", "sang",
    "won",
    "ran", "flew", "drove", "led", "rose", "quit", "paid",
  ]

  private func pluralWord(_ word: String) -> String {
    if let known = plurals[word] { return known }
    guard let last = word.last else { return word }
    if singulars[word] != nil || word.hasSuffix("ed") && word.count > 4 { return word }
    if word.hasSuffix("s") && !word.hasSuffix("ss") && !word.hasSuffix("us") && !word.hasSuffix("is") { return word }
    if ["s", "x", "z"].contains(last) || word.hasSuffix("ch") || word.hasSuffix("sh") { return word + "es" }
    if last == "y", let before = word.dropLast().last, !"aeiou".contains(before) { return word.dropLast() + "ies" }
    return word + "s"
  }

  private func singularWord(_ word: String) -> String {
    if let known = singulars[word] { return known }
    if plurals[word] != nil { return word }
    guard word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us"), !word.hasSuffix("is")
    else {
      return word
    }
    if word.hasSuffix("ies") {
      return word.count > 4 && word != "movies" ? word.dropLast(3) + "y" : String(word.dropLast())
    }
    for ending in ["sses", "xes", "zes", "ches", "shes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    return String(word.dropLast())
  }
}
