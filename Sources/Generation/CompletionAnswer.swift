internal import Vocabulary

/// What a server answers, whole or as one piece of a stream; both kinds of request share the shape.
struct CompletionAnswer {
  struct Choice {
    var index: Int?
    var content: String?
    var finishReason: String?
    var logProbabilities: [Double]
  }

  struct Usage {
    var promptTokens: Int?
    var completionTokens: Int?
  }

  var model: String?
  var choices: [Choice]?
  var usage: Usage?
  var error: JSONValue?

  static func decode(_ bytes: some Sequence<UInt8>) throws(GenerationError) -> CompletionAnswer {
    guard let page = JSONValue(bytes), page.members != nil, let answer = try? CompletionAnswer(page) else {
      throw .malformedAnswer(reason: "it is not the JSON that was expected", excerpt: ServerMessage.excerpt(of: bytes))
    }
    return answer
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
      let logProbabilities = choice.logProbabilities
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

extension CompletionAnswer {
  fileprivate init(_ page: JSONValue) throws(WrongType) {
    model = try page.member("model", \.text)
    choices = try page.member("choices", \.list)?.map { choice throws(WrongType) in try Choice(choice) }
    if let told = try page.member("usage", { $0.members == nil ? nil : $0 }) {
      usage = Usage(
        promptTokens: try told.member("prompt_tokens", \.whole),
        completionTokens: try told.member("completion_tokens", \.whole))
    }
    error = page["error"] == .null ? nil : page["error"]
  }
}

extension CompletionAnswer.Choice {
  fileprivate init(_ choice: JSONValue) throws(WrongType) {
    guard choice.members != nil else { throw WrongType() }
    index = try choice.member("index", \.whole)
    finishReason = try choice.member("finish_reason", \.text)
    content = try choice.member("text", \.text)
    for name in ["message", "delta"] {
      guard let message = try choice.member(name, { $0.members == nil ? nil : $0 }) else { continue }
      let text = try message.member("content", \.text)
      content = content ?? text
    }
    // Servers write them in one of two shapes, some the second one for both kinds of request.
    logProbabilities = []
    guard let told = try choice.member("logprobs", { $0.members == nil ? nil : $0 }) else { return }
    if let values = try told.member("token_logprobs", \.list) {
      logProbabilities = values.compactMap(\.number)
    } else if let items = try told.member("content", \.list) {
      logProbabilities = items.compactMap { $0["logprob"]?.number }
    }
  }
}

/// A member is of another type than the shape has it.
private struct WrongType: Error {}

extension JSONValue {
  /// A member; `nil` where there is none, or null.
  fileprivate func member<Value>(_ name: String, _ read: (JSONValue) -> Value?) throws(WrongType) -> Value? {
    guard let value = self[name], value != .null else { return nil }
    guard let value = read(value) else { throw WrongType() }
    return value
  }
}
