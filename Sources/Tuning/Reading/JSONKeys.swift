/// A key of a jsonb column; one of an object inside is written with a dot: `address.city`.
struct JSONKey: Sendable {
  let key: String
  var values: [String] = []
  /// Whether it holds a list, whose items the values are.
  var isList = false
}

/// The keys of a jsonb column: from example values, or from the comment when there are none.
struct JSONKeys {
  static func keys(values: [String], comment: String) -> [JSONKey] {
    var order: [String] = []
    var found: [String: [String]] = [:]
    var lists: Set<String> = []
    for value in values.prefix(50) {
      for (key, text, isItem) in JSONReader.leaves(value)
      where key.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }) {
        if found[key] == nil { order.append(key) }
        if isItem { lists.insert(key) }
        if !(found[key]?.contains(text) ?? false) { found[key, default: []].append(text) }
      }
    }
    if order.isEmpty { (order, found, lists) = told(comment) }
    return order.prefix(20).map { JSONKey(key: $0, values: found[$0] ?? [], isList: lists.contains($0)) }
  }

  /// `keys: material, gender, newsletter (daily, weekly)`; `by weekday (mon to sun)`.
  private static func told(_ comment: String) -> ([String], [String: [String]], Set<String>) {
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
    if comment.contains("mon to sun") || comment.contains("\"mon\"") { return (days, [:], []) }
    guard let colon = comment.firstIndex(of: ":"), !comment.contains("{") else { return ([], [:], []) }
    var order: [String] = []
    var values: [String: [String]] = [:]
    var lists: Set<String> = []
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
        if let key = order.last {
          // "activities (list)"; "activities (list of hiking, climbing)" names its items.
          if let first = inner.first, first.hasPrefix("list") || first.hasPrefix("array") {
            lists.insert(key)
            inner[0] = first.replacing("list of ", with: "").replacing("array of ", with: "")
          }
          if inner.count > 1 { values[key] = inner }
        }
        inner = []
      case ",": flush()
      default: word.append(character)
      }
    }
    flush()
    return (order, values, lists)
  }
}
