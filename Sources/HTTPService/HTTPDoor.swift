package import Access
package import Auditing
internal import Hummingbird
package import Interpretation
internal import Logging
package import Reviewing
internal import ServiceLifecycle
package import Vocabulary

/// Answers over HTTP: an API for applications, pages for people, tools for agents.
package struct HTTPDoor: Service {
  private let options: Options
  private let keeper: DeskKeeper
  private let application: Application<RouterResponder<DoorContext>>
  /// Where all connections are served; questions have threads of their own.
  private let loop = LoopExecutor(EventLoopGroupProvider.singleton.eventLoopGroup.any())

  /// Prepares the service; `onListening` is told the port once requests are taken.
  ///
  /// - Throws: where the address may be reached by others and nobody would be asked for proof, or in the clear.
  package init(
    _ parts: Parts, options: Options = Options(), onListening: @escaping @Sendable (Int) -> Void = { _ in }
  ) throws(HTTPServiceError) {
    let loopback = LoopbackAddress(options.host)
    if loopback == nil {
      guard parts.keys != nil || parts.tokens != nil, !options.host.isEmpty else { throw .notLoopback(options.host) }
      guard options.isBehindTLS else { throw .plainKeys(options.host) }
    }
    self.options = options
    let keeper = DeskKeeper(parts, options)
    self.keeper = keeper
    // Below a warning the framework speaks of sockets; our own lines go to a log of their own.
    var (ours, framework) = (Logger(label: "dragoman.http"), Logger(label: "dragoman.http"))
    ours.logLevel = .info
    framework.logLevel = .warning
    let router = Router(context: DoorContext.self, options: .autoGenerateHeadEndpoints)
    router.add(middleware: Reception(keeper: keeper, logger: ours))
    for route in Route.allCases {
      router.on(RouterPath(route.path), method: route.method) { request, context -> Response in
        if route.hasWorker { return try await keeper.desks.serve(route, request, context) }
        // A page may take a while; the loop has other connections to serve.
        return try await withTaskExecutorPreference(globalConcurrentExecutor) {
          try await keeper.desks.serve(route, request, context)
        }
      }
    }
    application = Application(
      responder: router.buildResponder(),
      server: .http1(
        configuration: .init(
          additionalChannelHandlers: [HangUpWatch(keeper.lasting.hangUps, patience: options.bodyPatience)],
          idleTimeout: .seconds(75),
          httpDecoderConfiguration: .init(
            maxHeaderFieldSize: 16_384, maxHeaderListSize: 32_768, maxHeaderFieldCount: 100)
        )),
      configuration: ApplicationConfiguration(
        address: .hostname(loopback?.bound ?? options.host, port: options.port), serverName: nil),
      onServerRunning: { channel in onListening(channel.localAddress?.port ?? options.port) },
      eventLoopGroupProvider: .shared(loop.loop), logger: framework)
  }

  /// Requests that come from now on meet other settings. Address, port and what callers prove who they are by stay.
  package func change(_ parts: Parts, _ options: Options) async { await keeper.change(parts, options) }

  /// Serves until a graceful shutdown, which lets the questions under way come to their end.
  package func run() async throws {
    do {
      try await withTaskExecutorPreference(loop) { try await application.run() }
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
