/// Phrases that belong into no question about data and no literal: `Policy/instruction-like.txt`.
enum PhraseBook {
  /// The first of the phrases that a text holds.
  static func phrase(in text: String) -> String? {
    let plain = QuestionKey.plain(text)
    return phrases.first { plain.contains($0) }
  }

  private static let phrases: [String] = {
    guard let file = EmbeddedText.files["Policy/instruction-like.txt"] else {
      preconditionFailure("Policy/instruction-like.txt is not embedded")
    }
    return file.split(separator: "\n").filter { !$0.hasPrefix("#") && !$0.isEmpty }.map {
      QuestionKey.plain(String($0))
    }
  }()
}
