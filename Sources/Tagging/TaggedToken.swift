/// One token of tagged SQL.
package enum TaggedToken: Hashable, Sendable {
  /// Which instance of its relation a column tag means.
  package enum Instance: String, Sendable {
    case first = ""
    case second = "b:"
    case outer = "o:"
  }

  case relation(Int)
  case column(Int, Instance)
  case mention(Int)
  /// A keyword, function or name, lower case.
  case word(String)
  case number(String)
  /// A quoted literal, quotes included.
  case quoted(String)
  case symbol(String)
}

/// Reads and spells tagged SQL; the language is described in `docs/tagged-sql.md`.
package enum TaggedSQL {
  /// The token that ends an answer of our model.
  package static let end = "<|end|>"
  /// The whole answer of a model that declines.
  package static let refusal = " refuse"

  /// The tokens of a text; `nil` if it holds something that is no tagged SQL.
  package static func tokens(_ text: some StringProtocol) -> [TaggedToken]? {
    var lexer = TaggedLexer(bytes: Array(text.utf8))
    return lexer.all()
  }

  /// Values that a text spells out, without their quotes and in lower case; a key of an object is none.
  package static func values(in text: some StringProtocol) -> [String] {
    let tokens = tokens(text) ?? []
    return tokens.indices.compactMap { index in
      guard case .quoted(let quoted) = tokens[index], quoted.first == "'" else { return nil }
      if index > 0, case .symbol(let symbol) = tokens[index - 1], ["->", "->>", "?"].contains(symbol) { return nil }
      return quoted.dropFirst().dropLast().lowercased()
    }
  }

  /// The one spelling that a model is trained on: a space before each word, number, quote and operator.
  package static func canonical(_ tokens: [TaggedToken]) -> String {
    var text = ""
    for token in tokens {
      switch token {
      case .relation(let number): text += "<t\(number)>"
      case .mention(let number): text += "<v\(number)>"
      case .column(let number, let instance):
        if instance != .first { text += " " + instance.rawValue }
        text += "<c\(number)>"
      case .word(let word): text += text.hasSuffix("(") ? word : " " + word
      case .number(let number): text += text.hasSuffix("(") ? number : " " + number
      case .quoted(let quoted): text += text.hasSuffix("(") ? quoted : " " + quoted
      case .symbol(let symbol):
        switch symbol {
        case "(" where !(text.last.map { $0.isLetter || $0 == "_" } ?? false): text += " ("
        case "(", ")", ",", "::", "[", "]": text += symbol
        case "*" where text.hasSuffix("("): text += symbol
        default: text += " " + symbol
        }
      }
    }
    return text
  }
}

/// A cursor over the bytes of tagged SQL.
private struct TaggedLexer {
  let bytes: [UInt8]
  var at = 0

  mutating func all() -> [TaggedToken]? {
    var tokens: [TaggedToken] = []
    while true {
      while at < bytes.count, bytes[at] <= 32 { at += 1 }
      guard at < bytes.count else { return tokens }
      guard let token = next() else { return nil }
      tokens.append(token)
    }
  }

  private mutating func next() -> TaggedToken? {
    let byte = bytes[at]
    if byte == UInt8(ascii: "<"), let tag = tag(.first) { return tag }
    if byte == UInt8(ascii: "b") || byte == UInt8(ascii: "o"), at + 2 < bytes.count, bytes[at + 1] == UInt8(ascii: ":"),
      bytes[at + 2] == UInt8(ascii: "<")
    {
      at += 2
      return tag(byte == UInt8(ascii: "b") ? .second : .outer)
    }
    if Self.isLetter(byte) { return .word(take { Self.isLetter($0) || Self.isDigit($0) }.lowercased()) }
    if Self.isDigit(byte) { return .number(take { Self.isDigit($0) || $0 == UInt8(ascii: ".") }) }
    if byte == UInt8(ascii: "'") { return quoted() }
    for symbol in Self.symbols where bytes[at...].starts(with: symbol.utf8) {
      at += symbol.utf8.count
      return .symbol(symbol)
    }
    return nil
  }

  /// Longest first, so that `->>` is not read as `->` and `>`.
  private static let symbols = [
    "->>", "<@", "@>", "->", "<>", "<=", ">=", "!=", "||", "::", "(", ")", ",", "*", "+", "-", "/", "%", "=", "<", ">",
    "[", "]", ".", "~",
  ]

  private mutating func tag(_ instance: TaggedToken.Instance) -> TaggedToken? {
    guard at + 3 < bytes.count, let close = bytes[at...].firstIndex(of: UInt8(ascii: ">")),
      (3...5).contains(close - at),
      let number = Int(String(decoding: bytes[(at + 2)..<close], as: UTF8.self))
    else { return nil }
    let kind = bytes[at + 1]
    switch kind {
    case UInt8(ascii: "c"):
      at = close + 1
      return .column(number, instance)
    case UInt8(ascii: "t") where instance == .first:
      at = close + 1
      return .relation(number)
    case UInt8(ascii: "v") where instance == .first:
      at = close + 1
      return .mention(number)
    default: return nil
    }
  }

  private mutating func quoted() -> TaggedToken? {
    var end = at + 1
    while end < bytes.count {
      if bytes[end] == UInt8(ascii: "'") {
        if end + 1 < bytes.count, bytes[end + 1] == UInt8(ascii: "'") { end += 2; continue }
        defer { at = end + 1 }
        return .quoted(String(decoding: bytes[at...end], as: UTF8.self))
      }
      end += 1
    }
    return nil
  }

  private mutating func take(_ isPart: (UInt8) -> Bool) -> String {
    let start = at
    while at < bytes.count, isPart(bytes[at]) { at += 1 }
    return String(decoding: bytes[start..<at], as: UTF8.self)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (byte >= 97 && byte <= 122) || (byte >= 65 && byte <= 90) || byte == UInt8(ascii: "_")
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
