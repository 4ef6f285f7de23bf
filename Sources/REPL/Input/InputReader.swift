internal import SQLSyntax

/// Tells questions, SQL and commands apart; keeps SQL that is not finished yet.
struct InputReader {
  enum Input: Equatable {
    case question(String)
    case statement(String)
    /// A backslash command and the rest of its line.
    case command(name: String, rest: String)
  }

  private var scanner = StatementScanner()
  /// What is left of the line.
  private var line: [UInt8] = []
  private var position = 0
  /// Whether only SQL has stood on the line so far.
  private var isFresh = true

  private let parser = SQLParser.shared

  /// SQL that still lacks its semicolon.
  var unfinished: String { scanner.text.trimmed }
  var promptMark: String { scanner.promptMark }

  /// Puts a line before the reader; `next` gives out what it holds.
  mutating func begin(_ text: String) {
    line = Array(text.utf8)
    position = 0
    isFresh = true
  }

  /// Puts back what a command left of its line.
  mutating func resume(_ rest: String) {
    line = Array(rest.utf8)
    position = 0
    isFresh = false
  }

  /// The next thing on the line; `nil` when more lines are needed.
  mutating func next(_ variables: Variables) async -> Input? {
    let rest = String(decoding: line[position...], as: UTF8.self)
    if scanner.isEmpty {
      let words = rest.trimmed
      // A comment by itself says nothing.
      guard !words.isEmpty, !words.hasPrefix("--") else { return ended() }
      guard words.first != "\\" else { return command(rest) }
      if isFresh, await !startsSQL(words, variables) {
        position = line.count
        return .question(words)
      }
      position = line.count - rest.drop { $0.isWhitespace }.utf8.count
    } else if scanner.place == .ground, isFresh, rest.first(where: { !$0.isWhitespace }) == "\\" {
      return command(rest)
    }
    let isWhole = isFresh
    isFresh = false
    switch scanner.scan(&line, from: &position, variables) {
    case .semicolon: return .statement(scanner.drop().trimmed)
    case .backslash: return command(String(decoding: line[position...], as: UTF8.self))
    case .end:
      if isWhole || !rest.isEmpty { scanner.newline() }
      return ended()
    }
  }

  /// Gives the unfinished SQL up, or out.
  mutating func drop() -> String { scanner.drop().trimmed }

  private mutating func ended() -> Input? {
    line = []
    position = 0
    return nil
  }

  /// Reads a command's name; the rest of the line is the command's business.
  private mutating func command(_ rest: String) -> Input {
    let body = rest.drop { $0.isWhitespace }.dropFirst()
    var name = body.prefix { !$0.isWhitespace && $0 != "\\" }
    // `\!ls` needs no blank.
    if name.first == "!" { name = name.prefix(1) }
    position = line.count
    isFresh = false
    return .command(name: String(name), rest: String(body.dropFirst(name.count)))
  }

  /// Statements whose first line is SQL when the grammar wants more, besides those that may be run.
  private static let writing: Set<String> = ["insert", "update", "delete", "create", "alter", "drop", "merge"]

  /// Whether a first line is SQL, by the grammar: English sentences start with "select" and "with", too.
  private func startsSQL(_ line: String, _ variables: Variables) async -> Bool {
    if line.hasPrefix("/*") { return true }
    var probe = StatementScanner()
    var bytes = Array(line.utf8)
    var position = 0
    let stop = probe.scan(&bytes, from: &position, variables)
    let head = probe.text
    let word = head.drop { !$0.isLetter }.prefix { $0.isLetter }.lowercased()
    let isQuery =
      ["select", "with", "values", "table"].contains(word)
      && head.first(where: { !$0.isWhitespace && $0 != "(" })?.isLetter == true
    if stop == .semicolon || line.hasSuffix(";") {
      if isQuery { return true }
      // Other statements are SQL when the grammar knows them; the gate says why they are not run.
      return (try? await parser.parse(head))?.statements.isEmpty == false
    }
    guard !line.hasSuffix("?") else { return false }
    let isWriting = Self.writing.contains(word) && head.trimmed.contains(" ")
    guard isQuery || isWriting || (stop == .backslash && word == "explain") else { return false }
    // No question is that long, and the gate says why it does not run.
    if head.utf8.count > SQLParser.byteLimit { return true }
    do {
      _ = try await parser.parse(head)
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
