import ArgumentParser
import HTTPService
import Vocabulary

/// `dragoman serve`: questions over HTTP.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Answer questions over HTTP, on this machine only.",
    discussion: """
      dragoman serve --port 8187
      curl -H 'Content-Type: application/json' -d '{"question": "how many customers are there?"}' \
      http://127.0.0.1:8187/v1/query

      SIGTERM or Ctrl-C ends it; questions under way come to their end. docs/http.md tells of every route.
      """)

  @OptionGroup var common: CommonOptions

  @Option(help: ArgumentHelp("Port, 0 for any free one: serve.port.", valueName: "port"))
  var port: Int?

  func run() async throws {
    var common = common
    if let port { common.set.append("\(Setting.servePort.rawValue)=\(port)") }
    let settings = try Reporting.usage { try common.settings() }
    try await Reporting.work {
      let host = settings.text(.serveHost)
      let composition = try await Composition(settings)
      do {
        try await composition.checkRole()
        try await composition.log.started(with: AuditSettings(settings).recordable, by: composition.principal)
        try await serve(composition, host: host, port: settings.whole(.servePort))
      } catch {
        await composition.close()
        throw error
      }
      await composition.close()
    }
  }

  private func serve(_ composition: Composition, host: String, port: Int) async throws {
    let parts = HTTPDoor.Parts(
      interpreter: composition.interpreter(), planner: composition.interpreter(executes: false),
      database: composition.database, models: composition.models, question: { composition.question($0) })
    let door = try HTTPDoor(parts, options: HTTPDoor.Options(host: host, port: port)) { port in
      // An address of IPv6 stands in brackets.
      let shown = host.contains(":") && !host.hasPrefix("[") ? "[\(host)]" : host
      Terminal.note("dragoman: listening on http://\(shown):\(port)")
    }
    try await door.serve()
    Terminal.note("dragoman: stopped")
  }
}
