import ArgumentParser
import HTTPService
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
      questions under way come to their end. docs/http-api.md tells of every route.
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
        try await serve(composition)
      } catch {
        await composition.close()
        throw error
      }
      await composition.close()
    }
  }

  private func serve(_ composition: Composition) async throws {
    let serve = ServeParts(composition)
    let options = serve.options()
    let door = try HTTPDoor(try serve.parts(), options: options) { port in
      // An address of IPv6 stands in brackets.
      let shown = options.host.contains(":") && !options.host.hasPrefix("[") ? "[\(options.host)]" : options.host
      Terminal.note("dragoman: listening on http://\(shown):\(port)")
    }
    try await door.serve()
    Terminal.note("dragoman: stopped")
  }
}
