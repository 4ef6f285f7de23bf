package import Vocabulary

/// How one kind of model server differs from the others, as data.
///
/// The requests are the common ones (`/v1/completions`, `/v1/chat/completions`); what is listed here is added to them
/// or read beside them. A field that is `nil` means that the server has no such thing.
package struct ModelServerDialect: Sendable, Hashable {
  /// One value on one page of the server.
  package struct Place: Sendable, Hashable {
    var page: String
    /// Keys from the page's top; a number is a place in a list.
    var path: [String]
  }

  /// The page that counts the tokens of a text.
  package struct Tokenizer: Sendable, Hashable {
    var page: String
    var textField: String
    /// Fields that keep the server from adding tokens of its own.
    var fields: [String: JSONValue]
  }

  /// The name by which settings choose it.
  package var name: String
  /// A value that only this kind of server has; `nil` where nothing tells the server from others.
  var signature: Place?
  /// Answers with status 200 when the server is ready.
  var healthPage: String
  /// How a grammar is told, by its name in `grammar-forms.json`.
  var grammarForm: String?
  /// Whether one request may ask for several answers (`n`).
  var acceptsCount: Bool
  /// How many answers one request may ask for, where the server limits it.
  var countLimit: Place?
  /// Whether the request must name the model.
  var requiresModel: Bool
  /// Fields that ask for log-probabilities.
  var completionLogProbabilities: [String: JSONValue]
  var chatLogProbabilities: [String: JSONValue]
  /// Fields that make the server go on with a conversation's last message instead of answering it.
  var prefill: [String: JSONValue]
  /// Whether the answer repeats that message.
  var repeatsPrefill: Bool
  /// How many tokens prompt and answer may have together.
  var contextLength: Place?
  var tokenizer: Tokenizer?
}

extension ModelServerDialect {
  /// llama.cpp's server, also our embedded one.
  package static let llamaServer = ModelServerDialect(
    name: "llama-server",
    signature: Place(page: "/props", path: ["default_generation_settings"]),
    healthPage: "/health",
    grammarForm: "llama",
    acceptsCount: true,
    countLimit: Place(page: "/props", path: ["total_slots"]),
    requiresModel: false,
    completionLogProbabilities: ["logprobs": 1],
    chatLogProbabilities: ["logprobs": true, "top_logprobs": 1],
    prefill: [:],
    repeatsPrefill: true,
    contextLength: Place(page: "/props", path: ["default_generation_settings", "n_ctx"]),
    tokenizer: Tokenizer(page: "/tokenize", textField: "content", fields: ["add_special": false]))

  /// vLLM 0.12 or later.
  package static let vllm = ModelServerDialect(
    name: "vllm",
    signature: Place(page: "/version", path: ["version"]),
    healthPage: "/health",
    grammarForm: "vllm",
    acceptsCount: true,
    countLimit: nil,
    requiresModel: true,
    completionLogProbabilities: ["logprobs": 1],
    chatLogProbabilities: ["logprobs": true, "top_logprobs": 1],
    prefill: ["continue_final_message": true, "add_generation_prompt": false],
    repeatsPrefill: false,
    contextLength: Place(page: "/v1/models", path: ["data", "0", "max_model_len"]),
    tokenizer: Tokenizer(page: "/tokenize", textField: "prompt", fields: ["add_special_tokens": false]))

  /// Ollama: no grammar in its OpenAI-compatible interface, one answer a request.
  package static let ollama = ModelServerDialect(
    name: "ollama",
    signature: Place(page: "/api/version", path: ["version"]),
    healthPage: "/api/version",
    grammarForm: nil,
    acceptsCount: false,
    countLimit: nil,
    requiresModel: true,
    completionLogProbabilities: ["logprobs": 1],
    chatLogProbabilities: ["logprobs": true],
    prefill: [:],
    repeatsPrefill: false,
    contextLength: nil,
    tokenizer: nil)

  /// Any other server: only what all of them understand.
  package static let plain = ModelServerDialect(
    name: "openai",
    signature: nil,
    healthPage: "/v1/models",
    grammarForm: nil,
    acceptsCount: false,
    countLimit: nil,
    requiresModel: true,
    completionLogProbabilities: ["logprobs": 1],
    chatLogProbabilities: ["logprobs": true],
    prefill: [:],
    repeatsPrefill: false,
    contextLength: nil,
    tokenizer: nil)

  /// Every dialect, in the order in which a server is compared with them.
  package static let known = [llamaServer, vllm, ollama, plain]

  /// The dialect of that name.
  package static func named(_ name: String) -> ModelServerDialect? { known.first { $0.name == name } }
}
