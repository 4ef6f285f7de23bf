internal import Mustache
package import Vocabulary

/// Renders the prompt of one profile. The only renderer there is: training text comes from here too.
package struct PromptBuilder: Sendable {
  package let profile: PromptProfile
  /// The fixed tags of a schema-tuned model; `nil` for all others.
  private let fixedTags: TagTable?
  private let templates: [String: MustacheTemplate]

  package init(_ profile: PromptProfile, fixedTags: TagTable? = nil) throws(PromptingError) {
    self.profile = profile
    self.fixedTags = fixedTags
    var templates: [String: MustacheTemplate] = [:]
    for (path, text) in EmbeddedText.files where path.hasSuffix(".mustache") {
      let folder = path.prefix { $0 != "/" }
      guard folder == profile.name || folder == "grammars" else { continue }
      let name = String(path.dropFirst(folder == profile.name ? folder.count + 1 : 0).dropLast(".mustache".count))
      do {
        // The embedded text ends with the newline of its file; a prompt ends where its template says.
        templates[name] = try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}" + Self.trimmed(text))
      } catch {
        throw .templateBroken(path)
      }
    }
    self.templates = templates
  }

  private static func trimmed(_ text: String) -> String {
    var text = text[...]
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }

  /// The prompt for a question; with `failed`, the second turn that tells the model what was wrong.
  ///
  /// - Parameter memory: prompts of the same snapshot that were built before.
  package func prompt(
    for question: String, evidence: Evidence, snapshot: SchemaSnapshot, failed: [Judgement] = [],
    memory: PromptMemory? = nil
  ) throws(PromptingError) -> Prompt {
    switch profile.schema {
    case .fixedTags:
      let tags = TaggedPrompt.fixed(fixedTags ?? TagTable(relations: [], columns: [], mentions: []), evidence)
      return try prompt(for: question, evidence: evidence, snapshot: snapshot, tags: tags)
    case .tags: return try tagged(question, evidence, snapshot)
    case .listed: return try listed(question, evidence, snapshot, failed, memory)
    }
  }

  /// The prompt over tags that the caller has numbered: training shuffles them.
  package func prompt(
    for question: String, evidence: Evidence, snapshot: SchemaSnapshot, tags: TagTable
  ) throws(PromptingError) -> Prompt {
    let parts = TaggedPrompt(question: question, evidence: evidence, tags: tags)
    var tags = tags
    tags.naming = Naming(evidence.words, question: question)
    let text =
      (try prefix(snapshot: snapshot, tags: tags))
      + (try render("prompt", ["question": parts.question, "links": parts.links]))
    return try checked(
      Prompt(
        template: profile.name, form: .completion(text), output: .tagged, stops: profile.stops,
        maxTokens: profile.maxTokens, tokenEstimate: Self.estimate(text), tags: tags))
  }

  /// The part of `prompt` that comes before the question: what a model server can keep in its cache.
  package func prefix(snapshot: SchemaSnapshot, tags: TagTable) throws(PromptingError) -> String {
    guard profile.schema == .tags else { return "" }
    return try render("schema", ["schema": TaggedPrompt.schema(tags, snapshot)])
  }

  /// The prompt over what retrieval found: the least useful relations go, then columns, until it fits the budget.
  private func tagged(
    _ question: String, _ evidence: Evidence, _ snapshot: SchemaSnapshot
  ) throws(PromptingError) -> Prompt {
    var shown = evidence
    shown.relations = Array(evidence.relations.prefix(profile.maxRelations))
    var widest = 64
    while true {
      let tags = TaggedPrompt.table(shown, snapshot, widest: widest)
      do {
        return try prompt(for: question, evidence: evidence, snapshot: snapshot, tags: tags)
      } catch {
        guard case .overBudget = error, shown.relations.count > 1 || widest > 8 else { throw error }
        if shown.relations.count > 3 || widest <= 8 { shown.relations.removeLast() } else { widest /= 2 }
      }
    }
  }

  private func listed(
    _ question: String, _ evidence: Evidence, _ snapshot: SchemaSnapshot, _ failed: [Judgement], _ memory: PromptMemory?
  ) throws(PromptingError) -> Prompt {
    var shown = ListedSchema.choose(snapshot, evidence, maxRelations: profile.maxRelations)
    var examples = Array(evidence.examples.prefix(profile.maxExamples ?? 0))
    let question = (
      plain: UntrustedText(question, .statement).description, quoted: UntrustedText.quoted(question, .statement)
    )
    while true {
      let form: Prompt.Form
      if let memory, examples.isEmpty, evidence.terms.isEmpty, failed.isEmpty {
        let key = PromptMemory.Key(profile: profile.name, shown: shown.map(\.name))
        let pattern = try memory.pattern(key) { () throws(PromptingError) in
          let marks = PromptMemory.Pattern.marks
          let context = Self.context((marks.question, marks.quoted), [], [], [])
          return PromptMemory.Pattern(try self.form(ListedSchema.context(shown, snapshot), context))
        }
        form = pattern.form(question.plain, quoted: question.quoted)
      } else {
        form = try self.form(
          ListedSchema.context(shown, snapshot), Self.context(question, evidence.terms, examples, failed))
      }
      let prompt = Prompt(
        template: profile.name, form: form, output: profile.output, stops: profile.stops, maxTokens: profile.maxTokens,
        tokenEstimate: 0, listed: shown.map(\.name))
      let tokens = Self.estimate(prompt.text)
      if tokens <= profile.tokenBudget || shown.count <= 1 && examples.isEmpty {
        var prompt = prompt
        prompt.tokenEstimate = tokens
        return try checked(prompt)
      }
      // The least useful relation goes first, and the least like example before the last three relations; what stays
      // keeps its stable order.
      if shown.count <= 3, examples.popLast() != nil { continue }
      shown = ListedSchema.dropLeastUseful(shown, evidence)
    }
  }

  /// What a prompt holds beside the schema.
  private static func context(
    _ question: (plain: String, quoted: String), _ terms: [Term], _ examples: [Evidence.Example], _ failed: [Judgement]
  ) -> [String: Any] {
    [
      "terms": terms.map(context), "hasTerms": !terms.isEmpty,
      "examples": examples.map { example in
        [
          "quoted": UntrustedText.quoted(example.question, .statement),
          "sql": UntrustedText(example.sql, .statement).description,
        ]
      },
      "hasExamples": !examples.isEmpty, "question": question.plain, "quotedQuestion": question.quoted,
      "failed": failed.map { judgement in
        [
          "sql": UntrustedText(judgement.sql, .statement).description,
          "findings": judgement.findings.map { finding in
            UntrustedText(finding.message + (finding.hint.map { " " + $0 } ?? ""), .finding).description
          },
        ] as [String: Any]
      },
    ]
  }

  private static func context(_ term: Term) -> [String: Any] {
    let columns = term.columns.map { UntrustedText("\($0.relation.sql).\(SQLText.identifier($0.column))", .name) }
    return [
      "name": UntrustedText(term.name, .name).description, "text": UntrustedText(term.text, .finding).description,
      "condition": (term.condition.map { UntrustedText($0, .finding).description } as Any?) ?? false,
      "columns": columns.isEmpty ? false : columns.map(\.description).joined(separator: ", "),
    ]
  }

  private func form(_ schema: [String: Any], _ rest: [String: Any]) throws(PromptingError) -> Prompt.Form {
    let context = schema.merging(rest) { _, new in new }
    if profile.form == .completion { return .completion(try render("prompt", context)) }
    var messages: [Prompt.Message] = []
    for (role, name) in [(Prompt.Message.Role.system, "system"), (.user, "user"), (.assistant, "assistant")]
    where templates[name] != nil {
      messages.append(.init(role, try render(name, context)))
    }
    return .chat(messages)
  }

  func render(_ name: String, _ context: [String: Any]) throws(PromptingError) -> String {
    guard let template = templates[name] else { throw .templateBroken("\(profile.name)/\(name).mustache") }
    return template.render(context)
  }

  private func checked(_ prompt: Prompt) throws(PromptingError) -> Prompt {
    guard prompt.tokenEstimate <= profile.tokenBudget else {
      throw .overBudget(tokens: prompt.tokenEstimate, budget: profile.tokenBudget)
    }
    return prompt
  }

  /// Tokens that a text will need, on the safe side for byte-pair vocabularies: a tag is one, other text a third of its bytes.
  package static func estimate(_ text: String) -> Int {
    var text = text
    let tags = text.withUTF8 { $0.count { $0 == UInt8(ascii: "<") } }
    return tags + max(0, text.utf8.count - 5 * tags) / 3 + 1
  }
}
