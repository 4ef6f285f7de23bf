/// Reads SQL byte by byte as psql does: whether a semicolon ends it and a backslash begins a command depends on the place.
struct StatementScanner {
  enum Place: Equatable {
    case ground
    case text
    /// Where backslashes escape: `E'…'`.
    case escapedText
    case name
    case dollar(tag: [UInt8])
    case comment(depth: Int)
  }

  enum Stop { case semicolon, backslash, end }

  /// The statement so far.
  private(set) var bytes: [UInt8] = []
  private(set) var place = Place.ground
  private(set) var parentheses = 0

  /// Variables in variables in variables: further ones are left as they are.
  private static let mostMentions = 1000

  var text: String { String(decoding: bytes, as: UTF8.self) }
  var isEmpty: Bool { bytes.isEmpty }

  /// What psql's prompt shows before its `>`.
  var promptMark: String {
    switch place {
    case .ground where bytes.isEmpty: "="
    case .ground: parentheses > 0 ? "(" : "-"
    case .text, .escapedText: "'"
    case .name: "\""
    case .dollar: "$"
    case .comment: "*"
    }
  }

  /// Goes on with the bytes of `line` from `position`, up to what ends the statement for now.
  ///
  /// A semicolon is part of the statement; a backslash is left where it is.
  mutating func scan(_ line: inout [UInt8], from position: inout Int, _ variables: Variables) -> Stop {
    var mentions = 0
    while position < line.count {
      let byte = line[position]
      if place == .ground {
        if byte == UInt8(ascii: "\\") { return .backslash }
        if byte == UInt8(ascii: ":"), replaceMention(in: &line, at: &position, variables, &mentions) { continue }
      }
      if step(line, &position) { return .semicolon }
    }
    return .end
  }

  /// Where the parenthesis ends that opens a text: the place behind it.
  static func endOfGroup(_ line: [UInt8]) -> Int? {
    var scanner = StatementScanner()
    var position = 0
    while position < line.count {
      _ = scanner.step(line, &position)
      if scanner.parentheses == 0, scanner.place == .ground { return position }
    }
    return nil
  }

  /// One step from where the text stands; whether it was the semicolon.
  private mutating func step(_ line: [UInt8], _ position: inout Int) -> Bool {
    switch place {
    case .ground: return ground(line, &position)
    case .text: quoted(line, &position, by: UInt8(ascii: "'"), escapes: false)
    case .escapedText: quoted(line, &position, by: UInt8(ascii: "'"), escapes: true)
    case .name: quoted(line, &position, by: UInt8(ascii: "\""), escapes: false)
    case .dollar(let tag): dollar(line, &position, tag)
    case .comment(let depth): comment(line, &position, depth)
    }
    return false
  }

  /// The line is over and the statement is not.
  mutating func newline() { if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) } }

  /// Gives the statement out and begins anew.
  mutating func drop() -> String {
    defer { self = StatementScanner() }
    return text
  }

  /// A step outside of quotes and comments.
  private mutating func ground(_ line: [UInt8], _ position: inout Int) -> Bool {
    let byte = line[position]
    let next = position + 1 < line.count ? line[position + 1] : 0
    switch byte {
    case UInt8(ascii: ";"):
      take(line, &position, 1)
      return parentheses == 0
    case UInt8(ascii: "("): parentheses += 1
    case UInt8(ascii: ")"): parentheses = max(0, parentheses - 1)
    case UInt8(ascii: "'"): place = escapes ? .escapedText : .text
    case UInt8(ascii: "\""): place = .name
    case UInt8(ascii: "-") where next == byte:
      let end = line[position...].firstIndex(of: UInt8(ascii: "\n")) ?? line.count
      take(line, &position, end - position)
      return false
    case UInt8(ascii: "/") where next == UInt8(ascii: "*"):
      place = .comment(depth: 1)
      take(line, &position, 2)
      return false
    case UInt8(ascii: ":") where next == byte:
      take(line, &position, 2)
      return false
    case UInt8(ascii: "$"):
      guard bytes.last.map(Self.isWord) != true, let tag = Self.tag(line[(position + 1)...]) else { break }
      place = .dollar(tag: tag)
      take(line, &position, tag.count)
      return false
    default: break
    }
    take(line, &position, 1)
    return false
  }

  private mutating func quoted(_ line: [UInt8], _ position: inout Int, by quote: UInt8, escapes: Bool) {
    if escapes, line[position] == UInt8(ascii: "\\") {
      take(line, &position, 2)
    } else {
      // A doubled quote closes and opens again, which comes to the same.
      if line[position] == quote { place = .ground }
      take(line, &position, 1)
    }
  }

  private mutating func dollar(_ line: [UInt8], _ position: inout Int, _ tag: [UInt8]) {
    if line[position] == UInt8(ascii: "$"), line[position...].starts(with: tag) {
      place = .ground
      take(line, &position, tag.count)
    } else {
      take(line, &position, 1)
    }
  }

  private mutating func comment(_ line: [UInt8], _ position: inout Int, _ depth: Int) {
    let pair = line[position...].prefix(2)
    if pair.elementsEqual("/*".utf8) {
      place = .comment(depth: depth + 1)
      take(line, &position, 2)
    } else if pair.elementsEqual("*/".utf8) {
      place = depth == 1 ? .ground : .comment(depth: depth - 1)
      take(line, &position, 2)
    } else {
      take(line, &position, 1)
    }
  }

  private mutating func take(_ line: [UInt8], _ position: inout Int, _ count: Int) {
    let end = min(position + count, line.count)
    bytes += line[position..<end]
    position = end
  }

  /// Puts a variable's value in its place; whether there was one.
  private mutating func replaceMention(
    in line: inout [UInt8], at position: inout Int, _ variables: Variables, _ mentions: inout Int
  ) -> Bool {
    guard mentions < Self.mostMentions, bytes.last != UInt8(ascii: ":"),
      let mention = variables.mention(line[(position + 1)...])
    else { return false }
    mentions += 1
    if mention.isRaw {
      line.replaceSubrange(position...(position + mention.length), with: mention.text.utf8)
    } else {
      bytes += mention.text.utf8
      position += mention.length + 1
    }
    return true
  }

  /// Whether the quote that comes is that of `E'…'`.
  private var escapes: Bool {
    guard let last = bytes.last, last | 0x20 == UInt8(ascii: "e") else { return false }
    return bytes.dropLast().last.map(Self.isWord) != true
  }

  /// `$tag$` when the bytes after a first `$` make one.
  private static func tag(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    let name = bytes.prefix(while: Variables.isNameByte)
    guard bytes.dropFirst(name.count).first == UInt8(ascii: "$") else { return nil }
    if let first = name.first, first >= 48, first <= 57 { return nil }
    return [UInt8(ascii: "$")] + name + [UInt8(ascii: "$")]
  }

  private static func isWord(_ byte: UInt8) -> Bool { Variables.isNameByte(byte) || byte == UInt8(ascii: "$") }
}
