internal import Foundation
internal import Vocabulary

/// What a server answers, whole or as one piece of a stream; both kinds of request share the shape.
struct CompletionAnswer: Decodable {
  struct Message: Decodable { var content: String? }

  struct Choice: Decodable {
    var index: Int?
    var text: String?
    var message: Message?
    var delta: Message?
    var finishReason: String?
    var logprobs: LogProbabilities?

    enum CodingKeys: String, CodingKey {
      case index, text, message, delta, logprobs
      case finishReason = "finish_reason"
    }

    var content: String? { text ?? message?.content ?? delta?.content }
  }

  /// Servers write them in one of two shapes, some the second one for both kinds of request.
  struct LogProbabilities: Decodable {
    struct Item: Decodable { var logprob: Double? }
    var tokenLogprobs: [Double?]?
    var content: [Item]?

    enum CodingKeys: String, CodingKey {
      case content
      case tokenLogprobs = "token_logprobs"
    }

    var values: [Double] { (tokenLogprobs ?? content?.map(\.logprob) ?? []).compactMap(\.self) }
  }

  struct Usage: Decodable {
    var promptTokens: Int?
    var completionTokens: Int?

    enum CodingKeys: String, CodingKey {
      case promptTokens = "prompt_tokens"
      case completionTokens = "completion_tokens"
    }
  }

  var model: String?
  var choices: [Choice]?
  var usage: Usage?
  var error: JSONValue?

  static func decode(_ bytes: some Sequence<UInt8>) throws(GenerationError) -> CompletionAnswer {
    do {
      return try JSONDecoder().decode(CompletionAnswer.self, from: Data(bytes))
    } catch {
      throw .malformedAnswer(reason: "it is not the JSON that was expected", excerpt: ServerMessage.excerpt(of: bytes))
    }
  }

  /// The answers of a whole, in their order.
  func candidates(for request: CompletionRequest, server: ModelServer, attempt: Int) throws(GenerationError)
    -> [Candidate]
  {
    guard let choices, !choices.isEmpty else {
      throw .malformedAnswer(reason: "it holds no choices", excerpt: nil)
    }
    var candidates: [Candidate] = []
    for choice in choices.sorted(by: { ($0.index ?? 0) < ($1.index ?? 0) }) {
      guard var text = choice.content else {
        throw .malformedAnswer(reason: "a choice holds no text", excerpt: nil)
      }
      if server.dialect.repeatsPrefill, let prefill = request.prefill, text.hasPrefix(prefill) {
        text.removeFirst(prefill.count)
      }
      let logProbabilities = choice.logprobs?.values ?? []
      // The server counts the tokens of all choices together; each choice tells its own by their probabilities.
      let told = logProbabilities.isEmpty ? nil : logProbabilities.count
      candidates.append(
        Candidate(
          text: text, model: model ?? server.model ?? "unknown", attempt: attempt,
          meanLogProbability: mean(of: logProbabilities), finish: .init(server: choice.finishReason),
          promptTokens: usage?.promptTokens,
          completionTokens: choices.count == 1 ? usage?.completionTokens : told))
    }
    return candidates
  }
}

/// The mean, unless there is nothing to take it of.
func mean(of values: [Double]) -> Double? {
  values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

extension Candidate {
  func ruled(_ isRuled: Bool) -> Candidate {
    var candidate = self
    candidate.isRuled = isRuled
    return candidate
  }
}

extension Candidate.FinishReason {
  init(server reason: String?) {
    self = reason.flatMap(Self.init(rawValue:)) ?? .other
  }
}
