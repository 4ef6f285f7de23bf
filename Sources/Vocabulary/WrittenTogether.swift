/// Takes words apart that were written together: PostgreSQL folds an unquoted `SurfaceArea` to `surfacearea`.
package enum WrittenTogether {
  /// Common English words of three letters and more, and those that tables are full of.
  private static let words = SortedLines(EmbeddedText.files["Lexicon/words.txt"] ?? "")

  /// What short words may end a name: `petid`, `flightno`.
  private static let endings: [[UInt8]] = ["id", "no", "nr", "nm"].map { Array($0.utf8) }

  /// Two or three known words that a longer one consists of; nil where it is known itself, or something is left over.
  package static func parts(of word: String) -> [String]? {
    let bytes = Array(word.utf8)
    guard bytes.count >= 5, bytes.count <= 32, bytes.allSatisfy({ $0 >= 97 && $0 <= 122 }), !isWord(bytes[...])
    else { return nil }
    for ending in endings where bytes.suffix(2) == ending[...] && bytes.count < 7 {
      let head = bytes.dropLast(2)
      if isWord(head) { return [text(head), text(ending[...])] }
    }
    guard bytes.count >= 7 else { return nil }
    for cut in stride(from: bytes.count - 2, through: 3, by: -1) where isWord(bytes[..<cut]) {
      let rest = bytes[cut...]
      if isWord(rest) || endings.contains(Array(rest)) { return [text(bytes[..<cut]), text(rest)] }
      for second in stride(from: bytes.count - 2, through: cut + 3, by: -1) where isWord(bytes[cut..<second]) {
        let last = bytes[second...]
        if isWord(last) || endings.contains(Array(last)) {
          return [text(bytes[..<cut]), text(bytes[cut..<second]), text(last)]
        }
      }
    }
    // What is cut short before a word that names end with: `indepyear`.
    for ending in tails where bytes.count >= ending.count + 4 && bytes.suffix(ending.count) == ending[...] {
      return [text(bytes.dropLast(ending.count)), text(ending[...])]
    }
    return nil
  }

  private static let tails: [[UInt8]] = ["year", "date", "name", "code"].map { Array($0.utf8) }

  /// Whether it is a word, or can be taken apart into words.
  static func isReadable(_ word: String) -> Bool { isWord(Array(word.utf8)[...]) || parts(of: word) != nil }

  private static func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }

  /// Known as it is, or as the singular of what it is.
  private static func isWord(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard bytes.count >= 3 else { return false }
    if words.holds(bytes) { return true }
    return bytes.count > 4 && bytes.last == UInt8(ascii: "s") && words.holds(bytes.dropLast())
  }
}
