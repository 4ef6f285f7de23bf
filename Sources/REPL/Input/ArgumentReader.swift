/// Reads the arguments of a backslash command with psql's quoting: `'…'` with escapes, `"…"` kept, variables replaced.
struct ArgumentReader {
  private var bytes: ArraySlice<UInt8>
  private let variables: Variables

  init(_ rest: String, _ variables: Variables) {
    bytes = Array(rest.utf8)[...]
    self.variables = variables
  }

  /// What the command leaves: an unquoted backslash begins another command, two of them only end this one.
  var remainder: String {
    let rest = String(decoding: bytes, as: UTF8.self)
    return rest.trimmed.hasPrefix("\\\\") ? String(rest.trimmed.dropFirst(2)) : rest
  }

  /// The next argument; `nil` when there is none.
  mutating func word() throws(ReplError) -> String? {
    skipBlanks()
    guard let first = bytes.first, first != UInt8(ascii: "\\") else { return nil }
    var word: [UInt8] = []
    while let byte = bytes.first, !Self.isBlank(byte), byte != UInt8(ascii: "\\") {
      switch byte {
      case UInt8(ascii: "'"): try text(&word)
      case UInt8(ascii: "\""): try name(&word)
      case UInt8(ascii: "`"): throw .noBackquotes
      case UInt8(ascii: ":"):
        if let mention = variables.mention(bytes.dropFirst()) {
          word += mention.text.utf8
          bytes = bytes.dropFirst(mention.length + 1)
        } else {
          word.append(bytes.removeFirst())
        }
      default: word.append(bytes.removeFirst())
      }
    }
    return String(decoding: word, as: UTF8.self)
  }

  /// All that is left of the arguments.
  mutating func words() throws(ReplError) -> [String] {
    var words: [String] = []
    while let word = try word() { words.append(word) }
    return words
  }

  /// What stands in parentheses in front, as `\g (format=csv null=-)` takes it; nothing where there are none.
  mutating func options() throws(ReplError) -> [String] {
    skipBlanks()
    guard bytes.first == UInt8(ascii: "(") else { return [] }
    bytes.removeFirst()
    var options: [String] = []
    while let word = try word() {
      options.append(word.hasSuffix(")") ? String(word.dropLast()) : word)
      if word.hasSuffix(")") { return options.filter { !$0.isEmpty } }
    }
    throw .missingArgument("g", "a closing parenthesis")
  }

  /// A file, or `|` and the rest of the line.
  mutating func target() throws(ReplError) -> String? {
    skipBlanks()
    return bytes.first == UInt8(ascii: "|") ? line() : try word()
  }

  /// The rest of the line as it stands.
  mutating func line() -> String {
    skipBlanks()
    defer { bytes = [] }
    return String(decoding: bytes, as: UTF8.self).trimmed
  }

  private mutating func skipBlanks() { bytes = bytes.drop(while: Self.isBlank) }

  private mutating func name(_ word: inout [UInt8]) throws(ReplError) {
    word.append(bytes.removeFirst())
    while let byte = bytes.popFirst() {
      word.append(byte)
      if byte == UInt8(ascii: "\"") { return }
    }
    throw .openQuote
  }

  private mutating func text(_ word: inout [UInt8]) throws(ReplError) {
    bytes.removeFirst()
    while let byte = bytes.popFirst() {
      switch byte {
      case UInt8(ascii: "'"):
        guard bytes.first == byte else { return }
        word.append(bytes.removeFirst())
      case UInt8(ascii: "\\"): escape(&word)
      default: word.append(byte)
      }
    }
    throw .openQuote
  }

  private mutating func escape(_ word: inout [UInt8]) {
    guard let byte = bytes.popFirst() else { return }
    switch byte {
    case UInt8(ascii: "n"): word.append(10)
    case UInt8(ascii: "t"): word.append(9)
    case UInt8(ascii: "b"): word.append(8)
    case UInt8(ascii: "r"): word.append(13)
    case UInt8(ascii: "f"): word.append(12)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      let digits = [byte] + bytes.prefix(2).prefix { (48...55).contains($0) }
      bytes = bytes.dropFirst(digits.count - 1)
      word.append(UInt8(truncatingIfNeeded: Int(String(decoding: digits, as: UTF8.self), radix: 8) ?? 0))
    case UInt8(ascii: "x"):
      let digits = bytes.prefix(2).prefix { Character(UnicodeScalar($0)).isHexDigit }
      bytes = bytes.dropFirst(digits.count)
      word.append(digits.isEmpty ? byte : UInt8(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0)
    default: word.append(byte)
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
}
