/// The runs of three letters of a text's words, as pg_trgm counts them.
struct Trigrams: Hashable, Sendable {
  private let grams: Set<String>

  init(_ text: String) {
    var grams: Set<String> = []
    for word in WordScanner.fold(text).split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
      let letters = Array("  " + word + " ")
      for start in 0..<(letters.count - 2) { grams.insert(String(letters[start..<(start + 3)])) }
    }
    self.grams = grams
  }

  /// 0 to 1: shared runs among all.
  func likeness(to other: Trigrams) -> Double {
    let shared = grams.intersection(other.grams).count
    return shared == 0 ? 0 : Double(shared) / Double(grams.count + other.grams.count - shared)
  }

  /// 0 to 1: shared runs among those of this text, so that a part of a longer text counts in full.
  func share(in other: Trigrams) -> Double {
    grams.isEmpty ? 0 : Double(grams.intersection(other.grams).count) / Double(grams.count)
  }
}
