/// A value as a table shows it: its lines, with tabs and control characters written out, so that none steers the terminal.
struct CellText {
  struct Line {
    var text: String
    var width: Int
  }

  /// A line, or the part of one that fits, and what follows it.
  struct Piece {
    enum Ending { case cell, line, wrap }

    var text: Substring
    var width: Int
    var ending: Ending
  }

  /// Never empty.
  let lines: [Line]

  var width: Int { lines.reduce(0) { max($0, $1.width) } }

  init(_ value: String) {
    if value.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) {
      lines = [Line(text: value, width: value.utf8.count)]
      return
    }
    var lines: [Line] = []
    var line = Line(text: "", width: 0)
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\n":
        lines.append(line)
        line = Line(text: "", width: 0)
      case "\r": line.add("\\r")
      case "\t": line.add(String(repeating: " ", count: 8 - line.width % 8))
      default:
        if let width = DisplayWidth.of(scalar) {
          line.text.unicodeScalars.append(scalar)
          line.width += width
        } else {
          let digits = String(scalar.value, radix: 16, uppercase: true)
          let zeros = String(repeating: "0", count: (scalar.value < 0x80 ? 2 : 4) - digits.count)
          line.add((scalar.value < 0x80 ? "\\x" : "\\u") + zeros + digits)
        }
      }
    }
    self.lines = lines + [line]
  }

  /// The lines, folded where they are wider than `width`.
  func pieces(_ width: Int) -> [Piece] {
    var pieces: [Piece] = []
    for (index, line) in lines.enumerated() {
      let ending: Piece.Ending = index < lines.count - 1 ? .line : .cell
      if line.width <= width {
        pieces.append(Piece(text: line.text[...], width: line.width, ending: ending))
        continue
      }
      var rest = line.text[...]
      repeat {
        let (taken, width) = Self.front(of: rest, upTo: width)
        rest = rest[taken.endIndex...]
        pieces.append(Piece(text: taken, width: width, ending: rest.isEmpty ? ending : .wrap))
      } while !rest.isEmpty
    }
    return pieces
  }

  /// As much as fits, but at least one character.
  private static func front(of text: Substring, upTo limit: Int) -> (Substring, Int) {
    var width = 0
    var end = text.startIndex
    let scalars = text.unicodeScalars
    while end < scalars.endIndex {
      let next = DisplayWidth.of(scalars[end]) ?? 0
      if width + next > limit, width > 0 { break }
      width += next
      end = scalars.index(after: end)
    }
    return (text[..<end], width)
  }
}

extension CellText.Line {
  fileprivate mutating func add(_ ascii: String) {
    text += ascii
    width += ascii.utf8.count
  }
}
