package import Curl
internal import Foundation

/// The model that runs as a child of this process: started when it is first needed, and again when it dies.
///
/// The child listens on the loopback address only, wants a key that only we know, and ends when we end, however that
/// happens.
package actor EmbeddedModel {
  package struct Configuration: Sendable, Hashable {
    /// The model runtime's virtual environment: its Python is `bin/python3` there.
    package var runtime: String
    /// The program `model-server`.
    package var script: String
    /// The GGUF file.
    package var model: String
    /// How many answers are written at the same time.
    package var parallel: Int
    /// Tokens of prompt and answer together.
    package var context: Int
    package var threads: Int
    /// What the child says goes to the end of this file.
    package var log: String
    /// How long one question may take in all, unless its own deadline is earlier.
    package var timeout: Duration
    package var startTimeout: Duration
    /// How it is told a grammar; the quicker way when `nil`.
    package var grammarForm: GrammarForm?

    package init(
      runtime: String, script: String, model: String, parallel: Int = 4, context: Int = 2048, threads: Int = 1,
      log: String, timeout: Duration = .seconds(60), startTimeout: Duration = .seconds(30),
      grammarForm: GrammarForm? = nil
    ) {
      self.runtime = runtime
      self.script = script
      self.model = model
      self.parallel = parallel
      self.context = context
      self.threads = threads
      self.log = log
      self.timeout = timeout
      self.startTimeout = startTimeout
      self.grammarForm = grammarForm
    }
  }

  private enum State {
    case idle
    case starting(Promise<Result<ModelServer, GenerationError>>, ChildProcess?)
    case running(ModelServer, ChildProcess)
    case stopped
  }

  package nonisolated let configuration: Configuration
  private let client: HTTPClient
  private var state = State.idle
  private var deaths = DeathRecord()

  package init(_ configuration: Configuration, client: HTTPClient = HTTPClient()) {
    self.configuration = configuration
    self.client = client
  }

  deinit {
    switch state {
    case .starting(_, let child): child?.closeInput()
    case .running(_, let child): child.closeInput()
    case .idle, .stopped: break
    }
  }

  /// The child's process number while there is a child.
  package var processID: Int32? {
    if case .running(_, let child) = state, child.ending.current == nil { child.pid } else { nil }
  }

  /// The running server; starts it when there is none, and waits for it until the deadline.
  package func server(deadline: ContinuousClock.Instant? = nil) async throws(GenerationError) -> ModelServer {
    while true {
      switch state {
      case .stopped: throw .stopped
      case .starting(let start, _):
        // The start itself goes on: the next question finds it done.
        guard let result = await start.value(until: deadline) else {
          throw Task.isCancelled ? .cancelled : .notReadyYet
        }
        return try result.get()
      case .running(let server, let child):
        guard let ending = child.ending.current else { return server }
        try noteDeath(ending)
      case .idle:
        try start()
      }
    }
  }

  /// A server that answers, after `failed` did not: the same one if it is well, else a fresh one.
  package func replacement(
    for failed: ModelServer, deadline: ContinuousClock.Instant? = nil
  ) async throws(GenerationError) -> ModelServer {
    await discardUnlessHealthy(failed)
    return try await server(deadline: deadline)
  }

  /// Ends the child if it is still the one that serves `server` and does not answer any more.
  package func discardUnlessHealthy(_ server: ModelServer) async {
    guard case .running(let current, let child) = state, current == server else { return }
    if await isHealthy(server) { return }
    child.kill()
    _ = await child.ending.value()
  }

  /// Ends the child for good.
  package func stop() async {
    let last = state
    state = .stopped
    switch last {
    case .starting(_, let child): await child?.stop()
    case .running(_, let child): await child.stop()
    case .idle, .stopped: break
    }
  }

  // MARK: Starting

  private func start() throws(GenerationError) {
    let launch = try ModelLaunch(configuration)
    let delay = deaths.delay(at: .now) ?? .zero
    let start = Promise<Result<ModelServer, GenerationError>>()
    state = .starting(start, nil)
    // A task of its own: the one who happened to ask first may be cancelled, the others still wait.
    Task {
      do { try await Task.sleep(for: delay) } catch {}
      await run(launch, start)
    }
  }

  private func run(_ launch: ModelLaunch, _ start: Promise<Result<ModelServer, GenerationError>>) async {
    guard isCurrent(start) else { return start.fulfil(.failure(.stopped)) }
    let child = ChildProcess(launch.command)
    state = .starting(start, child)
    let result = await launch.server(of: child)
    guard isCurrent(start) else {
      await child.stop()
      return start.fulfil(.failure(.stopped))
    }
    switch result {
    case .success(let server):
      state = .running(server, child)
    case .failure:
      state = .idle
      deaths.note(at: .now)
    }
    start.fulfil(result)
  }

  /// Whether nobody has stopped this start.
  private func isCurrent(_ start: Promise<Result<ModelServer, GenerationError>>) -> Bool {
    if case .starting(let current, _) = state { current === start } else { false }
  }

  private func noteDeath(_ ending: ChildProcess.Ending) throws(GenerationError) {
    state = .idle
    deaths.note(at: .now)
    guard deaths.isHopeless else { return }
    // Said once; the next question tries anew.
    let times = deaths.count
    deaths = DeathRecord()
    let tail = "\(ending)\n" + LogTail(path: configuration.log).text
    throw .keepsDying(times: times, log: configuration.log, tail: tail)
  }

  private func isHealthy(_ server: ModelServer) async -> Bool {
    var endpoint = server.endpoint
    endpoint.retries = 0
    let transport = ModelTransport(client: client, endpoint: endpoint, deadline: .now + .seconds(2))
    do {
      _ = try await transport.get(server.dialect.healthPage)
      return true
    } catch {
      return false
    }
  }
}
