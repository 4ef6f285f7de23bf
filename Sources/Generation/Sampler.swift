internal import Curl
internal import Vocabulary

/// Draws candidates from one server.
struct Sampler: Sendable {
  let transport: ModelTransport
  let server: ModelServer
  let options: GenerationOptions

  /// The greedy answer first, then the drawn ones: by then the server has read the prompt and reuses what it computed.
  func candidates(for prompt: Prompt) async throws(GenerationError) -> [Candidate] {
    var candidates: [Candidate] = []
    if options.startsGreedy, options.count > 0 {
      candidates += try await send(request(prompt, temperature: 0, seed: options.seed))
    }
    let wanted = options.count - candidates.count
    guard wanted > 0 else { return Array(candidates.prefix(options.count)) }
    if server.dialect.acceptsCount {
      var drawn: [Candidate] = []
      while drawn.count < wanted {
        var request = request(prompt, temperature: options.temperature, seed: seed(after: drawn.count))
        request.count = min(wanted - drawn.count, server.maxCount)
        drawn += try await send(request)
      }
      return candidates + drawn.prefix(wanted)
    }
    return candidates + (try await oneByOne(wanted, prompt))
  }

  /// One answer, told as it comes.
  func stream(
    _ prompt: Prompt, onToken: (String) async -> Void
  ) async throws(GenerationError) -> Candidate {
    let temperature = options.startsGreedy ? 0 : options.temperature
    var request = request(prompt, temperature: temperature, seed: options.seed)
    request.streams = true
    let stream = try await transport.stream(request.page, request.body(for: server))
    var parser = ServerSentEventParser()
    var assembler = StreamAssembler(request: request, server: server, attempt: options.attempt)
    var chunks = stream.makeAsyncIterator()
    while !assembler.isDone {
      let chunk: [UInt8]?
      do throws(CurlError) { chunk = try await chunks.next() } catch {
        // What came before the connection was lost may still be the whole answer.
        if case .connectionLost = error { break }
        throw GenerationError(error, url: server.endpoint.url)
      }
      guard let chunk else { break }
      for event in parser.feed(chunk) {
        let text = try assembler.feed(event)
        if !text.isEmpty { await onToken(text) }
        if assembler.isDone { break }
      }
      if parser.isOverflowing { throw .malformedAnswer(reason: "a line of its stream has no end", excerpt: nil) }
    }
    return try assembler.candidate()
  }

  /// Several requests at once, for servers that give one answer a request.
  private func oneByOne(_ count: Int, _ prompt: Prompt) async throws(GenerationError) -> [Candidate] {
    let results = await withTaskGroup(of: (Int, Result<[Candidate], GenerationError>).self) { group in
      for place in 0..<count {
        // Not all on the worker that asks, where they would wait for each other.
        group.addTask(executorPreference: globalConcurrentExecutor) {
          do throws(GenerationError) {
            let request = request(prompt, temperature: options.temperature, seed: seed(after: place))
            return (place, .success(try await send(request)))
          } catch {
            return (place, .failure(error))
          }
        }
      }
      var results: [(Int, Result<[Candidate], GenerationError>)] = []
      for await result in group {
        results.append(result)
        if case .failure = result.1 { group.cancelAll() }
      }
      return results
    }
    // The first failure, not the cancellations that it caused.
    if let failed = results.first(where: { if case .failure = $0.1 { true } else { false } }) { _ = try failed.1.get() }
    var candidates: [Candidate] = []
    for (_, result) in results.sorted(by: { $0.0 < $1.0 }) { candidates += try result.get().prefix(1) }
    return candidates
  }

  private func send(_ request: CompletionRequest) async throws(GenerationError) -> [Candidate] {
    let bytes = try await transport.post(request.page, request.body(for: server))
    return try CompletionAnswer.decode(bytes).candidates(for: request, server: server, attempt: options.attempt)
  }

  private func request(_ prompt: Prompt, temperature: Double, seed: UInt32?) -> CompletionRequest {
    CompletionRequest(prompt: prompt, temperature: temperature, seed: seed)
  }

  /// Each request draws differently from the one before it.
  private func seed(after drawn: Int) -> UInt32? { options.seed.map { $0 &+ UInt32(truncatingIfNeeded: drawn) &+ 1 } }
}
