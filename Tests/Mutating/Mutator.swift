import SQLSyntax

/// Makes new statements from known ones: tokens and parenthesised parts change places, names and literals change, parts
/// are repeated and wrapped; now and then single bytes flip.
package struct Mutator {
  private var random: SplitMix
  private var pieces: [Piece] = []
  /// Parenthesised parts of all texts, parentheses included.
  private var parts: [[UInt8]] = []
  /// Tokens of all texts that are names or literals.
  private var words: [[UInt8]] = []

  /// A text cut into tokens, with what stands between them.
  private struct Piece {
    let bytes: [UInt8]
    let tokens: [Range<Int>]
  }

  package init(seed: UInt64, texts: [[UInt8]]) {
    random = SplitMix(seed: seed)
    for text in texts { add(text) }
  }

  /// Takes a text in as a source of further ones.
  package mutating func add(_ bytes: [UInt8]) {
    guard bytes.count < 8_000 else { return }
    let tokens = (try? SQLScanner.tokens(String(decoding: bytes, as: UTF8.self))) ?? []
    let valid = tokens.filter { $0.range.upperBound <= bytes.count && !$0.range.isEmpty }
    pieces.append(Piece(bytes: bytes, tokens: valid.map(\.range)))
    var open: [Int] = []
    for token in valid {
      switch token.name {
      case "ASCII_40": open.append(token.range.lowerBound)
      case "ASCII_41":
        if let start = open.popLast(), token.range.upperBound - start < 400, parts.count < 20_000 {
          parts.append(Array(bytes[start..<token.range.upperBound]))
        }
      case "IDENT", "SCONST", "ICONST", "FCONST", "Op":
        if token.range.count < 60, words.count < 40_000 { words.append(Array(bytes[token.range])) }
      default: break
      }
    }
  }

  /// The next statement: one of the known, changed one to four times.
  package mutating func next() -> [UInt8] {
    guard var piece = pieces.randomElement(using: &random) else { return [] }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let bytes = changed(piece)
      guard bytes.count < 70_000 else { break }
      let tokens = (try? SQLScanner.tokens(String(decoding: bytes, as: UTF8.self))) ?? []
      piece = Piece(bytes: bytes, tokens: tokens.map(\.range).filter { $0.upperBound <= bytes.count && !$0.isEmpty })
    }
    return piece.bytes
  }

  private mutating func changed(_ piece: Piece) -> [UInt8] {
    guard let token = piece.tokens.randomElement(using: &random) else { return flipped(piece.bytes) }
    switch Int.random(in: 0..<20, using: &random) {
    case 0...3: return replaced(piece, token, by: words.randomElement(using: &random) ?? [])
    case 4...6: return replaced(piece, balanced(piece, from: token), by: parts.randomElement(using: &random) ?? [])
    case 7: return replaced(piece, token, by: [])
    case 8: return spliced(piece, at: token.lowerBound)
    case 9: return replaced(piece, token, by: Array(Self.snippet(&random).utf8))
    case 10: return replaced(piece, token, by: wrapped(Array(piece.bytes[token])))
    case 11:
      return replaced(
        piece, balanced(piece, from: token), by: wrapped(Array(piece.bytes[balanced(piece, from: token)])))
    case 12: return repeated(piece, from: token)
    case 13: return inserted(piece, at: token.upperBound, Array(" /* … */ ".utf8))
    case 14:
      return inserted(
        piece, at: token.lowerBound,
        piece.tokens.randomElement(using: &random).map { Array(piece.bytes[$0]) + [0x20] } ?? [])
    case 15: return replaced(piece, token, by: Array(escaped(piece.bytes[token]).utf8))
    case 16: return replaced(piece, token, by: Array(Self.numbers.randomElement(using: &random)?.utf8 ?? "0".utf8))
    case 17: return swapped(piece, token)
    default: return flipped(piece.bytes)
    }
  }

  // One change each

  private func replaced(_ piece: Piece, _ range: Range<Int>, by bytes: [UInt8]) -> [UInt8] {
    Array(piece.bytes[..<range.lowerBound]) + bytes + Array(piece.bytes[range.upperBound...])
  }

  private func inserted(_ piece: Piece, at place: Int, _ bytes: [UInt8]) -> [UInt8] {
    replaced(piece, place..<place, by: bytes)
  }

  private mutating func spliced(_ piece: Piece, at place: Int) -> [UInt8] {
    guard let other = pieces.randomElement(using: &random), let token = other.tokens.randomElement(using: &random)
    else {
      return piece.bytes
    }
    return Array(piece.bytes[..<place]) + [0x20] + Array(other.bytes[token.lowerBound...])
  }

  private mutating func repeated(_ piece: Piece, from token: Range<Int>) -> [UInt8] {
    let range = balanced(piece, from: token)
    let count = [2, 3, 10, 100, 1_000].randomElement(using: &random) ?? 2
    var bytes: [UInt8] = []
    for _ in 0..<count where bytes.count < 40_000 { bytes += [0x20] + piece.bytes[range] }
    return replaced(piece, range, by: bytes)
  }

  private mutating func swapped(_ piece: Piece, _ token: Range<Int>) -> [UInt8] {
    guard let other = piece.tokens.randomElement(using: &random), !other.overlaps(token) else { return piece.bytes }
    let (first, second) = other.lowerBound < token.lowerBound ? (other, token) : (token, other)
    return Array(piece.bytes[..<first.lowerBound]) + piece.bytes[second]
      + piece.bytes[first.upperBound..<second.lowerBound]
      + piece.bytes[first] + piece.bytes[second.upperBound...]
  }

  private mutating func flipped(_ bytes: [UInt8]) -> [UInt8] {
    guard !bytes.isEmpty else { return [UInt8.random(in: 0...255, using: &random)] }
    var bytes = bytes
    bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
    return bytes
  }

  /// From an opening parenthesis to the one that closes it; any other token by itself.
  private func balanced(_ piece: Piece, from token: Range<Int>) -> Range<Int> {
    guard piece.bytes[token.lowerBound] == UInt8(ascii: "("), token.count == 1 else { return token }
    var depth = 0
    for next in piece.tokens where next.lowerBound >= token.lowerBound && next.count == 1 {
      if piece.bytes[next.lowerBound] == UInt8(ascii: "(") { depth += 1 }
      if piece.bytes[next.lowerBound] == UInt8(ascii: ")") { depth -= 1 }
      if depth == 0 { return token.lowerBound..<next.upperBound }
    }
    return token
  }

  private mutating func wrapped(_ bytes: [UInt8]) -> [UInt8] {
    let (start, end) = Self.wraps.randomElement(using: &random) ?? ("(", ")")
    return Array(start.utf8) + bytes + Array(end.utf8)
  }

  /// The same name in another spelling.
  private func escaped(_ name: ArraySlice<UInt8>) -> String {
    let text = String(decoding: name, as: UTF8.self)
    guard let first = text.unicodeScalars.first, text.allSatisfy({ $0.isLetter || $0 == "_" }) else { return text }
    let code = String(first.value, radix: 16)
    return "U&\"\\" + String(repeating: "0", count: max(0, 4 - code.count)) + code + text.dropFirst() + "\""
  }

  private static let wraps = [
    ("(", ")"), ("(SELECT ", ")"), ("abs(", ")"), ("ARRAY[", "]"), ("ROW(", ")"), ("(", ")::text"),
    ("(", ")::shop.trap"),
    ("CASE WHEN true THEN ", " END"), ("coalesce(NULL, ", ")"), ("NOT ", ""), ("(", ").touch"), ("repeat('x', ", ")"),
    ("(", ") IS DISTINCT FROM 1"), ("EXISTS (SELECT ", ")"), ("xmlelement(name a, ", ")"), ("(VALUES (", "))"),
  ]

  private static let numbers = [
    "0", "-1", "2147483647", "2147483648", "9223372036854775807", "1e308", "1e309", "1e-400", "0.0000000001",
    "'1e131071'",
    "NULL", "99999999999999999999999999", "'NaN'", "'infinity'", "$1", "1e+", "0x1F", "1_000",
  ]

  private static func snippet(_ random: inout SplitMix) -> String {
    snippets.randomElement(using: &random) ?? ""
  }

  private static let snippets = [
    "pg_sleep(1)", "c.touch", "FOR UPDATE", "INTO x", "; SELECT 1", "WITH RECURSIVE a AS (SELECT 1) ", "LATERAL ",
    "VARIADIC ",
    "OPERATOR(shop.|+|)", "ORDER BY 1 USING <", "FILTER (WHERE true)", "OVER (ORDER BY 1)", "WITHIN GROUP (ORDER BY 1)",
    "\u{0}",
    "TABLESAMPLE system (1)", "GROUPING SETS ((), (1))", "ROWS FROM (generate_series(1, 2))", "::regclass",
    "COLLATE \"C\"", "*",
    "AT TIME ZONE 'UTC'", "IS NOT NULL", "BETWEEN 1 AND 2", "LIKE 'x'", "UNION ALL SELECT 1", "''", "$$x$$", "E'\\''",
    "--\n", "/*", "[1:2]",
    "set_config('a', 'b', true)", "current_user", "generate_series(1, 1e9::int)", "x'1f'", "\"", "'", "\u{FEFF}", "```",
    "é\u{301}",
  ]
}
