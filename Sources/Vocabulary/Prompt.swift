/// What a model is asked, ready to send.
package struct Prompt: Hashable, Sendable, Codable {
  package struct Message: Hashable, Sendable, Codable {
    package enum Role: String, Sendable, Codable { case system, user, assistant }
    package var role: Role
    package var content: String

    package init(_ role: Role, _ content: String) {
      self.role = role
      self.content = content
    }
  }

  /// How the model is addressed.
  package enum Form: Hashable, Sendable, Codable {
    /// Plain text to be continued (`/v1/completions`).
    case completion(String)
    /// A conversation (`/v1/chat/completions`); a trailing assistant message is a prefill.
    case chat([Message])
  }

  /// What the model writes.
  package enum Output: String, Sendable, Codable {
    /// SQL with names spelled out, perhaps in a code fence.
    case sql
    /// SQL whose names are the tags of this prompt (see `Tagging`).
    case tagged
  }

  /// The profile and version that rendered it, e.g. `dragoman-tuned-2`.
  package var template: String
  package var form: Form
  package var output: Output
  /// Texts at which the model's answer ends.
  package var stops: [String]
  /// Upper limit of the answer, in tokens.
  package var maxTokens: Int
  /// Estimated length of the prompt, in tokens.
  package var tokenEstimate: Int
  /// The meaning of tags, when `output` is `.tagged`.
  package var tags: TagTable?
  /// The relations that it lists, when `output` is `.sql`.
  package var listed: [RelationName]
  /// What rules the answer, where the server can be told; `nil` leaves the model free.
  package var grammar: Grammar?

  package init(
    template: String, form: Form, output: Output, stops: [String], maxTokens: Int, tokenEstimate: Int,
    tags: TagTable? = nil, listed: [RelationName] = [], grammar: Grammar? = nil
  ) {
    self.template = template
    self.form = form
    self.output = output
    self.stops = stops
    self.maxTokens = maxTokens
    self.tokenEstimate = tokenEstimate
    self.tags = tags
    self.listed = listed
    self.grammar = grammar
  }

  /// The whole text that the model reads, for the audit log and for digests.
  package var text: String {
    switch form {
    case .completion(let text): text
    case .chat(let messages): messages.map { "[\($0.role.rawValue)]\n\($0.content)" }.joined(separator: "\n")
    }
  }
}
