internal import Vocabulary

/// One request for answers, before it is written in a server's dialect.
struct CompletionRequest {
  var prompt: Prompt
  var temperature: Double
  var count = 1
  var seed: UInt32?
  var streams = false

  var page: String {
    switch prompt.form {
    case .completion: "/v1/completions"
    case .chat: "/v1/chat/completions"
    }
  }

  /// The text that the model is made to go on with, where the conversation ends with its own words.
  var prefill: String? {
    guard case .chat(let messages) = prompt.form, let last = messages.last, last.role == .assistant else { return nil }
    return last.content
  }

  /// The request's body.
  func body(for server: ModelServer) -> JSONValue {
    let dialect = server.dialect
    var fields: [String: JSONValue] = [
      "max_tokens": .number(Double(prompt.maxTokens)),
      "temperature": .number(temperature),
    ]
    switch prompt.form {
    case .completion(let text):
      fields["prompt"] = .text(text)
      fields.merge(dialect.completionLogProbabilities) { $1 }
    case .chat(let messages):
      fields["messages"] = .list(
        messages.map { .object(["role": .text($0.role.rawValue), "content": .text($0.content)]) })
      fields.merge(dialect.chatLogProbabilities) { $1 }
      if prefill != nil { fields.merge(dialect.prefill) { $1 } }
    }
    if let model = server.model { fields["model"] = .text(model) }
    if !prompt.stops.isEmpty { fields["stop"] = .list(prompt.stops.map(JSONValue.text)) }
    if let seed { fields["seed"] = .number(Double(seed)) }
    if count > 1 { fields["n"] = .number(Double(count)) }
    if streams {
      fields["stream"] = true
      fields["stream_options"] = .object(["include_usage": true])
    }
    var body = JSONValue.object(fields)
    if let grammar = prompt.grammar, let form = server.grammarForm {
      body.set(.text(form.text(of: grammar)), at: form.path)
    }
    return body
  }
}
