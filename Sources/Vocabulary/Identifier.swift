/// Splits an identifier into the words that it was made of.
package enum Identifier {
  /// `orderDate2`, `ORDER_DATE` and `order-date` all hold the words order and date.
  package static func words(_ name: String) -> [String] {
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
