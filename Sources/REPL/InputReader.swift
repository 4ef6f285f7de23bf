internal import SQLSyntax

/// Tells questions, SQL and commands apart, line by line; keeps SQL that is not finished yet.
struct InputReader {
  enum Input: Equatable {
    case question(String)
    case statement(String)
    /// A line that starts with a backslash.
    case command(String)
  }

  /// SQL that still lacks its semicolon.
  private(set) var unfinished = ""

  private let parser = SQLParser.shared

  /// What a line completes, in order.
  mutating func take(_ line: String) async -> [Input] {
    if line.first(where: { !$0.isWhitespace }) == "\\" { return [.command(line)] }
    if unfinished.isEmpty {
      guard line.contains(where: { !$0.isWhitespace }) else { return [] }
      guard await startsSQL(line) else { return [.question(line)] }
      unfinished = line
    } else {
      unfinished += "\n" + line
    }
    return finished()
  }

  /// Gives the unfinished SQL up, or out.
  mutating func drop() -> String {
    defer { unfinished = "" }
    return unfinished
  }

  /// Takes the statements that end in a semicolon off the front of what is there.
  private mutating func finished() -> [Input] {
    // Text longer than the parser's limit will never be a statement: it is given out for the gate to refuse.
    if unfinished.utf8.count > SQLParser.byteLimit { return [.statement(drop())] }
    guard let tokens = try? SQLScanner.tokens(unfinished) else {
      // An open quote or comment: the semicolon may be inside.
      return []
    }
    let bytes = Array(unfinished.utf8)
    var statements: [Input] = []
    var start = 0
    for token in tokens where token.name == "ASCII_59" {
      let text = String(decoding: bytes[start..<token.range.upperBound], as: UTF8.self)
      start = token.range.upperBound
      statements.append(.statement(text.trimmed))
    }
    guard start > 0 else { return [] }
    let rest = String(decoding: bytes[start...], as: UTF8.self)
    // What follows the last semicolon counts only if it says something.
    let hasMore = tokens.contains { $0.range.lowerBound >= start && !$0.name.hasSuffix("COMMENT") }
    unfinished = hasMore ? rest.trimmed : ""
    return statements
  }

  /// Whether a first line is SQL, by the grammar: English sentences start with "select" and "with", too.
  private func startsSQL(_ line: String) async -> Bool {
    let line = line.trimmed
    let word = line.prefix { $0.isLetter }.lowercased()
    let isQuery = ["select", "with", "values", "table"].contains(word)
    if line.hasSuffix(";") {
      if isQuery { return true }
      // Other statements are SQL when the grammar knows them; the gate says why they are not run.
      return (try? await parser.parse(line))?.statements.isEmpty == false
    }
    guard isQuery, !line.hasSuffix("?") else { return false }
    do {
      _ = try await parser.parse(line)
      return true
    } catch {
      // The grammar asks for more at the end of the input only when all before it is right.
      return error.message.hasSuffix("at end of input") || error.message.hasPrefix("unterminated")
    }
  }
}

extension String {
  /// Without blanks at both ends.
  var trimmed: String {
    var text = self[...].drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
