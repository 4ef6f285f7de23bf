internal import SQLSyntax
import Vocabulary

/// Finds what a question mentions in the tokens of its statement.
struct SlotFinder {
  private struct Token {
    var range: Range<Int>
    var name: String
    /// As it stands there; keywords and names in lower case.
    var text: String
    /// What a string constant says.
    var content: String?
  }

  private let tokens: [Token]
  private let relations: Set<RelationName>

  /// `nil` for a statement that cannot be cut into tokens.
  init?(_ sql: String, relations: [RelationName]) {
    guard let tokens = Self.tokens(sql) else { return nil }
    self.tokens = tokens
    self.relations = Set(relations)
  }

  /// The pieces of all mentions, in the order of the statement.
  func pieces(of mentions: [Mention]) -> [AnswerTemplate.Piece] {
    var pieces: [AnswerTemplate.Piece] = []
    for (index, mention) in mentions.enumerated() {
      // Two mentions of the same thing cannot be told apart in the statement.
      guard mentions.count(where: { $0.content == mention.content }) == 1 else { continue }
      pieces += places(of: mention).map { AnswerTemplate.Piece(range: $0.range, mention: index, form: $0.form) }
    }
    pieces.sort { $0.range.lowerBound < $1.range.lowerBound }
    var end = 0
    for piece in pieces {
      // Pieces of two mentions that meet: nobody knows whose it is.
      guard piece.range.lowerBound >= end else { return [] }
      end = piece.range.upperBound
    }
    return pieces
  }

  /// The strings of a statement, unquoted; `nil` where one of them cannot be read.
  static func strings(_ sql: String) -> [String]? {
    // Strings with Unicode escapes come as other tokens.
    guard !sql.lowercased().contains("u&'"),
      let constants = tokens(sql)?.filter({ $0.name.hasSuffix("SCONST") || $0.name.hasSuffix("BCONST") })
    else {
      return nil
    }
    let strings = constants.compactMap(\.content)
    return strings.count == constants.count ? strings : nil
  }

  private typealias Place = (range: Range<Int>, form: SlotForm)

  private func places(of mention: Mention) -> [Place] {
    switch mention.content {
    case .number(let number):
      // A number that stands there twice may mean two things.
      let found = tokens.filter { ($0.name == "ICONST" || $0.name == "FCONST") && $0.text == number }
      return found.count == 1 ? found.map { ($0.range, .number) } : []
    case .value(let stored): return values(stored)
    case .text(let words):
      return strings { content in Self.affixes(content, around: words).map { .text(before: $0, after: $1) } }
    case .period(let period): return ends(of: period)
    }
  }

  private func values(_ stored: [Mention.StoredValue]) -> [Place] {
    strings { content in
      for value in Set(stored.map(\.value)).sorted() {
        guard let (before, after) = Self.affixes(content, around: value) else { continue }
        let columns = stored.filter { $0.value == value }.map(\.column)
        let read = columns.filter { relations.contains($0.relation) }
        return .value(read.isEmpty ? columns : read, before: before, after: after)
      }
      return nil
    }
  }

  private func strings(_ form: (String) -> SlotForm?) -> [Place] {
    tokens.compactMap { token in token.content.flatMap(form).map { (token.range, $0) } }
  }

  /// What stands before and after a value in a string: nothing, or the per cent signs of a pattern.
  private static func affixes(_ content: String, around value: String) -> (String, String)? {
    if content == value { return ("", "") }
    let before = content.hasPrefix("%") ? "%" : ""
    let after = content.hasSuffix("%") && content.utf8.count > 1 ? "%" : ""
    guard !(before + after).isEmpty else { return nil }
    return content == before + SlotForm.escaped(value, isPattern: true) + after ? (before, after) : nil
  }

  private func ends(of period: Mention.Period) -> [Place] {
    var places: [Place] = runs(of: period.start, outside: []).map { ($0, .start) }
    places += runs(of: period.end, outside: places.map(\.range)).map { ($0, .end) }
    if places.isEmpty, let start = period.startDay, let end = period.endDay {
      places = strings { $0 == start ? .startDay : $0 == end ? .endDay : nil }
    }
    if places.isEmpty, period.grain == .year, let year = period.startDay?.prefix(4) {
      let found = tokens.filter { $0.name == "ICONST" && $0.text == year }
      if found.count == 1 { places = found.map { ($0.range, .year) } }
    }
    return places
  }

  /// Where the tokens of an expression stand.
  private func runs(of expression: String, outside taken: [Range<Int>]) -> [Range<Int>] {
    guard var wanted = Self.tokens(expression)?.map(\.text), !wanted.isEmpty else { return [] }
    if wanted.first == "(", wanted.last == ")", runs(of: wanted).isEmpty {
      wanted = Array(wanted[1..<(wanted.count - 1)])
    }
    return runs(of: wanted).filter { run in !taken.contains { $0.overlaps(run) } }
  }

  private func runs(of wanted: [String]) -> [Range<Int>] {
    guard tokens.count >= wanted.count else { return [] }
    return (0...(tokens.count - wanted.count)).compactMap { start in
      let run = tokens[start..<(start + wanted.count)]
      guard zip(run, wanted).allSatisfy({ $0.text == $1 }), let first = run.first, let last = run.last else {
        return nil
      }
      return first.range.lowerBound..<last.range.upperBound
    }
  }

  private static func tokens(_ sql: String) -> [Token]? {
    guard let cut = try? SQLScanner.tokens(sql) else { return nil }
    let bytes = Array(sql.utf8)
    return cut.compactMap { token in
      guard token.range.upperBound <= bytes.count, token.range.lowerBound < token.range.upperBound else { return nil }
      let text = String(decoding: bytes[token.range], as: UTF8.self)
      let content = token.name == "SCONST" ? Self.content(text) : nil
      return Token(
        range: token.range, name: token.name, text: token.name == "SCONST" ? text : text.lowercased(), content: content)
    }
  }

  /// `nil` for spellings other than `'…'` and `E'…'` with doubled backslashes, which only a person's hand writes.
  private static func content(_ literal: String) -> String? {
    var body = literal[...]
    let isEscaped = body.hasPrefix("E'") || body.hasPrefix("e'")
    if isEscaped { body.removeFirst() }
    guard body.utf8.count >= 2, body.hasPrefix("'"), body.hasSuffix("'") else { return nil }
    let text = String(body.dropFirst().dropLast()).replacing("''", with: "'")
    return isEscaped ? text.replacing("\\\\", with: "\\") : text
  }
}
