/// Cuts our own SQL files into plain text, quoted text, comments and semicolons.
///
/// It reads what this package ships, never what someone typed.
struct SQLTextReader {
  struct Piece: Equatable {
    enum Kind { case plain, quoted, comment, semicolon }
    var kind: Kind
    var bytes: [UInt8]
  }

  private var rest: ArraySlice<UInt8>

  init(_ text: String) { rest = Array(text.utf8)[...] }

  mutating func next() -> Piece? {
    guard let first = rest.first else { return nil }
    switch first {
    case UInt8(ascii: ";"): return take(.semicolon, 1)
    case UInt8(ascii: "'"), UInt8(ascii: "\""): return take(.quoted, end(of: [first], from: 1))
    case UInt8(ascii: "-") where starts("--"): return take(.comment, end(of: [0x0A], from: 2))
    case UInt8(ascii: "$"):
      if let mark = dollarMark { return take(.quoted, end(of: mark, from: mark.count)) }
    default: break
    }
    let length = rest.dropFirst().firstIndex(where: Self.special.contains).map { $0 - rest.startIndex } ?? rest.count
    return take(.plain, length)
  }

  private static let special = Set("';\"-$".utf8)

  private mutating func take(_ kind: Piece.Kind, _ length: Int) -> Piece {
    let piece = Piece(kind: kind, bytes: Array(rest.prefix(length)))
    rest = rest.dropFirst(length)
    return piece
  }

  private func starts(_ text: String) -> Bool { rest.starts(with: text.utf8) }

  /// The length up to and with the next `mark`, or of all that is left.
  private func end(of mark: [UInt8], from start: Int) -> Int {
    var index = rest.startIndex + start
    while index + mark.count <= rest.endIndex {
      if rest[index..<index + mark.count].elementsEqual(mark) { return index + mark.count - rest.startIndex }
      index += 1
    }
    return rest.count
  }

  /// `$$` or `$word$`, if that is what comes.
  private var dollarMark: [UInt8]? {
    let word = rest.dropFirst().prefix { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A || $0 == UInt8(ascii: "_") }
    let end = rest.startIndex + 1 + word.count
    guard end < rest.endIndex, rest[end] == UInt8(ascii: "$") else { return nil }
    return Array(rest[rest.startIndex...end])
  }
}

extension SQLTextReader {
  /// The statements of a script, one by one; comments alone are none.
  static func statements(_ script: String) -> [String] {
    var reader = SQLTextReader(script)
    var statements: [String] = []
    var current: [UInt8] = []
    var hasWords = false
    while let piece = reader.next() {
      if piece.kind == .semicolon {
        if hasWords { statements.append(String(decoding: current, as: UTF8.self)) }
        current = []
        hasWords = false
      } else {
        current += piece.bytes
        if piece.kind != .comment, piece.bytes.contains(where: { $0 > 0x20 }) { hasWords = true }
      }
    }
    if hasWords { statements.append(String(decoding: current, as: UTF8.self)) }
    return statements
  }
}
