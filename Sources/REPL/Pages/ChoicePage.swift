import Vocabulary

/// The choices that an asker has, numbered.
enum ChoicePage {
  static func text(_ choices: [Choice]) -> String {
    choices.enumerated().map { index, choice in
      let confidence = choice.confidence.map { " (\(Int(($0 * 100).rounded())) %)" } ?? ""
      return "  \(index + 1)  \(choice.description)\(confidence)\n"
    }.joined()
  }
}
