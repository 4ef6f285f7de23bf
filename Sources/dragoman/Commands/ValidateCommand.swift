import ArgumentParser
import Foundation
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

      With --json-lines each line gives {id, accepted, findings, layer, milliseconds}. Exit 1 when the one statement \
      was refused.
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
      if execute { try await composition.checkRole() }
      let view = try await composition.database.view()
      if let sql {
        let verdict = try await view.judge(sql, dryRun: !isStatic)
        Terminal.line(
          verdict.judgement.isAccepted ? "accepted: \(verdict.judgement.sql)" : Explanation.of(verdict.judgement))
        if let query = verdict.query, execute { Terminal.write(TableFormat.table.render(try await view.run(query))) }
        await composition.close()
        if verdict.query == nil { throw Ending.refused }
        return
      }
      while let line = readLine(strippingNewline: true) { Terminal.write(await judge(line, view)) }
      await composition.close()
    }
  }

  private struct Item: Decodable {
    var id: JSONScalar
    var sql: String?
    var sql_base64: String?
  }

  /// One line of output; nothing that a line holds, or that it breaks, stops the next.
  private func judge(_ line: String, _ view: DatabaseView) async -> String {
    guard let item = try? JSONDecoder().decode(Item.self, from: Data(line.utf8)),
      let bytes = item.sql.map({ Array($0.utf8) })
        ?? item.sql_base64.flatMap({ Data(base64Encoded: $0) }).map(Array.init)
    else { return "{\"id\":null,\"error\":\"the line is no {id, sql} or {id, sql_base64}\"}\n" }
    let start = ContinuousClock.now
    var fields = ["\"id\":\(item.id.json)"]
    do {
      let verdict = try await view.judge(bytes: bytes, dryRun: !isStatic)
      let findings = verdict.judgement.findings
      fields.append("\"accepted\":\(verdict.judgement.isAccepted)")
      fields.append("\"findings\":[\(findings.map(Self.json).joined(separator: ","))]")
      fields.append("\"layer\":\(findings.map(\.layer).min().map { JSONTable.quoted($0.rawValue) } ?? "null")")
      if execute, let query = verdict.query { fields.append("\"execution\":\(await run(query, view))") }
    } catch {
      fields.append("\"accepted\":false,\"error\":\(JSONTable.quoted((error as? any Breakage)?.message ?? "\(error)"))")
    }
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    fields.append("\"milliseconds\":\(Double(seconds) * 1e3 + (Double(attoseconds) * 1e-12).rounded() / 1e3)")
    return "{" + fields.joined(separator: ",") + "}\n"
  }

  private func run(_ query: ValidatedQuery, _ view: DatabaseView) async -> String {
    do {
      let table = try await view.run(query)
      return table.truncation == nil ? "\"ran\"" : "\"stopped\""
    } catch {
      return "\"stopped\""
    }
  }

  private static func json(_ finding: Finding) -> String {
    var fields = [
      "\"rule\":\(JSONTable.quoted(finding.rule))", "\"layer\":\(JSONTable.quoted(finding.layer.rawValue))",
    ]
    fields.append("\"message\":\(JSONTable.quoted(finding.message))")
    if let hint = finding.hint { fields.append("\"hint\":\(JSONTable.quoted(hint))") }
    if let position = finding.position { fields.append("\"position\":\(position)") }
    if let state = finding.sqlState { fields.append("\"sqlstate\":\(JSONTable.quoted(state))") }
    return "{" + fields.joined(separator: ",") + "}"
  }
}
