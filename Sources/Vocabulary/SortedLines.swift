/// A text whose lines begin with a word each, in the order of bytes. It is searched as it lies in the program: nothing is read
/// or copied at the start.
package struct SortedLines: Sendable {
  private let text: [UInt8]
  /// Where each line starts, and where the last one ends.
  private let starts: [Int]

  package init(_ lines: String) {
    let text = Array(lines.utf8)
    self.text = text
    starts = [0] + text.indices.filter { text[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
  }

  /// Whether a line begins with the word.
  package func holds(_ word: ArraySlice<UInt8>) -> Bool { place(of: word) != nil }

  /// The line that begins with the word.
  package func line(of word: String) -> String? {
    place(of: Array(word.utf8)[...]).map { String(decoding: text[$0], as: UTF8.self) }
  }

  private func place(of wanted: ArraySlice<UInt8>) -> Range<Int>? {
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
  private func order(_ line: Range<Int>, _ wanted: ArraySlice<UInt8>) -> Int {
    var place = line.lowerBound
    for byte in wanted {
      let other = place < line.upperBound ? text[place] : UInt8(ascii: " ")
      if other != byte { return other < byte ? -1 : 1 }
      place += 1
    }
    return place == line.upperBound || text[place] == UInt8(ascii: " ") ? 0 : 1
  }
}
