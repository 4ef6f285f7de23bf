/// All that makes a database's roles harmless, each statement with whether it is done already.
package struct HardeningPlan: Sendable, Hashable {
  /// Statements that belong together, and why they are needed.
  package struct Chapter: Sendable, Hashable {
    /// A stable name, e.g. `login-role`.
    package var name: String
    /// Why, in lines.
    package var explanation: [String]
    package var steps: [Step]
  }

  package struct Step: Sendable, Hashable {
    package var statement: String
    /// Whether what it brings about is so.
    package var isDone: Bool
    /// What is to be said about this one alone.
    package var note: String?
  }

  package var header: [String]
  package var chapters: [Chapter]

  /// What is still to be done, by chapter.
  package var missing: [Chapter] {
    chapters.compactMap { chapter in
      var rest = chapter
      rest.steps = chapter.steps.filter { !$0.isDone }
      return rest.steps.isEmpty ? nil : rest
    }
  }

  /// The administrator's script: explanations as comments, all in one transaction.
  package var script: String {
    var lines = header + ["", "BEGIN;"]
    for chapter in chapters {
      lines += ["", "-- \(chapter.name)"] + chapter.explanation.map { "-- \($0)" }
      if chapter.steps.isEmpty { lines.append("-- (Nothing to do.)") }
      for step in chapter.steps {
        if let note = step.note { lines.append("-- \(note)") }
        lines += Self.wrapped(step.statement + ";")
      }
    }
    return (lines + ["", "COMMIT;"]).joined(separator: "\n") + "\n"
  }

  /// Long lists of names go on in indented lines; breaks are at commas outside of quotes only.
  static func wrapped(_ statement: String, width: Int = 118) -> [String] {
    var lines: [String] = []
    var line = ""
    for piece in pieces(statement) {
      if line.count + piece.count > width, !line.allSatisfy(\.isWhitespace) {
        lines.append(line.trimmingSuffix)
        line = "  "
      }
      line += piece
    }
    return lines + [line]
  }

  private static func pieces(_ statement: String) -> [String] {
    var pieces = [""]
    var quote: Character?
    var previous: Character = " "
    for character in statement {
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "'" || character == "\"" {
        quote = character
      }
      pieces[pieces.count - 1].append(character)
      if quote == nil, previous == ",", character == " " { pieces.append("") }
      previous = character
    }
    return pieces
  }
}

extension String {
  fileprivate var trimmingSuffix: String {
    var text = self
    while text.hasSuffix(" ") { text.removeLast() }
    return text
  }
}
