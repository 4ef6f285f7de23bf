import Vocabulary

extension Prompt {
  /// A prompt as the tests need it.
  static func completion(_ text: String, stops: [String] = [], maxTokens: Int = 32) -> Prompt {
    Prompt(
      template: "test-1", form: .completion(text), output: .sql, stops: stops, maxTokens: maxTokens, tokenEstimate: 8)
  }

  static func chat(_ messages: [Message], stops: [String] = [], maxTokens: Int = 32) -> Prompt {
    Prompt(
      template: "test-1", form: .chat(messages), output: .sql, stops: stops, maxTokens: maxTokens, tokenEstimate: 8)
  }
}
