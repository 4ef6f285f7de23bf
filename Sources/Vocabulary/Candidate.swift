/// One answer of a model, before anything believed it.
package struct Candidate: Hashable, Sendable, Codable {
  package enum FinishReason: String, Sendable, Codable { case stop, length, other }

  /// The model's text, untouched.
  package var text: String
  /// The model's name as its server gives it.
  package var model: String
  /// 1 for the first turn, 2 for the repair turn.
  package var attempt: Int
  /// Mean log-probability a token, where the server tells it.
  package var meanLogProbability: Double?
  package var finish: FinishReason
  /// Whether the prompt's grammar ruled the answer: `false` where the server takes none, `nil` where there was none.
  package var isRuled: Bool?
  package var promptTokens: Int?
  package var completionTokens: Int?

  package init(
    text: String, model: String, attempt: Int = 1, meanLogProbability: Double? = nil, finish: FinishReason,
    promptTokens: Int? = nil, completionTokens: Int? = nil
  ) {
    self.text = text
    self.model = model
    self.attempt = attempt
    self.meanLogProbability = meanLogProbability
    self.finish = finish
    self.promptTokens = promptTokens
    self.completionTokens = completionTokens
  }
}
