package import Prompting
internal import Retrieval
package import Vocabulary

/// A pair as the common trainers of chat models take it: `{"messages": [{"role", "content"}, …]}`.
package struct ChatRow: Sendable, Codable, Hashable {
  package var messages: [Prompt.Message]
}

/// Renders pairs as conversations through the code that serves: evidence, schema and template are those of a question.
package struct ChatRenderer: Sendable {
  private let snapshot: SchemaSnapshot
  private let retriever: Retriever
  private let builder: PromptBuilder

  package init(_ snapshot: SchemaSnapshot, profile: PromptProfile) throws {
    guard profile.form == .chat, profile.output == .sql else { throw TuningError.noChatProfile(profile.name) }
    self.snapshot = snapshot
    retriever = Retriever(snapshot)
    builder = try PromptBuilder(profile)
  }

  /// The prompt that the question would get, and the statement as the answer to it.
  package func row(question: String, sql: String) throws -> ChatRow {
    let prompt = try builder.prompt(
      for: question, evidence: retriever.evidence(for: question), snapshot: snapshot)
    guard case .chat(var messages) = prompt.form else { throw TuningError.noChatProfile(builder.profile.name) }
    let answer = "```sql\n\(sql)\n```"
    // A profile that begins the answer itself is continued.
    if let last = messages.last, last.role == .assistant {
      messages[messages.count - 1].content = last.content + (last.content.contains("```") ? "\n\(sql)\n```" : answer)
    } else {
      messages.append(.init(.assistant, answer))
    }
    return ChatRow(messages: messages)
  }
}
