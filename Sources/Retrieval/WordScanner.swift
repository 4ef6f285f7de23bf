internal import Foundation

/// A word of a question with its place.
struct Word: Hashable {
  /// As typed.
  let text: String
  /// Case and accents folded.
  let folded: String
  /// UTF-8 offsets into the question.
  let range: Range<Int>
  /// Whether it stands inside quotation marks.
  let isQuoted: Bool
  /// Whether a sentence begins with it.
  let isFirst: Bool
  /// Whether a comma, a bracket or the end of a sentence stands between it and the word before.
  let isApart: Bool

  var isCapitalised: Bool { text.first?.isUppercase ?? false }
  var isNumber: Bool { text.first?.isNumber ?? false }
}

/// Splits text into words: letters and digits with inner apostrophes, dots, hyphens and commas where these belong to them.
enum WordScanner {
  static func words(_ text: String) -> [Word] {
    var words: [Word] = []
    var quote: Character?
    var offset = 0
    var start = 0
    var current = ""
    var isFirst = true
    var isApart = true
    let characters = Array(text)
    func isPart(_ index: Int) -> Bool {
      let character = characters[index]
      if isWordly(character) { return true }
      guard !current.isEmpty, index + 1 < characters.count, let last = current.last else { return false }
      let next = characters[index + 1]
      switch character {
      case ".": return (last.isNumber && next.isNumber) || (current.utf8.contains(UInt8(ascii: "@")) && next.isLetter)
      case ",": return last.isNumber && next.isNumber && isThousands(characters, index)
      case "-", "/": return next.isLetter || next.isNumber
      case "&", "+": return last.isUppercase && next.isUppercase
      default: return false
      }
    }
    for (index, character) in characters.enumerated() {
      let length = character.utf8.count
      if isPart(index) {
        if current.isEmpty { start = offset }
        current.append(character)
      } else {
        flush()
        switch character {
        case "\"", "“", "”", "„": quote = quote == nil ? character : nil
        case "'", "‘", "’":
          // An apostrophe between letters is no quotation mark.
          let before = index > 0 && (characters[index - 1].isLetter || characters[index - 1].isNumber)
          let after = index + 1 < characters.count && characters[index + 1].isLetter
          if quote != nil, !(before && after) { quote = nil } else if quote == nil, !before { quote = character }
        case "?", "!", "\n": (isFirst, isApart) = (true, true)
        case ".":
          // "St. Louis" and "J. Smith" are no two sentences.
          let isShort = (words.last?.text.utf8.count ?? 0) <= 3 && words.last?.isCapitalised == true
          if !isShort { (isFirst, isApart) = (true, true) }
        case ",", ";", ":", "(", ")", "[", "]", "=", "<", ">": isApart = true
        default: break
        }
      }
      offset += length
    }
    flush()
    func flush() {
      guard !current.isEmpty else { return }
      words.append(
        Word(
          text: current, folded: fold(current), range: start..<(start + current.utf8.count), isQuoted: quote != nil,
          isFirst: isFirst, isApart: isApart))
      current = ""
      (isFirst, isApart) = (false, false)
    }
    return words
  }

  /// Letters, digits, `_` and `@`; for the characters that nearly all are, without a look into Unicode's tables.
  private static func isWordly(_ character: Character) -> Bool {
    guard let ascii = character.asciiValue else { return character.isLetter || character.isNumber }
    return (ascii | 0x20) &- 0x61 < 26 || ascii &- 0x30 < 10 || ascii == 0x5F || ascii == 0x40
  }

  private static func isThousands(_ characters: [Character], _ index: Int) -> Bool {
    let digits = characters[(index + 1)...].prefix { $0.isNumber }
    return digits.count == 3
  }

  /// Lower case without accents, so that "Zürich", "zurich" and "ZÜRICH" meet.
  static func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 128 }) { return text.lowercased() }
    var folded = ""
    folded.reserveCapacity(text.utf8.count)
    for scalar in text.lowercased().decomposed where !(0x300...0x36F).contains(scalar.value) {
      folded.unicodeScalars.append(scalar)
    }
    return folded
  }
}

extension String {
  /// The text's scalars with the accents of Latin letters apart from the letters.
  fileprivate var decomposed: [Unicode.Scalar] {
    decomposedStringWithCanonicalMapping.unicodeScalars.map { $0 }
  }
}
