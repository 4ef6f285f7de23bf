/// Takes names of columns and relations apart into words.
enum NameWords {
  /// The lower-case words of `customer_id`, `customerId` or `CustomerID`: `customer`, `id`.
  static func split(_ name: String) -> [String] {
    name.utf8.allSatisfy { $0 < 0x80 } ? splitASCII(Array(name.utf8)) : splitAny(name)
  }

  /// The same as `splitAny` for the names that nearly all are, ten times as fast.
  private static func splitASCII(_ name: [UInt8]) -> [String] {
    func isUpper(_ byte: UInt8) -> Bool { byte >= 65 && byte <= 90 }
    func isLower(_ byte: UInt8) -> Bool { byte >= 97 && byte <= 122 }
    func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
    var words: [String] = []
    var word: [UInt8] = []
    var previousIsLower = false
    for (index, byte) in name.enumerated() {
      let isWord = isUpper(byte) || isLower(byte) || isDigit(byte)
      let nextIsLower = index + 1 < name.count && isLower(name[index + 1])
      if !isWord || isUpper(byte) && (previousIsLower || nextIsLower), !word.isEmpty {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
      if isWord { word.append(isUpper(byte) ? byte + 32 : byte) }
      previousIsLower = isLower(byte) || isDigit(byte)
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  private static func splitAny(_ name: String) -> [String] {
    var words: [String] = []
    var word = ""
    var previousIsLower = false
    let characters = Array(name)
    for (index, character) in characters.enumerated() {
      guard character.isLetter || character.isNumber else {
        if !word.isEmpty { words.append(word) }
        word = ""
        previousIsLower = false
        continue
      }
      let nextIsLower = index + 1 < characters.count && characters[index + 1].isLowercase
      if character.isUppercase, !word.isEmpty, previousIsLower || nextIsLower {
        words.append(word)
        word = ""
      }
      word += character.lowercased()
      previousIsLower = character.isLowercase || character.isNumber
    }
    if !word.isEmpty { words.append(word) }
    return words
  }

  /// The singular of an English noun, by rule and a few exceptions; other words stay as they are.
  static func singular(_ word: String) -> String {
    if let irregular = irregular[word] { return irregular }
    for ending in ["ss", "us", "is"] where word.hasSuffix(ending) { return word }
    guard word.hasSuffix("s"), word.utf8.count > 3 else { return word }
    if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
    for ending in ["sses", "xes", "ches", "shes", "zes"] where word.hasSuffix(ending) {
      return String(word.dropLast(2))
    }
    return String(word.dropLast())
  }

  private static let irregular = [
    "people": "person", "children": "child", "men": "man", "women": "woman", "indices": "index", "series": "series",
    "statuses": "status", "addresses": "address", "movies": "movie", "data": "data", "news": "news", "buses": "bus",
    "analyses": "analysis",
  ]
}
