internal import Hummingbird
package import Interpretation
internal import Logging
internal import ServiceLifecycle
package import Vocabulary

/// Answers questions over HTTP, on the loopback address only, until there is authentication.
package struct HTTPDoor: Service {
  /// What the routes work with.
  package struct Parts: Sendable {
    /// Answers and runs.
    package var interpreter: Interpreter
    /// The same without running what was accepted.
    package var planner: Interpreter
    package var database: Database
    package var models: ModelDesk
    /// A text as a question to the database, on behalf of whoever may come through this door.
    package var question: @Sendable (String) -> Question

    package init(
      interpreter: Interpreter, planner: Interpreter, database: Database, models: ModelDesk,
      question: @escaping @Sendable (String) -> Question
    ) {
      self.interpreter = interpreter
      self.planner = planner
      self.database = database
      self.models = models
      self.question = question
    }
  }

  /// Where it listens and how much it takes on.
  package struct Options: Sendable {
    /// A loopback address: `127.0.0.1`, `::1` or `localhost`.
    package var host: String
    /// 0 takes a free one.
    package var port: Int
    /// Questions that are worked on at the same time.
    package var concurrency: Int
    /// Questions that may wait for their turn; further ones are turned away.
    package var queue: Int
    /// How long a question waits for its turn.
    package var patience: Duration
    /// How long questions under way may go on once the service is told to stop.
    package var grace: Duration

    package init(
      host: String = "127.0.0.1", port: Int = 8187, concurrency: Int = 8, queue: Int = 32,
      patience: Duration = .seconds(10), grace: Duration = .seconds(30)
    ) {
      self.host = host
      self.port = port
      self.concurrency = concurrency
      self.queue = queue
      self.patience = patience
      self.grace = grace
    }
  }

  private let options: Options
  private let application: Application<RouterResponder<BasicRequestContext>>

  /// Prepares the service; `onListening` is told the port once requests are taken.
  ///
  /// - Throws: where the host is no loopback address.
  package init(
    _ parts: Parts, options: Options = Options(), onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(HTTPServiceError) {
    guard let address = LoopbackAddress(options.host) else { throw .notLoopback(options.host) }
    self.options = options
    var logger = Logger(label: "dragoman.http")
    // Below a warning the framework speaks of sockets, which is of no use to whoever runs the service.
    logger.logLevel = .warning
    let router = Router()
    router.add(middleware: Reception())
    Route.add(
      QueryDesk(parts: parts, gate: Gate(options)), HealthDesk(parts: parts), to: router)
    application = Application(
      responder: router.buildResponder(),
      server: .http1(configuration: .init(idleTimeout: .seconds(75))),
      configuration: ApplicationConfiguration(address: .hostname(address.bound, port: options.port)),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? options.port) },
      logger: logger)
  }

  /// Serves until a graceful shutdown, which lets the questions under way come to their end.
  package func run() async throws {
    do {
      try await application.run()
    } catch let error as any Breakage {
      throw error
    } catch {
      throw HTTPServiceError.cannotListen(host: options.host, port: options.port, reason: "\(error)")
    }
  }

  /// Serves until SIGTERM or SIGINT.
  package func serve() async throws {
    var configuration = ServiceGroupConfiguration(
      services: [self], gracefulShutdownSignals: [.sigterm, .sigint], logger: application.logger)
    configuration.maximumGracefulShutdownDuration = options.grace
    try await ServiceGroup(configuration: configuration).run()
  }
}
