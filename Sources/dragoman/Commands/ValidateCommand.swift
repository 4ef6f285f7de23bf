import ArgumentParser
import Interpretation
import Presentation
import SafeExecution
import Vocabulary

/// `dragoman validate`: what the gate says of a statement, or of many.
struct ValidateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate", abstract: "Judge SQL as it would be judged before running; nothing is run unless asked.",
    discussion: """
      dragoman validate "select count(*) from orders"
      dragoman validate --json-lines < statements.jsonl      lines {id, sql} or {id, sql_base64}

      With --json-lines each line gives {id, accepted, findings, layer, milliseconds}, with --execute also execution: \
      ran or stopped; what breaks for one line is its error, and the next goes on. Exit 1 when the one statement was \
      refused. A role that may do more than read is refused, unless --static keeps every statement from the server.
      """)

  @Argument(help: "The statement, in quotes.")
  var sql: String?

  @OptionGroup var common: CommonOptions

  @Flag(help: "Read JSON lines on standard input.")
  var jsonLines = false

  @Flag(name: .customLong("static"), help: "Stop before the server: no dry run.")
  var isStatic = false

  @Flag(help: "Also run what was accepted, within the limits, and say whether it ran or was stopped.")
  var execute = false

  @Option(help: ArgumentHelp("A function of an extension that may be called; may be repeated.", valueName: "name"))
  var allowFunction: [String] = []

  @Option(help: ArgumentHelp("A relation that may not be read; may be repeated.", valueName: "name"))
  var denyRelation: [String] = []

  @Option(help: ArgumentHelp("Connection string of the role that reads the catalog.", valueName: "url"))
  var introspectionUrl: String?

  func validate() throws {
    guard (sql != nil) != jsonLines else { throw ValidationError("Give a statement, or --json-lines.") }
  }

  func run() async throws {
    let settings = try Reporting.usage {
      var common = common
      for (setting, values) in [(Setting.safetyFunctions, allowFunction), (.safetyDenied, denyRelation)]
      where !values.isEmpty {
        common.set.append("\(setting.rawValue)=\(values.joined(separator: ","))")
      }
      if let introspectionUrl { common.set.append("database.introspection-url=\(introspectionUrl)") }
      return try common.settings()
    }
    try await Reporting.work {
      let composition = try await Composition(settings, needsModel: false)
      do {
        // The dry run is the server's work too: planning runs code.
        if execute || !isStatic { try await composition.checkRole() }
        let view = try await composition.view()
        if let sql { try await judge(sql, view) } else { await judgeLines(view) }
      } catch {
        await composition.close()
        throw error
      }
      await composition.close()
    }
  }

  private func judge(_ sql: String, _ view: DatabaseView) async throws {
    let verdict = try await view.judge(sql, dryRun: !isStatic)
    guard let query = verdict.query else {
      Terminal.line(Explanation.of(verdict.judgement))
      throw Ending.refused
    }
    Terminal.line("accepted: \(query.sql)")
    if execute { Terminal.write(TableFormat.table.render(try await view.run(query))) }
  }

  /// A lost server breaks the lines that meet it; the next one makes a new connection.
  private func judgeLines(_ view: DatabaseView) async {
    while let line = readLine(strippingNewline: true) {
      Terminal.write(await ValidationLine(line).judged(by: view, isStatic: isStatic, executes: execute))
    }
  }
}
