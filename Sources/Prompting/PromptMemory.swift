internal import Synchronization
internal import Vocabulary

/// Prompts of one snapshot with room for the question, so that a schema that was worded once is not worded again.
///
/// It belongs to one snapshot as one identity sees it, and must end with it: the prompts hold what that identity may know.
package final class PromptMemory: Sendable {
  struct Key: Hashable {
    var profile: String
    var shown: [RelationName]
  }

  /// A prompt cut where the question goes.
  struct Pattern: Sendable {
    enum Piece: Sendable {
      case text(String)
      case question
      case quotedQuestion
    }

    var roles: [Prompt.Message.Role?]
    var texts: [[Piece]]
  }

  private let patterns = Mutex<[Key: Pattern]>([:])
  private let grammars = Mutex<[Key: Grammar]>([:])

  /// Prompts that are kept; when there are more, all are forgotten.
  private static let most = 64

  package init() {}

  func pattern(_ key: Key, _ make: () throws(PromptingError) -> Pattern) throws(PromptingError) -> Pattern {
    if let known = patterns.withLock({ $0[key] }) { return known }
    let pattern = try make()
    patterns.withLock { patterns in
      if patterns.count >= Self.most { patterns = [:] }
      patterns[key] = pattern
    }
    return pattern
  }

  /// A grammar of what the prompts of a key list, which is made once.
  func grammar(_ key: Key, _ make: () throws(PromptingError) -> Grammar) throws(PromptingError) -> Grammar {
    if let known = grammars.withLock({ $0[key] }) { return known }
    let grammar = try make()
    grammars.withLock { grammars in
      if grammars.count >= Self.most { grammars = [:] }
      grammars[key] = grammar
    }
    return grammar
  }
}

extension PromptMemory.Pattern {
  /// What stands for the question until it is known: private characters, which no text of others may bring into a prompt.
  static let marks = (question: "\u{F0000}question\u{F0001}", quoted: "\u{F0000}quoted\u{F0001}")

  /// A prompt that was rendered with the marks for a question.
  init(_ form: Prompt.Form) {
    switch form {
    case .completion(let text): (roles, texts) = ([nil], [Self.pieces(text)])
    case .chat(let messages): (roles, texts) = (messages.map(\.role), messages.map { Self.pieces($0.content) })
    }
  }

  private static func pieces(_ text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let start = rest.unicodeScalars.firstIndex(of: "\u{F0000}") {
      pieces.append(.text(String(rest[..<start])))
      let isQuoted = rest[start...].hasPrefix(marks.quoted)
      pieces.append(isQuoted ? .quotedQuestion : .question)
      rest = rest[start...].dropFirst((isQuoted ? marks.quoted : marks.question).count)
    }
    return pieces + [.text(String(rest))]
  }

  /// The prompt for a question, which is given plain and in quotes.
  func form(_ question: String, quoted: String) -> Prompt.Form {
    let texts = texts.map { pieces in
      var text = ""
      for piece in pieces {
        switch piece {
        case .text(let part): text += part
        case .question: text += question
        case .quotedQuestion: text += quoted
        }
      }
      return text
    }
    let messages = zip(roles, texts).compactMap { role, text in role.map { Prompt.Message($0, text) } }
    return messages.isEmpty ? .completion(texts.joined()) : .chat(messages)
  }
}
