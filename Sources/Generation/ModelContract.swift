internal import Vocabulary

/// Checks that a model server keeps what our prompts count on; what `dragoman doctor` shows about the model.
package struct ModelContract: Sendable {
  /// One question to the server and what came of it.
  package struct Check: Hashable, Sendable, Codable {
    package enum Outcome: String, Sendable, Codable { case passed, failed, unknown }

    package var name: String
    package var outcome: Outcome
    /// One sentence.
    package var message: String
    package var hint: String?
  }

  /// What the prompts of the chosen profile need.
  package struct Needs: Hashable, Sendable {
    /// Whether prompts are conversations rather than plain text.
    package var usesChat: Bool
    /// Tokens of prompt and answer together.
    package var contextLength: Int
    /// Whether a grammar is wanted.
    package var grammar: Bool
    /// Texts that must be one token each.
    package var singleTokens: [String]

    package init(usesChat: Bool, contextLength: Int, grammar: Bool = false, singleTokens: [String] = []) {
      self.usesChat = usesChat
      self.contextLength = contextLength
      self.grammar = grammar
      self.singleTokens = singleTokens
    }
  }

  private let generator: Generator
  private let needs: Needs

  package init(_ generator: Generator, needs: Needs) {
    self.generator = generator
    self.needs = needs
  }

  /// Runs every check that applies; a server that cannot be reached gives just that one.
  package func check() async -> [Check] {
    let server: ModelServer
    do throws(GenerationError) {
      server = try await generator.server(deadline: .now + .seconds(30))
    } catch {
      return [failure("server", error)]
    }
    let transport = generator.transport(to: server.endpoint, .now + .seconds(60))
    var checks = [Check(name: "server", outcome: .passed, message: "\(server.dialect.name) at \(server.endpoint.url)")]
    checks.append(
      await attempt("health") { () throws(GenerationError) in
        _ = try await transport.get(server.dialect.healthPage)
        return (.passed, "it says that it is ready", nil)
      })
    checks.append(await attempt("model") { () throws(GenerationError) in try await checkModel(server, transport) })
    checks.append(await attempt("context") { () throws(GenerationError) in try await checkContext(server, transport) })
    checks.append(await attempt("stops") { () throws(GenerationError) in try await checkStops() })
    checks.append(await attempt("grammar") { () throws(GenerationError) in try await checkGrammar(server) })
    if !needs.singleTokens.isEmpty {
      checks.append(await attempt("tags") { () throws(GenerationError) in try await checkTags(server, transport) })
    }
    return checks
  }

  private typealias Finding = (outcome: Check.Outcome, message: String, hint: String?)

  private func checkModel(_ server: ModelServer, _ transport: ModelTransport) async throws(GenerationError) -> Finding {
    let models = try await ServerDetector(transport: transport).models()
    guard let model = server.model else { return (.passed, "it serves \(models.first ?? "one model")", nil) }
    if models.contains(model) { return (.passed, "it serves \(model)", nil) }
    let near = Suggestion.nearest(to: model, in: models)
    let hint = near.isEmpty ? "It lists: \(models.prefix(5).joined(separator: ", "))." : "Did you mean \(near[0])?"
    return (.failed, "it does not list the model \(model)", hint)
  }

  private func checkContext(
    _ server: ModelServer, _ transport: ModelTransport
  ) async throws(GenerationError) -> Finding {
    guard let place = server.dialect.contextLength, let length = try await transport.value(at: place)?.whole else {
      return (.unknown, "it does not tell its context length", "Make sure that it is \(needs.contextLength) or more.")
    }
    guard length >= needs.contextLength else {
      return (
        .failed, "its context holds \(length) tokens, the prompts need \(needs.contextLength)",
        "Start the server with a longer context, or lower model.profile."
      )
    }
    return (.passed, "its context holds \(length) tokens", nil)
  }

  /// Takes a piece out of the middle of an answer and asks again with that piece as a stop.
  private func checkStops() async throws(GenerationError) -> Finding {
    let whole = try await answer(stops: [])
    let letters = Array(whole.text)
    guard letters.count >= 4 else { return (.unknown, "its answer is too short to tell", nil) }
    let stop = String(letters[letters.count / 2])
    guard !stop.unicodeScalars.contains("\u{FFFD}") else { return (.unknown, "its answer is no plain text", nil) }
    let cut = try await answer(stops: [stop])
    guard !cut.text.contains(stop), cut.text.count < letters.count else {
      return (.failed, "it goes on after a stop text", "Use a server that honours \"stop\".")
    }
    return (.passed, "it ends at a stop text", nil)
  }

  private func checkGrammar(_ server: ModelServer) async throws(GenerationError) -> Finding {
    guard server.grammarForm != nil else {
      let outcome: Check.Outcome = needs.grammar ? .failed : .unknown
      return (outcome, "it takes no grammar", needs.grammar ? "Use llama-server or vLLM." : nil)
    }
    let word = "dragoman"
    let answer = try await answer(stops: [], grammar: Grammar("root ::= \"\(word)\""))
    return answer.text == word && answer.isRuled == true
      ? (.passed, "it follows a grammar", nil) : (.failed, "it did not follow a grammar", "Check the server's version.")
  }

  private func checkTags(_ server: ModelServer, _ transport: ModelTransport) async throws(GenerationError) -> Finding {
    guard let tokenizer = server.dialect.tokenizer else {
      return (.unknown, "it does not tell how it cuts text into tokens", nil)
    }
    for tag in needs.singleTokens {
      var fields = tokenizer.fields
      fields[tokenizer.textField] = .text(tag)
      if let model = server.model { fields["model"] = .text(model) }
      let bytes = try await transport.post(tokenizer.page, .object(fields))
      let page = JSONValue(bytes)
      guard let tokens = page?.value(at: ["tokens"])?.list else {
        throw .malformedAnswer(reason: "it lists no tokens", excerpt: nil)
      }
      guard tokens.count == 1 else {
        return (
          .failed, "\(tag) is \(tokens.count) tokens",
          "This model was not made for tagged prompts: choose another prompt profile."
        )
      }
    }
    return (.passed, "each tag is one token", nil)
  }

  private func answer(stops: [String], grammar: Grammar? = nil) async throws(GenerationError) -> Candidate {
    let text = "Count from one to ten in words: one, two,"
    let prompt = Prompt(
      template: "contract", form: needs.usesChat ? .chat([.init(.user, text)]) : .completion(text), output: .sql,
      stops: stops, maxTokens: 32, tokenEstimate: 16, grammar: grammar)
    let options = GenerationOptions(deadline: .now + .seconds(30))
    guard let candidate = try await generator.candidates(for: prompt, options: options).first else {
      throw .malformedAnswer(reason: "it holds no choices", excerpt: nil)
    }
    return candidate
  }

  private func attempt(
    _ name: String, _ body: () async throws(GenerationError) -> Finding
  ) async -> Check {
    do throws(GenerationError) {
      let finding = try await body()
      return Check(name: name, outcome: finding.outcome, message: finding.message, hint: finding.hint)
    } catch {
      return failure(name, error)
    }
  }

  private func failure(_ name: String, _ error: GenerationError) -> Check {
    let message = error.detail.map { "\(error.message): \($0)" } ?? error.message
    return Check(name: name, outcome: .failed, message: message, hint: error.hint)
  }
}
