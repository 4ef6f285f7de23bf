package import Vocabulary

/// What can break while training data is made.
package enum TuningError: Breakage {
  /// A line of a lexicon file cannot be read.
  case lexicon(file: String, line: Int)
  /// A lexicon file is not in the program.
  case missingLexicon(file: String)
  /// Chat rows need a profile of conversations that end in SQL.
  case noChatProfile(String)

  package var code: String {
    switch self {
    case .lexicon: "DT001"
    case .missingLexicon: "DT002"
    case .noChatProfile: "DT010"
    }
  }

  package var message: String {
    switch self {
    case .lexicon(let file, let line): "The lexicon file \(file) cannot be read at line \(line)."
    case .missingLexicon(let file): "The lexicon file \(file) is missing from the program."
    case .noChatProfile(let name): "The prompt profile \(name) is no conversation that ends in SQL."
    }
  }

  package var hint: String? {
    switch self {
    case .lexicon: "Compare the line with its neighbours: brackets must close and fields are separated by |."
    case .missingLexicon: "Build the program again from a complete checkout."
    case .noChatProfile: "Use generic-chat-1, or another profile of the form chat (prompts/README.md)."
    }
  }
}
