/// The keys of a jsonb column: from example values, or from the comment when there are none.
struct JSONKeys {
  static func keys(values: [String], comment: String) -> [(key: String, values: [String])] {
    var order: [String] = []
    var found: [String: [String]] = [:]
    for value in values.prefix(50) {
      for (key, text) in topLevel(value) where key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) {
        if found[key] == nil { order.append(key) }
        if !(found[key]?.contains(text) ?? false) { found[key, default: []].append(text) }
      }
    }
    if order.isEmpty { (order, found) = told(comment) }
    return order.prefix(20).map { ($0, found[$0] ?? []) }
  }

  /// `keys: material, gender, newsletter (daily, weekly)`; `by weekday (mon to sun)`.
  private static func told(_ comment: String) -> ([String], [String: [String]]) {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    if comment.contains("mon to sun") || comment.contains("\"mon\"") { return (days, [:]) }
    guard let colon = comment.firstIndex(of: ":"), !comment.contains("{") else { return ([], [:]) }
    var order: [String] = []
    var values: [String: [String]] = [:]
    var depth = 0
    var inner: [String] = []
    var word = ""
    func flush() {
      let text = Lexicon.trimmed(word)
      word = ""
      guard !text.isEmpty else { return }
      if depth > 0 {
        inner.append(text)
      } else if text.count > 2, text.allSatisfy({ $0.isLetter || $0 == "_" }) {
        order.append(text)
      }
    }
    let list = comment[comment.index(after: colon)...].split(separator: ";").last ?? ""
    for character in list.split(separator: ":").last ?? "" {
      switch character {
      case "(":
        flush()
        depth += 1
      case ")":
        flush()
        depth -= 1
        if inner.count > 1, let key = order.last { values[key] = inner }
        inner = []
      case ",": flush()
      default: word.append(character)
      }
    }
    flush()
    return (order, values)
  }

  /// Pairs of a flat object whose values are strings, numbers or booleans.
  private static func topLevel(_ json: String) -> [(String, String)] {
    var pairs: [(String, String)] = []
    var rest = Substring(json)
    while let open = rest.firstIndex(of: "\"") {
      let afterOpen = rest[rest.index(after: open)...]
      guard let close = afterOpen.firstIndex(of: "\"") else { break }
      let key = String(afterOpen[..<close])
      var tail = afterOpen[afterOpen.index(after: close)...].drop { $0 == " " }
      guard tail.first == ":" else {
        rest = tail
        continue
      }
      tail = tail.dropFirst().drop { $0 == " " }
      if tail.first == "\"" {
        let body = tail.dropFirst()
        guard let end = body.firstIndex(of: "\"") else { break }
        pairs.append((key, String(body[..<end])))
        rest = body[body.index(after: end)...]
      } else if tail.first == "[" || tail.first == "{" {
        rest = tail.drop { $0 != "]" && $0 != "}" }
      } else {
        let body = tail.prefix { $0 != "," && $0 != "}" && $0 != " " }
        if body != "null" { pairs.append((key, String(body))) }
        rest = tail.dropFirst(body.count)
      }
    }
    return pairs
  }
}
