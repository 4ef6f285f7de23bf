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
    // Scalars in place of characters: an index of comments and values scans many thousands of texts.
    let scalars = Array(text.unicodeScalars)
    let utf8 = text.utf8
    var words: [Word] = []
    var quote: Unicode.Scalar?
    var offset = 0
    /// Where the word that is being read begins, as a place among the scalars and in UTF-8.
    var begun: (place: Int, offset: Int)?
    var isFirst = true
    var isApart = true
    for (place, scalar) in scalars.enumerated() {
      if isPart(place) {
        if begun == nil { begun = (place, offset) }
      } else {
        flush()
        switch scalar {
        case "\"", "“", "”", "„": quote = quote == nil ? scalar : nil
        case "'", "‘", "’":
          // An apostrophe between letters is no quotation mark.
          let before = place > 0 && scalars[place - 1].isAlphanumeric
          let after = place + 1 < scalars.count && scalars[place + 1].isLetter
          if quote != nil, !(before && after) { quote = nil } else if quote == nil, !before { quote = scalar }
        case "?", "!", "\n": (isFirst, isApart) = (true, true)
        case ".":
          // "St. Louis" and "J. Smith" are no two sentences.
          let isShort = (words.last?.text.utf8.count ?? 0) <= 3 && words.last?.isCapitalised == true
          if !isShort { (isFirst, isApart) = (true, true) }
        case ",", ";", ":", "(", ")", "[", "]", "=", "<", ">": isApart = true
        default: break
        }
      }
      offset += UTF8.width(scalar)
    }
    flush()
    return words

    func isPart(_ place: Int) -> Bool {
      let scalar = scalars[place]
      if scalar.isAlphanumeric || scalar == "_" || scalar == "@" { return true }
      guard let begun, place + 1 < scalars.count else { return false }
      let (last, next) = (scalars[place - 1], scalars[place + 1])
      switch scalar {
      case ".":
        return (last.isDigit && next.isDigit) || (scalars[begun.place..<place].contains("@") && next.isLetter)
      case ",": return last.isDigit && next.isDigit && isThousands(scalars, place)
      case "-", "/": return next.isAlphanumeric
      case "&", "+": return last.properties.isUppercase && next.properties.isUppercase
      default: return scalar.isMark
      }
    }
    func flush() {
      guard let start = begun?.offset else { return }
      let word = String(
        text[utf8.index(utf8.startIndex, offsetBy: start)..<utf8.index(utf8.startIndex, offsetBy: offset)])
      words.append(
        Word(
          text: word, folded: fold(word), range: start..<offset, isQuoted: quote != nil, isFirst: isFirst,
          isApart: isApart))
      begun = nil
      (isFirst, isApart) = (false, false)
    }
  }

  private static func isThousands(_ scalars: [Unicode.Scalar], _ place: Int) -> Bool {
    scalars[(place + 1)...].prefix { $0.isDigit }.count == 3
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

extension Unicode.Scalar {
  // What nearly all scalars are is told without a look into Unicode's tables.

  fileprivate var isLetter: Bool { isASCII ? (value | 0x20) &- 0x61 < 26 : properties.isAlphabetic }

  fileprivate var isDigit: Bool { isASCII ? value &- 0x30 < 10 : properties.numericType != nil }

  fileprivate var isAlphanumeric: Bool { isLetter || isDigit }

  /// An accent that stands behind its letter.
  fileprivate var isMark: Bool {
    !isASCII && [.nonspacingMark, .spacingMark, .enclosingMark].contains(properties.generalCategory)
  }
}
