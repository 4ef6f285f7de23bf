/// Splits an identifier into the words that it was made of.
package enum Identifier {
  /// `orderDate2`, `ORDER_DATE`, `order-date` and `orderdate` all hold the words order and date.
  package static func words(_ name: String) -> [String] {
    let words = name.utf8.allSatisfy { $0 < 0x80 } ? wordsOfASCII(name) : wordsOfAny(name)
    return words.flatMap { WrittenTogether.parts(of: $0) ?? [$0] }
  }

  /// Letters that names of one relation begin with and that only hide their words: `sbtx` of `sbtxtype`, `sbtxdate`, `sbtxprice`.
  ///
  /// Empty where nothing hides, or something separates the words.
  package static func prefix(of names: [String]) -> String {
    guard names.count > 3, let first = names.first else { return "" }
    var length = first.utf8.count
    for name in names {
      guard !name.utf8.contains(UInt8(ascii: "_")) else { return "" }
      length = min(length, zip(first.utf8, name.utf8).prefix { $0 == $1 }.count)
      guard length >= 2 else { return "" }
    }
    let prefix = String(first.prefix(length))
    let rests = names.map { String($0.dropFirst(prefix.count)) }
    guard prefix.utf8.count == length, rests.allSatisfy({ $0.utf8.count >= 2 }) else { return "" }
    let readable = (names.count(where: WrittenTogether.isReadable), rests.count(where: WrittenTogether.isReadable))
    return readable.1 > readable.0 ? prefix : ""
  }

  /// The same for the names that nearly all are, ten times as fast.
  private static func wordsOfASCII(_ name: String) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var previousIsLower = false
    var previousIsDigit = false
    for byte in name.utf8 {
      let isUpper = byte >= 65 && byte <= 90
      let isLower = byte >= 97 && byte <= 122
      let isDigit = byte >= 48 && byte <= 57
      let isPart = isUpper || isLower || isDigit
      if !word.isEmpty, !isPart || (isUpper && previousIsLower) || isDigit != previousIsDigit {
        words.append(String(decoding: word, as: UTF8.self))
        word.removeAll(keepingCapacity: true)
      }
      if isPart { word.append(isUpper ? byte + 32 : byte) }
      (previousIsLower, previousIsDigit) = (isLower, isDigit)
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
  }

  private static func wordsOfAny(_ name: String) -> [String] {
    var words: [String] = []
    var current = ""
    var previous: Character = "_"
    for character in name {
      let isBreak =
        !(character.isLetter || character.isNumber)
        || (character.isUppercase && previous.isLowercase)
        || (character.isNumber != previous.isNumber && !current.isEmpty)
      if isBreak, !current.isEmpty {
        words.append(current.lowercased())
        current = ""
      }
      if character.isLetter || character.isNumber { current.append(character) }
      previous = character
    }
    if !current.isEmpty { words.append(current.lowercased()) }
    return words
  }
}
