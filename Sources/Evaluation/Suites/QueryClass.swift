/// The kind of a query, told by its words: for suites that do not say.
package enum QueryClass {
  /// `unanswerable` where there is no query; else the most demanding thing that the query does.
  package static func of(_ sql: String?) -> String {
    guard let sql else { return "unanswerable" }
    let words = Self.words(sql)
    func has(_ word: Substring) -> Bool { words.contains(word) }
    if has("over") { return "window" }
    if has("union") || has("intersect") || has("except") { return "set operation" }
    if words.count(where: { $0 == "select" }) > 1 { return "nested" }
    let isJoin = has("join")
    if has("group") { return isJoin ? "joined group" : "group" }
    if has("limit") || has("fetch") { return isJoin ? "joined top n" : "top n" }
    if words.contains(where: { ["count", "sum", "avg", "min", "max"].contains($0) }) {
      return isJoin ? "joined aggregate" : "aggregate"
    }
    return isJoin ? "join" : has("where") ? "filter" : "list"
  }

  /// Lower-case words outside of quotes.
  static func words(_ sql: String) -> [Substring] {
    var plain = ""
    var quote: Character?
    for character in sql.lowercased() {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
        plain.append(" ")
      } else {
        plain.append(character)
      }
    }
    return plain.split { !$0.isLetter && $0 != "_" }
  }
}
