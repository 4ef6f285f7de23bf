/// The words by which a question tells what it wants, whatever it is asked of.
extension Naming {
  static let ongoing: Phrases = [
    " currently ", " still ", " at the moment ", " right now ", " nowadays ", " at present ", " presently ",
    " these days ", " on sale now ", " current ones ", " current people ", " current only ",
  ]

  static let current: Phrases = ["current "]

  /// What a population is counted by.
  static let people: Set<String> = ["people", "inhabitants", "residents"]

  static let bothWays: Phrases = [
    "and how many do not", "and how many don't", "and how many are not", "and how many aren't", "and how many does not",
    "and how many did not", "and how many didn't", "and how many have not", "and how many without",
    "and how many have no",
  ]
  static let unknowns: Phrases = [
    "unknown", "null", "missing", "not known", "unspecified", "blank", "recorded",
  ]
  static let numbers: Phrases = [
    "how many", "how much", "number", "count", "maximum", "minimum", "max ", "min ",
  ]
  static let totals: Phrases = [
    " spend", " spent", "revenue", "turnover", " sales", " sold", " earned", " total", " sum ", "altogether", " paid ",
  ]
  static let inTotal: Phrases = [" in total", " altogether", " all together"]
  static let alternatives: Phrases = [" or ", " either "]
  static let means: Phrases = [
    "averag", "avg", " mean", "typical", "usual", "normal", "expected", " per ", "unit price", " each ",
  ]
  static let denials: Phrases = [
    " not ", "n't ", " no ", " never ", " without ", " neither ", " nor ", " didnt ", " dont ", " doesnt ", " isnt ",
    " arent ", " wasnt ", " werent ", " havent ", " hasnt ",
  ]
  /// A "no" that is none.
  static let bounds: Phrases = [
    "no more than", "not more than", "no less than", "not less than", "no fewer than", "not fewer than", "no later",
    "not later", "not including", "not counting", "not only", "or not", "no matter", "not just",
  ]
  static let differences: Phrases = ["other than", "different from"]
  static let exclusions: Phrases = [
    " except", "exclud", "leaving out", "leave out", "apart from", "outside", "other than", "different from",
  ]

  /// Whether some word may mean a no, whatever it is said of.
  static func denies(_ asked: String) -> Bool {
    let words = asked.split { !$0.isLetter && $0 != "'" }.map(String.init)
    return zip(words, words.dropFirst() + [""]).contains { word, next in
      negations.contains(word) || word.hasSuffix("n't") || word.hasSuffix("less") && word != "less"
        || word.hasPrefix("exclu") || word.hasPrefix("differ")
        || ["leave", "leaving"].contains(word) && ["out", "aside", "off"].contains(next)
        || (word.hasPrefix("un") || word.hasPrefix("non") || word.hasPrefix("dis")) && !innocent.contains(word)
    }
  }

  static let negations = Set(
    """
    not no never without neither nor none nobody nothing nowhere cannot dont doesnt didnt isnt arent wasnt werent havent
    hasnt hadnt wont couldnt zero other others else except excepting but besides apart outside instead rather lack lacks lacking
    missing fail fails failed remaining rest minus beyond opposite hardly opposed contrary yet
    awaiting pending omit omitting skip skipping ignore ignoring drop dropping barring inactive invalid incomplete
    inverse inaccessible inexact
    """.split(whereSeparator: \.isWhitespace).map(String.init))
  /// Words that only begin as if they said no.
  static let innocent: Set<String> = [
    "under", "until", "unit", "units", "university", "universities", "union", "unions", "unique", "united", "uncle",
    "distinct", "district", "districts", "distance", "distances", "discount", "discounts", "display", "discipline",
    "disciplines", "dish", "dishes", "disk", "disks", "distribution", "distributed", "disease", "diseases",
  ]

  /// Whether words end with the noun that something is called by, in the singular or the plural.
  static func isNoun(_ said: String, of name: String) -> Bool {
    guard let word = said.split(separator: " ").last, let noun = Identifier.words(name).last else {
      return false
    }
    return !singulars(String(word)).isDisjoint(with: singulars(noun))
  }

  static func singulars(_ word: String) -> Set<String> {
    var found: Set = [word]
    if word.hasSuffix("s") { found.insert(String(word.dropLast())) }
    if word.hasSuffix("es") { found.insert(String(word.dropLast(2))) }
    if word.hasSuffix("ies") { found.insert(word.dropLast(3) + "y") }
    return found
  }

  /// Whether a text ends with words that count what comes next, with a few others in between at most.
  static func counts(_ text: String, between most: Int) -> Bool {
    let words = text.split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "'" }.suffix(5).map(String.init)
    for between in 0...most where words.count > between {
      let rest = Array(words.dropLast(between))
      if rest.last == "many" || ["most", "fewest", "least", "count"].contains(rest.last ?? "") { return true }
      if rest.suffix(2) == ["nr", "of"] || rest.suffix(2) == ["no", "of"] { return true }
      if rest.suffix(2) == ["number", "of"] || rest.suffix(2) == ["count", "of"] || rest.suffix(2) == ["count", "the"] {
        return true
      }
    }
    return false
  }
}

/// Words that are looked for as they are written. Byte by byte, since the library's search of a string costs microseconds a phrase.
struct Phrases: ExpressibleByArrayLiteral {
  private let all: [[UInt8]]

  init(arrayLiteral phrases: String...) { all = phrases.map { Array($0.utf8) } }

  /// Where the only one of them begins in the text; `nil` for none and for several.
  func place(in text: String) -> Int? {
    let bytes = Array(text.utf8)
    let places = Set(
      all.flatMap { phrase in
        (0..<max(0, bytes.count - phrase.count + 1)).filter { bytes[$0...].starts(with: phrase) }
      })
    return places.count == 1 ? places.first : nil
  }

  /// Whether one of them does in the text.
  func stand(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      all.contains { phrase in
        (0..<max(0, bytes.count - phrase.count + 1)).contains { start in
          bytes[start] == phrase[0] && phrase.indices.allSatisfy { bytes[start + $0] == phrase[$0] }
        }
      }
    }
  }
}
