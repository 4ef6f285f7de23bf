/// Words of like meaning, from `Lexicon/thesaurus.txt`: "wage" is near "salary".
enum Thesaurus {
  struct Neighbour: Hashable {
    var word: String
    /// 0 to 1; what is listed is above 0.5.
    var likeness: Double
  }

  /// A lemma's neighbours, the nearest first. The text is searched as it lies in the program: nothing is read at the start.
  static func neighbours(of word: String) -> [Neighbour] {
    guard let line = line(of: word) else { return [] }
    let fields = line.split(separator: " ").dropFirst()
    return stride(from: fields.startIndex, to: fields.endIndex - 1, by: 2).compactMap { index in
      Double(fields[index + 1]).map { Neighbour(word: String(fields[index]), likeness: $0 / 100) }
    }
  }

  private static let text = Array((EmbeddedText.files["Lexicon/thesaurus.txt"] ?? "").utf8)

  /// Bisects the lines, which are in the order of bytes.
  private static func line(of word: String) -> String? {
    let wanted = Array(word.utf8)
    var low = 0
    var high = text.count
    while low < high {
      var start = (low + high) / 2
      while start > low, text[start - 1] != UInt8(ascii: "\n") { start -= 1 }
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      let found = text[start..<end].prefix { $0 != UInt8(ascii: " ") }
      if found.elementsEqual(wanted) { return String(decoding: text[start..<end], as: UTF8.self) }
      if found.lexicographicallyPrecedes(wanted) { low = end + 1 } else { high = start }
    }
    return nil
  }
}
