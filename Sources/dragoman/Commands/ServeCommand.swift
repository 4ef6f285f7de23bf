import ArgumentParser
import HTTPService
import Telemetry
import Tracing
import Vocabulary

/// `dragoman serve`: questions over HTTP.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer over HTTP: pages for people, an API, tools for agents.",
    discussion: """
      dragoman serve --port 8187            then open http://127.0.0.1:8187/
      curl -H 'Content-Type: application/json' -d '{"question": "how many customers are there?"}' \
      http://127.0.0.1:8187/v1/query

      Until serve.access asks callers for keys or tokens, it listens on this machine only. SIGTERM or Ctrl-C ends it;
      questions under way come to their end. SIGHUP has it read its settings again (docs/settings.md says which).
      docs/http-api.md tells of every route.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("Port, 0 for any free one: serve.port.", valueName: "port"))
  var port: Int?

  func run() async throws {
    var common = common
    if let port { common.set.append("\(Setting.servePort.rawValue)=\(port)") }
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let composition = try await Composition(settings)
      do {
        try await composition.checkRole()
        try await composition.log.started(with: AuditSettings(settings).recordable, by: composition.principal)
        try await serve(composition, common)
      } catch {
        await composition.close()
        throw error
      }
      await composition.close()
    }
  }

  private func serve(_ composition: Composition, _ common: CommonOptions) async throws {
    let log = ServiceLog(composition.settings)
    let sending = Self.trace(composition.settings)
    // Who asks first waits for what is left of this; if something is wrong with the database, it is said to them.
    let waking = Task.detached { _ = try? await composition.database.view(for: composition.principal) }
    defer { waking.cancel() }
    let serve = ServeParts(composition)
    let options = serve.options()
    let door = try HTTPDoor(try serve.parts(), options: options) { port in
      // An address of IPv6 stands in brackets.
      let shown = options.host.contains(":") && !options.host.hasPrefix("[") ? "[\(options.host)]" : options.host
      log.note("listening on http://\(shown):\(port)")
    }
    let reload = SettingsReload(common, composition, door, log)
    let reloading = Task { await reload.run() }
    defer { reloading.cancel() }
    try await door.serve()
    sending?.cancel()
    await sending?.value
    log.note("stopped")
  }

  /// Has spans made, and sends them to the settings' collector until the task is cancelled; does nothing without one.
  private static func trace(_ settings: Settings) -> Task<Void, Never>? {
    guard let endpoint = settings.optional(.tracingEndpoint) else { return nil }
    let post = SpanPost(to: endpoint, service: "dragoman", version: Dragoman.version)
    InstrumentationSystem.bootstrap(TraceRecorder(post))
    return Task { await post.run() }
  }
}
