/// Reads example values of a jsonb column: an object's keys with their texts, and those of the objects directly in it.
struct JSONReader {
  private var rest: Substring
  private var found: [(key: String, text: String, isItem: Bool)] = []

  /// Strings, numbers and booleans under their keys, lists item by item; what cannot be read ends the reading.
  static func leaves(_ json: String) -> [(key: String, text: String, isItem: Bool)] {
    var reader = JSONReader(rest: Substring(json))
    reader.object("", depth: 0)
    return reader.found
  }

  private init(rest: Substring) { self.rest = rest }

  private mutating func skip() { rest = rest.drop { $0.isWhitespace } }

  private mutating func take(_ mark: Character) -> Bool {
    skip()
    guard rest.first == mark else { return false }
    rest.removeFirst()
    return true
  }

  @discardableResult
  private mutating func object(_ path: String, depth: Int) -> Bool {
    guard take("{") else { return false }
    if take("}") { return true }
    repeat {
      guard let key = string(), take(":"), value(path.isEmpty ? key : path + "." + key, depth: depth) else {
        return false
      }
    } while take(",")
    return take("}")
  }

  private mutating func value(_ key: String, depth: Int, isItem: Bool = false) -> Bool {
    skip()
    switch rest.first {
    case "{": return depth < 1 && !isItem && object(key, depth: depth + 1)
    case "[": return depth < 2 && !isItem && list(key, depth: depth)
    case "\"":
      guard let text = string() else { return false }
      found.append((key, text, isItem))
      return true
    default:
      let word = rest.prefix { $0.isLetter || $0.isNumber || "+-.".contains($0) }
      rest = rest.dropFirst(word.count)
      if !word.isEmpty, word != "null" { found.append((key, String(word), isItem)) }
      return !word.isEmpty
    }
  }

  private mutating func list(_ key: String, depth: Int) -> Bool {
    guard take("[") else { return false }
    if take("]") { return true }
    repeat { guard value(key, depth: depth, isItem: true) else { return false } } while take(",")
    return take("]")
  }

  /// Escapes are for others: a text that has one is no value to ask for.
  private mutating func string() -> String? {
    guard take("\"") else { return nil }
    let text = rest.prefix { $0 != "\"" && $0 != "\\" }
    rest = rest.dropFirst(text.count)
    return take("\"") ? String(text) : nil
  }
}
