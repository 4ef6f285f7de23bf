internal import Foundation
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
      "max_tokens": .integer(prompt.maxTokens),
      "temperature": .number(temperature),
    ]
    switch prompt.form {
    case .completion(let text):
      fields["prompt"] = .string(text)
      fields.merge(dialect.completionLogProbabilities) { $1 }
    case .chat(let messages):
      fields["messages"] = .array(
        messages.map { .object(["role": .string($0.role.rawValue), "content": .string($0.content)]) })
      fields.merge(dialect.chatLogProbabilities) { $1 }
      if prefill != nil { fields.merge(dialect.prefill) { $1 } }
    }
    if let model = server.model { fields["model"] = .string(model) }
    if !prompt.stops.isEmpty { fields["stop"] = .array(prompt.stops.map(JSONValue.string)) }
    if let seed { fields["seed"] = .integer(Int(seed)) }
    if count > 1 { fields["n"] = .integer(count) }
    if streams {
      fields["stream"] = true
      fields["stream_options"] = .object(["include_usage": true])
    }
    var body = JSONValue.object(fields)
    if let grammar = prompt.grammar, let form = server.grammarForm {
      body.set(.string(form.text(of: grammar)), at: form.path)
    }
    return body
  }
}

extension JSONValue {
  /// The value as text; the same value always gives the same bytes.
  var bytes: [UInt8] {
    get throws(GenerationError) {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      do { return Array(try encoder.encode(self)) } catch { throw .unwritableRequest(reason: "\(error)") }
    }
  }
}
