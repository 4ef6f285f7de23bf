/// What a column's comment gives away: its noun, and what its NULL, TRUE or sum means.
struct CommentReader {
  private static let stops: Set<String> = [
    "printed", "in", "that", "where", "when", "before", "after", "for", "with", "from", "on", "what", "how", "if",
    "while",
    "to", "whether", "used", "given", "including", "such", "which", "who", "by", "at", "as", "is", "was", "are", "per",
    "between", "whose", "until",
  ]
  private static let openers: Set<String> = [
    "what", "how", "when", "why", "where", "whether", "true", "day", "moment", "which", "who", "if", "not", "see",
    "yes",
    "unique", "primary", "foreign", "1", "0", "flag", "values", "value", "result",
  ]

  private static let vague: Set<String> = [
    "number", "price", "money", "delivery", "result", "value", "goods", "pieces", "text", "state", "name", "labels",
    "code",
    "home", "amount", "id", "date", "identifier", "usual", "position", "settings", "services", "companies", "how",
  ]

  /// A short noun phrase, lower case, or nil.
  static func noun(_ comment: String) -> String? {
    let head = comment.prefix { !",;:(.".contains($0) }
    // "delivery, return or payment": a list of values is no name.
    let isList = head.count < comment.count && comment.dropFirst(head.count).first.map { ",(".contains($0) } == true
    var words: [String] = []
    for word in head.split(separator: " ").map({ $0.lowercased() }) {
      if stops.contains(word) { break }
      words.append(word)
    }
    while let first = words.first, ["the", "a", "an", "our", "current", "usual", "english", "standard"].contains(first)
    {
      words.removeFirst()
    }
    guard let first = words.first, !openers.contains(first), words.count <= 4, words.last != "of", words.last != "and",
      !words.contains("and"), !words.contains("or"), !words.contains("the"),
      words.allSatisfy({ $0.allSatisfy { $0.isLetter || $0 == "-" } }),
      !(words.count == 1 && (isList || vague.contains(first))), words != ["number", "of", "days"]
    else { return nil }
    return words.joined(separator: " ")
  }

  /// "null while it is open" → "open".
  static func nullMeaning(_ comment: String) -> String? {
    let text = comment.lowercased()
    guard let range = text.firstRange(of: "null ") else { return nil }
    var words = text[range.upperBound...].prefix { !",;.()".contains($0) }.split(separator: " ").map(String.init)
    if words.first == "for", let still = words.firstIndex(of: "still"), still <= 2 {
      return words.dropFirst(still + 1).prefix(2).joined(separator: " ")
    }
    guard let joint = words.first, ["while", "if", "until", "as"].contains(joint) else { return nil }
    if joint == "as" { words = Array(words.dropFirst(2)) }
    words.removeFirst(min(1, words.count))
    if let subject = words.first, ["it", "they"].contains(subject), words.count > 2 { words.removeFirst(2) }
    if words.first == "still" { words.removeFirst() }
    guard (1...2).contains(words.count), let first = words.first,
      ![
        "the", "a", "an", "no", "nobody", "there", "it", "this", "they", "none", "unknown", "given", "not", "empty",
        "its",
      ]
      .contains(first), !first.hasSuffix("s")
    else { return nil }
    return words.joined(separator: " ")
  }

  /// "Shop where the person works; null for head office" → "head office".
  static func nullPlace(_ comment: String) -> String? {
    guard let range = comment.lowercased().firstRange(of: "null for ") else { return nil }
    let words = comment.lowercased()[range.upperBound...].prefix { !",;.()".contains($0) }.split(separator: " ").map(
      String.init)
    guard (1...2).contains(words.count), let first = words.first, let last = words.last, !last.hasSuffix("s"),
      !["the", "a", "an", "no", "people", "all", "any"].contains(first)
    else { return nil }
    return words.joined(separator: " ")
  }

  /// "True if the customer agreed to receive the newsletter" → "agreed to receive the newsletter".
  static func trueMeaning(_ comment: String, nouns: [String]) -> String? {
    let text = comment.lowercased()
    for opener in ["true if the ", "true when the ", "whether the ", "true if "] where text.hasPrefix(opener) {
      var words = text.dropFirst(opener.count).prefix { !",;.(".contains($0) }.split(separator: " ").map(String.init)
      guard let subject = words.first, nouns.contains(subject), words.count >= 3, words.count <= 9 else { continue }
      words.removeFirst()
      return words.joined(separator: " ")
    }
    return nil
  }

  /// "When the ticket was solved" → (passive: solved); "Day the shop closed for good" → (active: closed).
  static func dateWords(_ comment: String, nouns: [String]) -> Lexicon.DateWords? {
    let sentence = comment.prefix { !",;.(".contains($0) }.lowercased()
    var words = sentence.split(separator: " ").map(String.init)
    guard let opener = words.first, ["when", "day", "moment", "date", "time"].contains(opener) else { return nil }
    words.removeFirst()
    while let first = words.first, ["on", "when", "which", "the", "a", "an", "at", "that"].contains(first) {
      words.removeFirst()
    }
    guard let subject = words.first, nouns.contains(subject) || subject == "it" || subject == "person" else {
      return nil
    }
    words.removeFirst()
    let isPassive = ["was", "were", "is"].contains(words.first ?? "")
    if isPassive { words.removeFirst() }
    guard let verb = words.first, verb.hasSuffix("ed") || ["left", "began", "sold", "sent", "paid"].contains(verb),
      words.count <= 4
    else { return nil }
    let spoken = isPassive || words.count > 3 ? verb : words.prefix { $0 != "for" }.joined(separator: " ")
    return isPassive
      ? Lexicon.DateWords(passive: [spoken], active: [], newest: [], oldest: [])
      : Lexicon.DateWords(passive: [], active: [spoken], newest: [], oldest: [])
  }

  /// "Revenue or turnover is the sum of this column" → revenue, turnover.
  static func sumNouns(_ comment: String) -> [String] {
    let text = comment.lowercased()
    guard let range = text.firstRange(of: " is the sum of this") else { return [] }
    let before = text[..<range.lowerBound]
    let start = before.lastIndex { ".;,".contains($0) }.map { before.index(after: $0) } ?? before.startIndex
    return before[start...].split(separator: " ").split { $0 == "or" || $0 == "and" }.map { $0.joined(separator: " ") }
      .filter { $0.count < 30 }
  }
}
