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

  /// Whether it has an entry.
  static func holds(_ word: ArraySlice<UInt8>) -> Bool { place(of: word) != nil }

  private static func line(of word: String) -> String? {
    place(of: Array(word.utf8)[...]).map { String(decoding: text[$0], as: UTF8.self) }
  }

  /// Where each line starts, and where the last one ends.
  private static let starts: [Int] = [0] + text.indices.filter { text[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }

  /// Bisects the lines, which are in the order of bytes.
  private static func place(of wanted: ArraySlice<UInt8>) -> Range<Int>? {
    var low = 0
    var high = starts.count - 1
    while low < high {
      let middle = (low + high) / 2
      let line = starts[middle]..<(starts[middle + 1] - 1)
      switch order(line, wanted) {
      case 0: return line
      case ..<0: low = middle + 1
      default: high = middle
      }
    }
    return nil
  }

  /// Whether a line's word comes before (negative) or after another.
  private static func order(_ line: Range<Int>, _ wanted: ArraySlice<UInt8>) -> Int {
    var place = line.lowerBound
    for byte in wanted {
      let other = place < line.upperBound ? text[place] : UInt8(ascii: " ")
      if other != byte { return other < byte ? -1 : 1 }
      place += 1
    }
    return place == line.upperBound || text[place] == UInt8(ascii: " ") ? 0 : 1
  }
}
