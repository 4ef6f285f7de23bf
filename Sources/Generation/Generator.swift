package import Curl
package import Vocabulary

/// Where answers come from.
package enum ModelSource: Sendable {
  /// A server that somebody else runs.
  case server(ModelEndpoint)
  /// A child process of ours.
  case embedded(EmbeddedModel)
}

/// Asks a model for candidates.
package actor Generator {
  private let source: ModelSource
  private let client: HTTPClient
  private var found: ModelServer?
  private let notice: @Sendable (String) -> Void
  /// Whether the server is known to take no grammar, which is said once.
  private var refusesGrammars = false

  /// - Parameter notice: is told what an operator should know and no question fails for.
  package init(
    _ source: ModelSource, client: HTTPClient = HTTPClient(), notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.source = source
    self.client = client
    self.notice = notice
  }

  /// Gets the server ready and finds out what it is, so that the first question does not wait for that.
  @discardableResult
  package func server(deadline: ContinuousClock.Instant? = nil) async throws(GenerationError) -> ModelServer {
    switch source {
    case .embedded(let model): return try await model.server(deadline: deadline)
    case .server(let endpoint):
      if let found { return found }
      let server = try await ServerDetector(transport: transport(to: endpoint, deadline)).detect()
      found = server
      return server
    }
  }

  /// The model's answers, the most likely one first.
  ///
  /// A server that takes several answers a request gets at most two requests (one greedy, one drawn) as far as its
  /// limit goes; others get one request an answer. All of them end at one deadline.
  package nonisolated func candidates(
    for prompt: Prompt, options: GenerationOptions = GenerationOptions()
  ) async throws(GenerationError) -> [Candidate] {
    let deadline = deadline(options)
    return try await answering(by: deadline) { server throws(GenerationError) in
      let sampler = Sampler(transport: transport(to: server.endpoint, deadline), server: server, options: options)
      return try await ruled(prompt, server) { prompt throws(GenerationError) in
        try await sampler.candidates(for: prompt)
      }
    }
  }

  /// One answer, told piece by piece as it comes; the next piece is read when `onToken` has returned.
  package nonisolated func stream(
    _ prompt: Prompt, options: GenerationOptions = GenerationOptions(),
    onToken: @Sendable (String) async -> Void
  ) async throws(GenerationError) -> Candidate {
    let deadline = deadline(options)
    var hasTold = false
    return try await answering(by: deadline, again: { !hasTold }) { server throws(GenerationError) in
      let sampler = Sampler(transport: transport(to: server.endpoint, deadline), server: server, options: options)
      return try await ruled(prompt, server) { prompt throws(GenerationError) in
        [
          try await sampler.stream(prompt) { token in
            hasTold = true
            await onToken(token)
          }
        ]
      }[0]
    }
  }

  /// Draws candidates under the prompt's grammar; without it where the server takes none, and says which it was.
  private nonisolated func ruled(
    _ prompt: Prompt, _ server: ModelServer, _ draw: (Prompt) async throws(GenerationError) -> [Candidate]
  ) async throws(GenerationError) -> [Candidate] {
    guard prompt.grammar != nil else { return try await draw(prompt) }
    var free = prompt
    free.grammar = nil
    var refusal: String?
    if server.grammarForm == nil {
      refusal = "there is no form of grammars that it is known to take"
    } else if await !refusesGrammars {
      do throws(GenerationError) {
        return try await draw(prompt).map { $0.ruled(true) }
      } catch {
        guard case .rejected(let status, let message) = error, [400, 422, 501].contains(status) else { throw error }
        refusal = message ?? "status \(status)"
      }
    }
    // What the server answers now tells whether it was the grammar that it refused.
    let candidates = try await draw(free).map { $0.ruled(false) }
    if let refusal { await note(refusal, server) }
    return candidates
  }

  private func note(_ refusal: String, _ server: ModelServer) {
    guard !refusesGrammars else { return }
    refusesGrammars = true
    notice(
      "the model server at \(server.endpoint.url) takes no grammar (\(refusal)): its answers are checked afterwards only"
    )
  }

  /// Runs `body` with the server, once more with a fresh one when our own child was lost on the way.
  ///
  /// `again` says whether that is still possible: a text that was told already cannot be taken back.
  private nonisolated func answering<Value>(
    by deadline: ContinuousClock.Instant, again: () -> Bool = { true },
    _ body: (ModelServer) async throws(GenerationError) -> Value
  ) async throws(GenerationError) -> Value {
    let server = try await server(deadline: deadline)
    do throws(GenerationError) {
      return try await body(server)
    } catch {
      guard case .embedded(let model) = source else {
        // Another server or another model may stand there by the time of the next question.
        await forget()
        throw error
      }
      if case .timedOut = error {
        // It may hang: the next question must not meet the same process.
        Task { await model.discardUnlessHealthy(server) }
      }
      guard error.isLossOfServer, again() else { throw error }
      return try await body(try await model.replacement(for: server, deadline: deadline))
    }
  }

  private func forget() { (found, refusesGrammars) = (nil, false) }

  private nonisolated func deadline(_ options: GenerationOptions) -> ContinuousClock.Instant {
    let patience =
      switch source {
      case .server(let endpoint): endpoint.timeout
      case .embedded(let model): model.configuration.timeout
      }
    let latest = ContinuousClock.now + patience
    return min(options.deadline ?? latest, latest)
  }

  nonisolated func transport(to endpoint: ModelEndpoint, _ deadline: ContinuousClock.Instant?) -> ModelTransport {
    ModelTransport(client: client, endpoint: endpoint, deadline: deadline ?? .now + endpoint.timeout)
  }
}
