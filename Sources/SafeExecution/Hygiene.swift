internal import SQLSyntax
internal import Vocabulary

/// Layer 0: what a text must be before anything reads it as SQL.
enum Hygiene {
  enum Outcome {
    case statement(String)
    case refused(Finding)
  }

  static func check(bytes: [UInt8]) -> Outcome {
    guard bytes.count <= SQLParser.byteLimit else { return .refused(tooLong(bytes.count)) }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      return .refused(Rule.invalidUTF8.finding("The text is not valid UTF-8."))
    }
    return check(text)
  }

  static func check(_ text: String) -> Outcome {
    // The same cap before and after: a fence or blanks around the statement must not cost a long search either.
    guard text.utf8.count <= SQLParser.byteLimit else { return .refused(tooLong(text.utf8.count)) }
    if let place = text.utf8.firstIndex(of: 0) {
      let position = text.utf8.distance(from: text.startIndex, to: place)
      return .refused(Rule.nulByte.finding("The text contains a NUL byte.", at: position))
    }
    if text.unicodeScalars.first == "\u{FEFF}" {
      return .refused(Rule.byteOrderMark.finding("The text begins with a byte-order mark.", at: 0))
    }
    switch fenced(text) {
    case .none: return trimmed(text)
    case .one(let inside): return trimmed(inside)
    case .several:
      return .refused(
        Rule.severalFences.finding("The text has more than one code fence.", hint: "Answer with one statement only."))
    case .amongProse:
      return .refused(
        Rule.prose.finding("The code fence stands among other words.", hint: "Answer with the statement only."))
    }
  }

  private static func tooLong(_ count: Int) -> Finding {
    Rule.tooLong.finding(
      "The statement has \(count) bytes; the limit is \(SQLParser.byteLimit).", hint: "Ask for less in one statement.")
  }

  private static func trimmed(_ text: String) -> Outcome {
    var rest = Substring(text).drop(while: \.isWhitespace)
    while let last = rest.last, last.isWhitespace || last == ";" { rest.removeLast() }
    guard !rest.isEmpty else { return .refused(Rule.emptyStatement.finding("There is no statement.")) }
    return .statement(String(rest))
  }

  private enum Fenced {
    case none, several, amongProse
    case one(String)
  }

  /// The inside of the one code fence, where a fence is a line that starts with three backticks.
  private static func fenced(_ text: String) -> Fenced {
    guard hasFence(text) else { return .none }
    var inside: [Substring] = []
    var fences = 0
    var hasProse = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let bare = line.drop(while: \.isWhitespace)
      if bare.hasPrefix("```") {
        fences += 1
        // One line may hold both: ```select 1```
        let content = bare.dropFirst(3)
        if fences % 2 == 1, let end = content.firstRange(of: "```") {
          fences += 1
          inside.append(withoutLanguage(content[..<end.lowerBound]))
          hasProse = hasProse || !isBlank(content[end.upperBound...])
        } else if fences == 2 {
          hasProse = hasProse || !isBlank(content)
        } else if !isLanguage(content) {
          inside.append(withoutLanguage(content))
        }
      } else if fences == 1 {
        if let end = line.firstRange(of: "```") {
          fences += 1
          inside.append(line[..<end.lowerBound])
          hasProse = hasProse || !isBlank(line[end.upperBound...])
        } else {
          inside.append(line)
        }
      } else {
        hasProse = hasProse || !isBlank(line)
      }
    }
    switch fences {
    case 0: return .none
    // A fence that is opened and not closed is what a cut answer looks like.
    case 1, 2: return hasProse ? .amongProse : .one(inside.joined(separator: "\n"))
    default: return .several
    }
  }

  private static func isBlank(_ text: Substring) -> Bool { text.allSatisfy(\.isWhitespace) }

  /// What may stand behind an opening fence without being part of the statement.
  private static func isLanguage(_ text: Substring) -> Bool {
    ["", "sql", "postgresql", "postgres", "pgsql", "psql"].contains(text.lowercased().filter { !$0.isWhitespace })
  }

  /// Whether there are three backticks in a row; nearly all texts have none, so this is kept fast.
  private static func hasFence(_ text: String) -> Bool {
    var run = 0
    for byte in text.utf8 {
      run = byte == UInt8(ascii: "`") ? run + 1 : 0
      if run == 3 { return true }
    }
    return false
  }

  private static func withoutLanguage(_ text: Substring) -> Substring {
    for language in ["postgresql ", "sql ", "SQL "] where text.hasPrefix(language) {
      return text.dropFirst(language.count)
    }
    return text
  }
}
