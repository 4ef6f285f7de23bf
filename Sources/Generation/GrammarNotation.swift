import Vocabulary

/// Writes a grammar's rules in the notation of one kind of server.
struct GrammarNotation {
  private enum Piece {
    /// Exactly this, quotes and escapes included.
    case literal(Substring)
    /// The word in any case.
    case word(Substring)
    /// One character, brackets included.
    case characters(Substring)
    /// A rule's name, a bracket, a bar or how often.
    case other(Substring)
  }

  private let rules: [(name: Substring, body: [Piece])]

  /// - Parameter grammar: of ours: a rule that cannot be read is left out, and the server will say what is missing.
  init(_ grammar: Grammar) {
    rules = grammar.rules.split(separator: "\n").compactMap { line in
      guard let sign = line.firstRange(of: " ::= ") else { return nil }
      return (line[..<sign.lowerBound], Self.pieces(line[sign.upperBound...]))
    }
  }

  func text(in notation: GrammarForm.Notation) -> String {
    switch notation {
    case .gbnf: rules.map { "\($0.name) ::= " + Self.gbnf($0.body) + "\n" }.joined()
    case .lark:
      "%llguidance {}\n"
        + rules.map { ($0.name == "root" ? "start" : $0.name) + ": " + Self.lark($0.body) + "\n" }.joined()
    }
  }

  private static func gbnf(_ body: [Piece]) -> String {
    var words: [String] = []
    var at = 0
    while at < body.count {
      let run = alternatives(body, from: at)
      if run.count > 2 {
        switch body[at] {
        case .literal: words.append(LiteralTree(run.map { $0.dropFirst().dropLast() }).rule { "\"\($0)\"" })
        default: words.append(LiteralTree(run).rule(anyCase))
        }
        at += 2 * run.count - 1
        continue
      }
      switch body[at] {
      case .literal(let text), .characters(let text), .other(let text): words.append(String(text))
      case .word(let word): words.append(anyCase(String(word)))
      }
      at += 1
    }
    return words.joined(separator: " ")
  }

  private static func anyCase(_ word: String) -> String {
    word.map { $0.isLetter ? "[\($0.lowercased())\($0.uppercased())]" : "\"\($0)\"" }.joined()
  }

  /// The texts, or the words, that are alternatives by themselves from a place on.
  private static func alternatives(_ body: [Piece], from start: Int) -> [Substring] {
    func isBorder(_ place: Int) -> Bool {
      guard body.indices.contains(place), case .other(let sign) = body[place] else {
        return !body.indices.contains(place)
      }
      return sign == "|" || sign == (place < start ? "(" : ")")
    }
    guard isBorder(start - 1) else { return [] }
    var run: [Substring] = []
    var at = start
    while at < body.count, isBorder(at + 1) {
      switch (body[at], body[start]) {
      case (.literal(let text), .literal), (.word(let text), .word): run.append(text)
      default: return run
      }
      guard at + 1 < body.count, case .other("|") = body[at + 1] else { return run }
      at += 2
    }
    return run
  }

  private static func lark(_ body: [Piece]) -> String {
    var words: [String] = []
    for piece in body {
      switch piece {
      case .literal(let text): words.append(String(text))
      case .word(let word): words.append("\"\(word)\"i")
      case .characters(let text): words.append("/" + text.replacing("/", with: "\\/") + "/")
      // How often a character comes belongs into its expression.
      case .other(let sign) where "*+?".contains(sign) && words.last?.hasPrefix("/") == true:
        words[words.count - 1] = words[words.count - 1].dropLast() + sign + "/"
      case .other(let sign): words.append(String(sign))
      }
    }
    return words.joined(separator: " ")
  }

  private static func pieces(_ body: Substring) -> [Piece] {
    var pieces: [Piece] = []
    var rest = body
    while let first = rest.first {
      switch first {
      case " ": rest.removeFirst()
      case "\"": pieces.append(.literal(take(&rest, until: "\"")))
      case "'": pieces.append(.word(take(&rest, until: "'").dropFirst().dropLast()))
      case "[": pieces.append(.characters(take(&rest, until: "]")))
      case _ where first.isLetter:
        let name = rest.prefix { $0.isLetter || $0.isNumber }
        pieces.append(.other(name))
        rest = rest.dropFirst(name.count)
      default: pieces.append(.other(rest.prefix(1))); rest.removeFirst()
      }
    }
    return pieces
  }

  /// Takes what begins with the first character and ends with `end`, past what a backslash protects.
  private static func take(_ rest: inout Substring, until end: Unicode.Scalar) -> Substring {
    let scalars = rest.unicodeScalars
    var at = scalars.index(after: scalars.startIndex)
    while at < scalars.endIndex, scalars[at] != end {
      if scalars[at] == "\\" { at = scalars.index(after: at) }
      if at < scalars.endIndex { at = scalars.index(after: at) }
    }
    let past = at < scalars.endIndex ? scalars.index(after: at) : at
    defer { rest = rest[past...] }
    return rest[..<past]
  }
}
